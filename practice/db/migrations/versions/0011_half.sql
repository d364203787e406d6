-- A search by meaning reads half the memory: the indexes in the order of people hold the vectors in half precision, and the few
-- that are picked by them are read again whole. Not generated columns: to add those writes the table anew, and whoever had begun
-- to read before would find it empty.
alter table answers add column if not exists embedding_half halfvec, add column if not exists second_embedding_half halfvec;

create or replace function note_halves() returns trigger language plpgsql as $$
begin
  new.embedding_half := case when new.embedding_model = 'multilingual-e5-small' then new.embedding::halfvec end;
  new.second_embedding_half :=
    case when new.second_embedding_model = 'multilingual-e5-small' then new.second_embedding::halfvec end;
  return new;
end $$;

-- Whoever writes a vector writes both, code from before too; taking an answer in costs nothing.
create or replace trigger halves_beside_vectors
  before insert or update of embedding, embedding_model, second_embedding, second_embedding_model on answers for each row
  when (new.embedding is not null or new.embedding_half is not null
        or new.second_embedding is not null or new.second_embedding_half is not null)
  execute function note_halves();

update answers set
  embedding_half = case when embedding_model = 'multilingual-e5-small' then embedding::halfvec end,
  second_embedding_half = case when second_embedding_model = 'multilingual-e5-small' then second_embedding::halfvec end
where 'multilingual-e5-small' in (embedding_model, second_embedding_model);

drop index if exists ix_answers_near, ix_answers_second_near;
create index ix_answers_near on answers (user_id, id) include (bank, axes, lang, created_at, embedding_half)
  where embedding_model = 'multilingual-e5-small';
create index ix_answers_second_near on answers (user_id, id)
  include (bank, axes, lang, created_at, second_embedding_half)
  where second_embedding_model = 'multilingual-e5-small';
