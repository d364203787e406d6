/** What is being typed, kept in this browser so that a reload, a crash or a dead network costs nothing. */

export interface Draft {
  text: string;
  /** The Idempotency-Key of the last try to send exactly this text. */
  key: string | null;
}

export const EMPTY: Draft = { text: "", key: null };

export const draftKey = (question: string): string => `backtalk.draft.${question}`;

export function readDraft(storage: Storage | undefined, question: string): Draft {
  try {
    const kept = JSON.parse(storage?.getItem(draftKey(question)) ?? "null") as Partial<Draft> | null;
    return { text: kept?.text ?? "", key: kept?.key ?? null };
  } catch {
    return EMPTY;
  }
}

/** False where the browser refuses to keep anything (private mode, full). */
export function keepDraft(storage: Storage | undefined, question: string, draft: Draft): boolean {
  try {
    if (draft.text) storage?.setItem(draftKey(question), JSON.stringify(draft));
    else storage?.removeItem(draftKey(question));
    return storage !== undefined;
  } catch {
    return false;
  }
}

/** Every text and time that was kept, with the workspace that they were written in. */
export function forgetDrafts(storage: Storage | undefined): void {
  try {
    for (const key of Object.keys(storage ?? {})) if (/^backtalk\.(draft|time)\./.test(key)) storage?.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

/** The same text goes out under the same key, however often it is sent; a changed text is another answer. */
export function keyFor(draft: Draft, fresh: () => string): string {
  return draft.key ?? fresh();
}

/** What is left once a text was taken: nothing, or what was typed while it was on its way. */
export function withoutSent(draft: Draft, sent: string): Draft {
  return draft.text === sent ? EMPTY : draft;
}

export function edited(draft: Draft, text: string): Draft {
  return text === draft.text ? draft : { text, key: null };
}
