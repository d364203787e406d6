/** The shapes of the HTTP contract under the names that the page uses; `schema.ts` is made from the served OpenAPI. */

import type { components } from "./schema.ts";

type Schemas = components["schemas"];

export type Locale = "ko" | "en";

export type Localized = Schemas["TextOut"];
export type LocalizedList = Schemas["TextsOut"];
export type QuestionSummary = Schemas["QuestionOut"];
export type Question = Schemas["QuestionDetail"];
export type QuestionPage = Schemas["QuestionList"];
export type Bank = Schemas["BankOut"];
export type BankPage = Schemas["BankList"];
export type BankImport = Schemas["ImportResult"];
export type ImportEntry = BankImport["added"][number];
export type ImportWarning = BankImport["warnings"][number];

/** An event tells less about a failure than a view does. */
export type JobError = Pick<Schemas["JobError"], "code" | "message"> & Partial<Schemas["JobError"]>;
/** `place`: how many jobs come before it; an event does not tell that. */
export type Job = Pick<Schemas["JobOut"], "state"> & { error: JobError | null; place?: number | null };
type WithJobs<T> = Omit<T, "scoring" | "embedding"> & { scoring: Job; embedding: Job };

export type Evidence = Schemas["EvidenceOut"];
export type PointScore = Omit<Schemas["PointOut"], "rationale" | "spread"> & PointReasons;
export type Verdict = PointScore["verdict"];
/** Why a model judged so, and what its other samples said. */
export type PointReasons = { rationale?: string | null; spread?: Verdict[] };
export type Standing = "final" | "interim";
/** An interim score is what a person took while the real one was late. */
export type Provenance = Schemas["ProvenanceOut"] & { standing?: Standing };
export type Score = Schemas["ScoreOut"] & { provenance: Provenance; form?: Form | null };

/** How it was said, apart from what was said. */
export interface Form {
  structure: { part: string; found: boolean; quote: string | null }[];
  concreteness: { numbers: number; names: number; comparisons: number };
  length: { chars: number; spoken_s: number; target_s: number | null; verdict: string };
}

/** An earlier answer that made points which this one lacks. */
export interface BetterAnswer {
  answer_id: string;
  question_id: string;
  overall: number | null;
  similarity: number;
  lang: Locale;
  created_at: string;
  scorer: string;
  points: { id: string; text: string; had: Verdict; here: Verdict; quote: string; start: number; end: number }[];
}

/** One answer of a chain, with those that follow it. */
export interface ChainNode {
  id: string;
  question_id: string;
  attempt: number;
  depth: number;
  snippet: string;
  asked?: string | null;
  created_at: string;
  state: Job["state"];
  overall: number | null;
  standing: Standing | null;
  children: ChainNode[];
}

export interface Chain {
  root: ChainNode;
  depth: number;
  carries: number;
  stops_at: number | null;
}

export interface Me {
  user_id: string;
  guest: boolean;
  name: string | null;
  created_at: string;
  session_expires_at: string;
  sign_in: { enabled: boolean; url: string } | null;
}

export interface SessionRow {
  id: string;
  created_at: string;
  last_seen_at: string | null;
  expires_at: string;
  current: boolean;
  client: string | null;
}

export type WorkspaceCounts = Record<"answers" | "scores" | "events" | "vectors" | "banks" | "sessions", number>;

export type Receipt = Schemas["AcceptedAnswer"];
export type AnswerView = Omit<WithJobs<Schemas["AnswerDetail"]>, "score" | "asked"> & { score: Score | null; asked?: string | null };
export type AnswerItem = WithJobs<Schemas["AnswerLine"]>;
export type AnswerPage = Omit<Schemas["AnswerList"], "items"> & { items: AnswerItem[] };

/** `passage`: where in the answer the words stand that were meant; its snippet begins at `begins`. */
export type Neighbour = Schemas["HitOut"] & { passage?: { start: number; end: number } | null; begins?: number };
export type Neighbours = Omit<Schemas["SearchResult"], "items"> & { items: Neighbour[] };
export type Trace = Schemas["TraceOut"];
export type Hop = Schemas["HopOut"];

export type Progress = Schemas["ProgressOut"];
export type Series = Schemas["SeriesOut"];
export type Scorer = Schemas["ScorerOut"];
export type Proposal = Schemas["ProposalOut"];
export type Reason = Schemas["ReasonOut"];
export type NextQuestions = Schemas["NextList"];

export type SystemView = Schemas["SystemOut"];
export type ProcessRow = Schemas["ProcessOut"];
export type QueueRow = Schemas["QueueOut"];
export type Services = Schemas["ServicesOut"];
