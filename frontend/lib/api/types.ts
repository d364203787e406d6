/** The shapes of the HTTP contract, as the rest of the page knows them. */

export type Locale = "ko" | "en";

export interface Localized {
  ko: string | null;
  en: string | null;
}

export interface LocalizedList {
  ko: string[];
  en: string[];
}

export interface QuestionSummary {
  id: string;
  bank: string;
  section: string;
  section_title: Localized;
  axes: string[];
  difficulty: number | null;
  time_s: number | null;
  tags: string[];
  text: Localized;
  one_minute: Localized | null;
}

export interface RubricPoint {
  id: string;
  weight: number;
  text: Localized;
  hints: LocalizedList;
}

export interface FollowUp {
  id: string;
  aims_at: string | null;
  text: Localized;
}

export interface Question extends QuestionSummary {
  hints: LocalizedList;
  answer: Localized | null;
  rubric: RubricPoint[];
  followups: FollowUp[];
}

export interface Section {
  id: string;
  title: Localized;
  questions: number;
}

export interface Bank {
  slug: string;
  title: Localized;
  license: string | null;
  own: boolean;
  questions: number;
  sections: Section[];
}

export type State = "queued" | "running" | "done" | "failed";

export interface JobError {
  code: string;
  message: string;
  attempt?: number;
  retry_at?: string | null;
}

export interface Job {
  state: State;
  error: JobError | null;
}

export type Verdict = "met" | "partial" | "missed";

/** `start` and `end` count Unicode code points of the answer, not UTF-16 units. */
export interface Evidence {
  quote: string;
  start: number;
  end: number;
}

export interface PointScore {
  id: string;
  text: string;
  weight: number;
  verdict: Verdict;
  evidence: Evidence[];
  advice?: string | null;
}

export interface Provenance {
  scorer: string;
  model: string | null;
  rubric_hash: string;
  scored_at: string;
  duration_ms: number;
}

export interface Score {
  overall: number;
  axes: { axis: string; score: number }[];
  points: PointScore[];
  summary: string;
  strengths: string[];
  improvements: string[];
  follow_ups: string[];
  gate: string | null;
  uncertain: boolean;
  provenance: Provenance;
}

export interface Receipt {
  id: string;
  question_id: string;
  attempt: number;
  seq: number;
  lang: string;
  created_at: string;
}

export interface AnswerView {
  id: string;
  question_id: string;
  bank: string;
  section: string;
  axes: string[];
  attempt: number;
  lang: string;
  text: string;
  parent_id: string | null;
  created_at: string;
  seq: number;
  scoring: Job;
  embedding: Job;
  score: Score | null;
}

export interface AnswerItem {
  id: string;
  question_id: string;
  bank: string;
  section: string;
  attempt: number;
  lang: string;
  snippet: string;
  created_at: string;
  scoring: Job;
  embedding: Job;
  overall: number | null;
  scorer: string | null;
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

export interface AnswerPage extends Page<AnswerItem> {
  seq: number;
}

export interface Neighbour {
  answer_id: string;
  question_id: string;
  similarity: number;
  snippet: string;
  created_at: string;
}

export interface Neighbours {
  items: Neighbour[];
  embedded: number;
  total: number;
  model: string;
  mode: "meaning" | "words";
}

export interface Hop {
  hop: string;
  job: "scoring" | "embedding" | null;
  at: string;
}

export interface Trace {
  answer_id: string;
  hops: Hop[];
}

export interface ProcessRow {
  kind: string;
  id: string;
  pid: number;
  host: string;
  started_at: string;
  beat_at: string;
}

export interface QueueRow {
  queue: string;
  waiting: number;
  running: number;
  oldest_wait_s: number | null;
}

export interface SystemView {
  processes: ProcessRow[];
  queues: QueueRow[];
  relay: { lag_s: number | null; unpublished: number; leader: boolean };
  streams: number;
  embedding: { embedded: number; total: number };
  services: Record<string, boolean>;
}
