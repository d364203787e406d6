-- Columns with defaults, and tables that no other code reads: code from before this keeps working.

-- Since when a job has been waiting for something that was away, and the moment that the provider's rate limit gave it.
alter table jobs add column waiting_since timestamp with time zone, add column slot_at timestamp with time zone;

-- An estimate that a person took meanwhile stands beside the score that replaces it; only final ones are made by attempts.
alter table scores add column standing text default 'final' not null,
  add constraint ck_scores_standing check (standing in ('final', 'interim'));
alter table scores drop constraint scores_job_id_attempt_key;
create unique index uq_scores_attempt on scores (job_id, attempt) where standing = 'final';

-- One row for each provider and model at an address: the breaker of all processes, and the next free moment of its rate limit.
create table provider_gates (
  provider text not null,
  failures integer default '0' not null,
  open_until timestamp with time zone,
  code text,
  message text,
  next_at timestamp with time zone,
  primary key (provider)
);

-- What was used of it on each day (UTC), failed calls included.
create table provider_days (
  provider text not null,
  day date not null,
  calls integer default '0' not null,
  tokens_in bigint default '0' not null,
  tokens_out bigint default '0' not null,
  cost_usd numeric(14, 6) default '0' not null,
  primary key (provider, day)
);
