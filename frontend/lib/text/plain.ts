/** Markdown as plain words, for a line or two of a list. */

/** A line that opens or closes a block of code, with the name of its language; an excerpt may end in it. */
const FENCES = /^[ \t]{0,3}(?:`{3,}[^`\n]*|~{3,}[^\n]*)(?:\n|$)/gm;

const MARKS = /(\*\*|__|`+|^\s{0,3}#{1,6}\s+|^\s*[-*+]\s+|^\s*>\s?)/gm;

export function plain(text: string): string {
  return withoutFences(text).replace(MARKS, "");
}

export function withoutFences(text: string): string {
  return text.replace(FENCES, "");
}
