/** Whether an answer's own words tell which language it is in; where none do, the page's language is the better guess. */

const FENCED = /^ {0,3}(```+|~~~+)[\s\S]*?(?:^ {0,3}\1[`~]*[ \t]*$|$(?![\s\S]))/gm;

/** Hangul in a comment or a label of code tells it, Latin letters there do not. */
export function tellsLanguage(text: string): boolean {
  return /\p{L}/u.test(text.replace(FENCED, "")) || /\p{Script=Hangul}/u.test(text);
}
