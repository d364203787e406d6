/** What the reader of sheets remarks, as far as the words are the sheet's own: `name` in its message is quoted from it. */

export function quotedIn(message: string): string[] {
  return [...message.matchAll(/`([^`]+)`/g)].map((found) => found[1] as string);
}
