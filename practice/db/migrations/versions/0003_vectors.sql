-- A second place for a vector in the row of its answer: while a model is replaced, both models' vectors stand there, and a
-- search within one person stays one query over one table.
alter table answers add column second_embedding vector, add column second_embedding_model text;
alter table answers add constraint ck_answers_second_vector_has_model
  check ((second_embedding is null) = (second_embedding_model is null));
alter table answers alter column second_embedding set storage main;

-- Which model's vectors stand where. Searches go to the active one; the switch to another is one update of two rows here.
create table embedding_models (
  name text not null,
  slot smallint not null,
  state text not null,
  spec jsonb,
  filled_to uuid,
  done bigint default '0' not null,
  total bigint default '0' not null,
  started_at timestamp with time zone default clock_timestamp() not null,
  touched_at timestamp with time zone,
  activated_at timestamp with time zone,
  primary key (name),
  constraint uq_embedding_models_slot unique (slot),
  constraint ck_embedding_models_slot check (slot in (1, 2)),
  constraint ck_embedding_models_state check (state in ('active', 'filling', 'retired', 'dropping'))
);

create unique index uq_embedding_models_state on embedding_models (state) where state in ('active', 'filling');

-- A database with vectors goes on with the model that made most of them.
insert into embedding_models (name, slot, state, activated_at)
  select embedding_model, 1, 'active', clock_timestamp() from answers where embedding_model is not null
  group by embedding_model order by count(*) desc limit 1;

-- Passages of an answer with vectors of their own: the one nearest to a search is what gets highlighted. Offsets are in
-- characters of answers.text, the end not included. They go with their answer, and the answer with its person.
create table answer_windows (
  answer_id uuid not null,
  model text not null,
  position smallint not null,
  user_id uuid not null,
  start_at integer not null,
  end_at integer not null,
  embedding vector not null,
  primary key (answer_id, model, position),
  foreign key(answer_id) references answers (id) on delete cascade
);

alter table answer_windows alter column embedding set storage main;
