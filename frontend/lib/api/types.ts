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
export type BankDetail = Schemas["BankDetail"];
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
/** `rationale`: why a model judged so; `spread`: what each of its samples said, which an event of old does not tell, nor `axes`. */
export type PointScore = Omit<Schemas["PointOut"], "spread" | "axes"> & Partial<Pick<Schemas["PointOut"], "spread" | "axes">>;
export type Verdict = PointScore["verdict"];
export type Score = Omit<Schemas["ScoreOut"], "points"> & { points: PointScore[] };

/** How it was said, apart from what was said. */
export type Form = Schemas["FormOut"];

/** An earlier answer that made points which this one lacks. */
export type BetterAnswer = Schemas["BetterOut"];

/** Who gave a number, and whether it was an estimate. */
export type Judge = Schemas["JudgeOut"];

/** One answer of a chain, with those that follow it. */
export type ChainNode = Schemas["NodeOut"];
export type Chain = Schemas["TreeOut"];

export type Me = Schemas["Me"];
export type SessionRow = Schemas["SessionOut"];
export type WorkspaceCounts = Schemas["WorkspaceOut"];

export type Receipt = Schemas["AcceptedAnswer"];
export type AnswerView = Omit<WithJobs<Schemas["AnswerDetail"]>, "score"> & { score: Score | null };
export type AnswerItem = WithJobs<Schemas["AnswerLine"]>;
export type AnswerPage = Omit<Schemas["AnswerList"], "items"> & { items: AnswerItem[] };

/** `passage`: where in the answer the words stand that were meant; its snippet begins at `begins`. An event tells neither. */
export type Neighbour = Omit<Schemas["HitOut"], "passage" | "begins"> & Partial<Pick<Schemas["HitOut"], "passage" | "begins">>;
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
