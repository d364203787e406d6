/** Two texts word by word: what stayed, what went, what came. */

export interface Change {
  kind: "same" | "gone" | "new";
  text: string;
}

const WORDS = /\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu;
const SENTENCES = /[^.!?\n]*[.!?\n]+\s*|[^.!?\n]+/g;
/** Beyond this many comparisons, whole sentences are compared instead of words: a page must not freeze. */
const MOST_CELLS = 4_000_000;

export function diff(before: string, after: string): Change[] {
  const [a, b] = [tokens(before, WORDS), tokens(after, WORDS)];
  return a.length * b.length <= MOST_CELLS ? changes(a, b) : changes(tokens(before, SENTENCES), tokens(after, SENTENCES));
}

const tokens = (text: string, pattern: RegExp): string[] => text.match(pattern) ?? [];

function changes(a: string[], b: string[]): Change[] {
  const lengths = commonLengths(a, b);
  const width = b.length + 1;
  const result: Change[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) push(result, "same", a[(j++, i++)] as string);
    // What went stands before what came, so that a replacement reads in its order.
    else if (i < a.length && (j === b.length || (lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0))) push(result, "gone", a[i++] as string);
    else push(result, "new", b[j++] as string);
  }
  return smooth(result);
}

/** The longest common subsequence of every pair of ends, row by row. */
function commonLengths(a: string[], b: string[]): Uint16Array {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const at = i * width + j;
      lengths[at] = a[i] === b[j] ? (lengths[at + width + 1] ?? 0) + 1 : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0);
    }
  }
  return lengths;
}

function push(result: Change[], kind: Change["kind"], text: string): void {
  const last = result.at(-1);
  if (last?.kind === kind) last.text += text;
  else result.push({ kind, text });
}

/** A lone space between two edits is part of the edit: otherwise a rewritten sentence looks like a comb. */
function smooth(result: Change[]): Change[] {
  const merged: Change[] = [];
  let [gone, come] = ["", ""];
  const flush = (): void => {
    if (gone) merged.push({ kind: "gone", text: gone });
    if (come) merged.push({ kind: "new", text: come });
    [gone, come] = ["", ""];
  };
  result.forEach((change, index) => {
    const within = change.kind === "same" && /^ +$/.test(change.text) && index > 0 && index < result.length - 1;
    if (change.kind !== "new" && (change.kind === "gone" || within)) gone += change.text;
    if (change.kind !== "gone" && (change.kind === "new" || within)) come += change.text;
    if (change.kind === "same" && !within) {
      flush();
      merged.push(change);
    }
  });
  flush();
  return merged;
}
