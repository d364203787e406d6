/** What the name of a sheet's file tells: how it is read, and what its bank is called when the sheet does not say. */

const TYPES: Record<string, string> = { md: "text/markdown", markdown: "text/markdown", yaml: "application/yaml", yml: "application/yaml" };
const LONGEST = 60;

export const SHEET_ENDINGS = Object.keys(TYPES).map((ending) => `.${ending}`);

/** Null for a file that is no sheet. */
export function typeOf(name: string): string | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return TYPES[ending] ?? null;
}

/** The same file name always gives the same slug, so that an edited sheet finds its bank again. */
export function slugOf(name: string): string {
  const stem = name.replace(/\.[^.]+$/, "");
  const slug = stem
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST)
    .replace(/-+$/, "");
  // A name in Hangul leaves nothing of itself; two such files must still not end in one bank.
  return /[^\p{ASCII}]/u.test(stem.normalize("NFC")) ? [slug || "bank", mark(stem)].join("-") : slug || "my-bank";
}

function mark(text: string): string {
  let sum = 0;
  for (const character of text.normalize("NFC")) sum = (Math.imul(sum, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return sum.toString(36);
}
