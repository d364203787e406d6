-- The tables as they were first: a migration that has run once is never edited; what changes later comes in a later one.

CREATE TABLE users (
  id UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE banks (
  id UUID NOT NULL,
  user_id UUID,
  slug TEXT NOT NULL,
  title JSONB NOT NULL,
  lang TEXT NOT NULL,
  license TEXT,
  source TEXT,
  sections JSONB NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  PRIMARY KEY (id),
  UNIQUE NULLS NOT DISTINCT (user_id, slug),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE event_streams (
  user_id UUID NOT NULL,
  last_seq BIGINT NOT NULL,
  pruned_to BIGINT DEFAULT '0' NOT NULL,
  PRIMARY KEY (user_id),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE TABLE events (
  user_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  kind TEXT NOT NULL,
  answer_id UUID NOT NULL,
  payload JSONB NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  published_at TIMESTAMP WITH TIME ZONE,
  pushed_at TIMESTAMP WITH TIME ZONE,
  PRIMARY KEY (user_id, seq),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_events_age ON events (created_at);

CREATE INDEX ix_events_answer ON events (answer_id);

CREATE INDEX ix_events_unpublished ON events (created_at) WHERE published_at is null;

CREATE TABLE sessions (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  token_hash BYTEA NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
  UNIQUE (token_hash)
);

CREATE INDEX ix_sessions_user_id ON sessions (user_id);

CREATE TABLE questions (
  id TEXT NOT NULL,
  bank_id UUID NOT NULL,
  user_id UUID,
  local_id TEXT NOT NULL,
  bank TEXT NOT NULL,
  section TEXT NOT NULL,
  axes TEXT[] DEFAULT '{}' NOT NULL,
  tags TEXT[] DEFAULT '{}' NOT NULL,
  difficulty SMALLINT,
  position INTEGER NOT NULL,
  body JSONB NOT NULL,
  words TEXT NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (bank_id, local_id),
  FOREIGN KEY(bank_id) REFERENCES banks (id) ON DELETE CASCADE,
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE
);

CREATE INDEX ix_questions_order ON questions (bank_id, position);

CREATE TABLE answers (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  question_id TEXT NOT NULL,
  bank TEXT NOT NULL,
  section TEXT NOT NULL,
  axes TEXT[] DEFAULT '{}' NOT NULL,
  attempt INTEGER NOT NULL,
  lang TEXT NOT NULL,
  text TEXT NOT NULL,
  parent_id UUID,
  idempotency_key TEXT,
  request_hash BYTEA NOT NULL,
  received_at TIMESTAMP WITH TIME ZONE NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  embedding VECTOR,
  embedding_model TEXT,
  PRIMARY KEY (id),
  CONSTRAINT uq_answers_attempt UNIQUE (user_id, question_id, attempt),
  CONSTRAINT uq_answers_idempotency_key UNIQUE (user_id, idempotency_key),
  CONSTRAINT ck_answers_vector_has_model CHECK ((embedding is null) = (embedding_model is null)),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY(question_id) REFERENCES questions (id),
  FOREIGN KEY(parent_id) REFERENCES answers (id) ON DELETE SET NULL
);

CREATE INDEX ix_answers_newest ON answers (user_id, id);

CREATE TABLE jobs (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  answer_id UUID NOT NULL,
  queue TEXT NOT NULL,
  state TEXT DEFAULT 'queued' NOT NULL,
  attempt INTEGER DEFAULT '0' NOT NULL,
  max_attempts INTEGER NOT NULL,
  run_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  lease_until TIMESTAMP WITH TIME ZONE,
  created_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  committed_at TIMESTAMP WITH TIME ZONE,
  dispatched_at TIMESTAMP WITH TIME ZONE,
  claimed_at TIMESTAMP WITH TIME ZONE,
  finished_at TIMESTAMP WITH TIME ZONE,
  error_code TEXT,
  error_message TEXT,
  PRIMARY KEY (id),
  UNIQUE (answer_id, queue),
  CONSTRAINT ck_jobs_state CHECK (state in ('queued', 'running', 'done', 'failed')),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE
);

CREATE INDEX ix_jobs_due ON jobs (queue, run_at) WHERE state = 'queued';

CREATE INDEX ix_jobs_leased ON jobs (lease_until) WHERE state = 'running';

CREATE TABLE scores (
  id UUID NOT NULL,
  user_id UUID NOT NULL,
  answer_id UUID NOT NULL,
  job_id UUID NOT NULL,
  attempt INTEGER NOT NULL,
  overall SMALLINT NOT NULL,
  body JSONB NOT NULL,
  scorer TEXT NOT NULL,
  scorer_version TEXT NOT NULL,
  model TEXT NOT NULL,
  rubric_hash TEXT NOT NULL,
  duration_ms INTEGER NOT NULL,
  scored_at TIMESTAMP WITH TIME ZONE DEFAULT clock_timestamp() NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (job_id, attempt),
  FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
  FOREIGN KEY(answer_id) REFERENCES answers (id) ON DELETE CASCADE,
  FOREIGN KEY(job_id) REFERENCES jobs (id) ON DELETE CASCADE
);

CREATE INDEX ix_scores_latest ON scores (answer_id, scored_at);

-- A vector that is moved out of line costs a second read per row: 7 times slower at 1024 dimensions.
-- MAIN keeps it in the row as long as the row fits a page, and unlike PLAIN does not fail when it does not.
alter table answers alter column embedding set storage main;
