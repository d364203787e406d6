/** The address of practising: a question, perhaps one that follows up on an answer, perhaps what was answered. */

export interface Practising {
  id: string;
  /** The answer that a follow-up question goes on from. */
  parent?: string | null;
  followup?: string | null;
  /** The words of a follow-up that no bank knows. */
  asked?: string | null;
  answer?: string | null;
}

export function practiceAddress(locale: string, { id, ...rest }: Practising): string {
  const known = Object.entries(rest).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return `/${locale}/practice?${new URLSearchParams([["id", id], ...known])}`;
}

/** Each follow-up keeps a draft of its own beside that of its question. */
export function draftName({ id, parent, followup, asked }: Practising): string {
  return parent ? `${id}~${followup ?? asked ?? parent}` : id;
}
