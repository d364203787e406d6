/** Markdown as plain words, for a line or two of a list. */

const MARKS = /(\*\*|__|`+|^\s{0,3}#{1,6}\s+|^\s*[-*+]\s+|^\s*>\s?)/gm;

export function plain(text: string): string {
  return text.replace(MARKS, "");
}
