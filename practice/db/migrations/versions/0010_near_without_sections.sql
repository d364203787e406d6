-- As in 0009 since it was mended: its first version had the names of sections in these indexes, and an answer of a section with
-- a name of a thousand characters could not be embedded. Where it ran, they are made again; elsewhere nothing is to be done.
do $$
declare
  vector text;
  name text;
begin
  foreach vector in array array['embedding', 'second_embedding'] loop
    name := case vector when 'embedding' then 'ix_answers_near' else 'ix_answers_second_near' end;
    if position('section' in pg_get_indexdef(name::regclass)) > 0 then
      execute format('drop index %I', name);
      execute format(
        'create index %I on answers (user_id, id) include (bank, axes, lang, created_at, %I) where %I = %L',
        name, vector, vector || '_model', 'multilingual-e5-small');
    end if;
  end loop;
end $$;
