/** What the questions of a sheet were found to hold. */

import type { ImportEntry } from "../api/types.ts";

export interface Found {
  questions: number;
  answered: number;
  judged: number;
  followUps: number;
  /** In the order of the file: nothing was read that an answer could be held against. */
  unscored: ImportEntry[];
}

export function foundIn(entries: ImportEntry[]): Found {
  return {
    questions: entries.length,
    answered: entries.filter((entry) => entry.model_answer).length,
    judged: entries.filter(({ points }) => points > 0).length,
    followUps: entries.reduce((sum, entry) => sum + entry.follow_ups, 0),
    unscored: entries.filter((entry) => !entry.can_be_scored).sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}
