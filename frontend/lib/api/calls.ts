/** The calls of the contract that the page makes. */

import { call } from "./client.ts";
import type {
  AnswerItem,
  AnswerPage,
  AnswerView,
  BankDetail,
  BankImport,
  BankPage,
  BetterAnswer,
  Chain,
  Locale,
  Me,
  Neighbours,
  NextQuestions,
  Progress,
  Question,
  QuestionPage,
  Receipt,
  Score,
  Scorer,
  SessionRow,
  SystemView,
  Trace,
  WorkspaceCounts,
} from "./types.ts";

export interface QuestionFilter {
  bank?: string | null;
  section?: string | null;
  axis?: string | null;
  difficulty?: string | null;
  tag?: string | null;
  q?: string | null;
  lang?: string;
  cursor?: string | null;
}

const at = (id: string): string => encodeURIComponent(id);

export const banks = () => call<BankPage>("/api/banks");
/** With the number of answers that would go with it. */
export const bank = (slug: string) => call<BankDetail>(`/api/banks/${at(slug)}`);
/** `answers`: up to how many of them may go with it. */
export const removeBank = (slug: string, answers: number) => call<void>(`/api/banks/${at(slug)}`, { method: "DELETE", query: { answers } });
/** With `dry_run` nothing is written: it only tells what would change. */
export const importSheet = (file: { content: Blob; type: string }, slug: string, dry_run: boolean) =>
  call<BankImport>("/api/banks/import", { method: "POST", file, query: { dry_run: String(dry_run), slug } });
export const exportAddress = (slug: string, format: "md" | "yaml", lang: string): string =>
  `/api/banks/${at(slug)}/export?format=${format}${format === "md" ? `&lang=${lang}` : ""}`;
export const questions = (filter: QuestionFilter) => call<QuestionPage>("/api/questions", { query: { ...filter, limit: 100 } });

const MOST_PAGES = 20;

/** All pages of a list of questions, for what needs them whole. */
export async function everyQuestion(filter: QuestionFilter = {}): Promise<QuestionPage["items"]> {
  const all: QuestionPage["items"] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { items, next_cursor }: QuestionPage = await questions({ ...filter, cursor });
    all.push(...items);
    cursor = next_cursor;
    if (!cursor) break;
  }
  return all;
}

export const question = (id: string) => call<Question>(`/api/questions/${at(id)}`);

export const answers = (filter: { question_id?: string | null; cursor?: string | null; limit?: number } = {}) =>
  call<AnswerPage>("/api/answers", { query: { limit: 100, ...filter } });

/** Everything that was ever answered, newest first, for what needs it whole. */
export async function everyAnswer(): Promise<{ items: AnswerItem[]; seq: number }> {
  const all: AnswerItem[] = [];
  let page = await answers();
  const { seq } = page;
  all.push(...page.items);
  for (let more = 1; more < MOST_PAGES && page.next_cursor; more++) {
    page = await answers({ cursor: page.next_cursor });
    all.push(...page.items);
  }
  return { items: all, seq };
}

export const answer = (id: string) => call<AnswerView>(`/api/answers/${at(id)}`);
export const similar = (id: string) => call<Neighbours>(`/api/answers/${at(id)}/similar`, { query: { limit: 5 } });
export const trace = (id: string) => call<Trace>(`/api/answers/${at(id)}/trace`);
export const better = (id: string) => call<{ items: BetterAnswer[] }>(`/api/answers/${at(id)}/better`, { query: { limit: 3 } });
export const scores = (id: string) => call<{ items: Score[] }>(`/api/answers/${at(id)}/scores`);
export const chain = (id: string) => call<Chain>(`/api/answers/${at(id)}/tree`);
/** The built-in scorer's number for now, while the real one is late. */
export const estimate = (id: string) => call<AnswerView>(`/api/answers/${at(id)}/estimate`, { method: "POST" });
export const retry = (id: string) => call<AnswerView>(`/api/answers/${at(id)}/retry`, { method: "POST" });
export const remove = (id: string) => call<void>(`/api/answers/${at(id)}`, { method: "DELETE" });

export const submit = (answer: { question_id: string; text: string; lang?: Locale; parent_id?: string; asked?: string }, key: string) =>
  call<Receipt>("/api/answers", { method: "POST", body: answer, headers: { "Idempotency-Key": key } });

export const search = (q: string, filter: Record<string, string> = {}) => call<Neighbours>("/api/search", { query: { q, limit: 20, ...filter } });

/** A day is what the person's clock says it is. */
const clock = () => ({ utc_offset_min: -new Date().getTimezoneOffset() });

export const progress = (scorer: Partial<Scorer> = {}) => call<Progress>("/api/progress", { query: { ...clock(), ...scorer } });
export const next = (limit: number) => call<NextQuestions>("/api/next", { query: { ...clock(), limit } });

export const me = () => call<Me>("/api/me");
export const sessions = () => call<{ items: SessionRow[] }>("/api/sessions");
export const endSession = (id: string) => call<void>(`/api/sessions/${at(id)}`, { method: "DELETE" });
export const signOut = () => call<void>("/api/session", { method: "DELETE" });
export const workspace = () => call<WorkspaceCounts>("/api/workspace");
export const deleteWorkspace = (userId: string) => call<void>("/api/workspace", { method: "DELETE", query: { confirm: userId } });
export const EXPORT_ADDRESS = "/api/workspace/export";
export const signInAddress = (url: string, next: string): string => `${url}?${new URLSearchParams({ next })}`;

export const system = () => call<SystemView>("/api/system");

/** The newest event number that the server knows of; also tells whether the server and the session are there. */
export const head = async (): Promise<number> => (await answers({ limit: 1 })).seq;
