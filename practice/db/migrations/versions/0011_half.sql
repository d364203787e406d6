-- A search by meaning reads half the memory: the indexes in the order of people hold the vectors in half precision, and the few
-- that are picked by them are read again whole. The columns are made by the database, so that whoever writes a vector writes both.
alter table answers
  add column if not exists embedding_half halfvec
    generated always as (case when embedding_model = 'multilingual-e5-small' then embedding::halfvec end) stored,
  add column if not exists second_embedding_half halfvec
    generated always as (case when second_embedding_model = 'multilingual-e5-small' then second_embedding::halfvec end) stored;

drop index if exists ix_answers_near, ix_answers_second_near;
create index ix_answers_near on answers (user_id, id) include (bank, axes, lang, created_at, embedding_half)
  where embedding_model = 'multilingual-e5-small';
create index ix_answers_second_near on answers (user_id, id)
  include (bank, axes, lang, created_at, second_embedding_half)
  where second_embedding_model = 'multilingual-e5-small';
