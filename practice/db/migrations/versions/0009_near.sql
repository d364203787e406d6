-- Vectors of the model that comes with Backtalk, in the order of people: a search by meaning reads this and no row, exactly
-- (the order of the index says nothing of likeness). Whole vectors of 384 dimensions fit into an index, those of other models
-- may not; they are read from the rows. The longest name of a bank fits beside them; that of a section has no limit.
create index ix_answers_near on answers (user_id, id) include (bank, axes, lang, created_at, embedding)
  where embedding_model = 'multilingual-e5-small';
create index ix_answers_second_near on answers (user_id, id)
  include (bank, axes, lang, created_at, second_embedding)
  where second_embedding_model = 'multilingual-e5-small';

-- The same index as before, and how many answers have vectors is counted from it alone.
drop index ix_answers_newest;
create index ix_answers_newest on answers (user_id, id) include (embedding_model, second_embedding_model);

-- As meaning no longer reads the rows, words stand in them: one page each instead of three and a half. This holds for what is
-- written from now on; `vacuum full answers` moves the words that stand elsewhere.
alter table answers set (toast_tuple_target = 8160);

-- Who deletes an answer looks for those that follow it: without this, in every row of the table, for each answer of a person
-- who leaves.
create index ix_answers_parent on answers (parent_id) where parent_id is not null;
