/** The words that a bank's questions have now, by the ids that their sheet uses. */

import type { QuestionSummary } from "../api/types.ts";

export type Before = Record<string, string[]>;

export function beforeOf(questions: QuestionSummary[]): Before {
  return Object.fromEntries(questions.map(({ id, text }) => [ownId(id), [text.ko, text.en].filter((words) => words !== null)]));
}

/** A question of one's own bank is known as `<owner>.<id in the sheet>`. */
function ownId(id: string): string {
  return id.slice(id.indexOf(".") + 1);
}

/** The wording that an entry replaces; null where the wording stays and something else was edited. */
export function replacedBy(text: string, wordings: string[] | undefined): string | null {
  if (!wordings?.length || wordings.includes(text)) return null;
  return wordings.toSorted((a, b) => strangeness(a, text) - strangeness(b, text))[0] ?? null;
}

/** Hangul against Hangul: a bank in two languages has two wordings, and only one of them was edited here. */
function strangeness(a: string, b: string): number {
  return Math.abs(share(a) - share(b));
}

function share(text: string): number {
  return (text.match(/\p{Script=Hangul}/gu)?.length ?? 0) / Math.max(1, text.length);
}
