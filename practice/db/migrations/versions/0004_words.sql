-- The words of a text without a dictionary: pairs of neighbouring Hangul syllables, over spaces too (Korean is spaced as
-- one likes), the first syllable of each word (marked, so that a word of one syllable can be found), other words whole.
create function word_grams(words text) returns setof text language sql immutable strict parallel safe as $$
  with runs as (
    select m[1] as run, lead(left(m[1], 1)) over (order by n) as after
    from regexp_matches(lower(normalize(words, NFC)), '[가-힣]+|[^\W_가-힣]+', 'g') with ordinality as t (m, n)),
  told as (
    select run, run ~ '^[가-힣]' as hangul, case when after ~ '[가-힣]' then after else '' end as next from runs)
  select '^' || left(run, 1) from told where hangul
  union all select run from told where not hangul
  union all select substr(run || next, at, 2)
    from told, generate_series(1, length(run || next) - 1) as at where hangul
$$;


-- Where a gram stands in a sparse vector: two of them rarely share a place among a billion.
create function gram_place(gram text) returns int language sql immutable strict parallel safe as $$
  select 1 + (crc32(convert_to(gram, 'UTF8')) % 1000000000)::int
$$;


-- An answer's half of BM25 (Robertson and Zaragoza, 2009): how much each gram counts in it, by frequency and length. The
-- inner product with a query's half, the rarity of its grams, is the score. k1 0.8, b 0.9; length in characters that are
-- no signs, beside 300, and three times that at the most: a sentence in the middle of a long answer must be found. A sparse vector holds 16,000 places at the most: of a text with more, the most frequent.
create function word_weights(words text) returns sparsevec language plpgsql immutable strict parallel safe as $$
declare
  length_factor float8 := 0.8 * (0.1 + 0.9 * least(3, length(regexp_replace(words, '[\W_]+', '', 'g')) / 300.0));
  listed text;
begin
  select string_agg(place || ':' || round((1.8 * n / (n + length_factor))::numeric, 3), ',' order by place) into listed
  from (select gram_place(gram) as place, count(*) as n from word_grams(words) as gram
        group by 1 order by 2 desc, 1 limit 16000) counted;
  return ('{' || coalesce(listed, '') || '}/1000000000')::sparsevec;
end $$;


-- Out of line and uncompressed: a search by meaning reads past it, a search by words need not inflate it.
alter table answers add column words sparsevec;
alter table answers alter column words set storage external;


create function note_words() returns trigger language plpgsql as $$
begin
  new.words := word_weights(new.text);
  return new;
end $$;


-- Whoever writes the vector of an answer writes its words; taking an answer in costs nothing.
create trigger words_beside_vectors before insert or update of embedding, second_embedding on answers for each row
  when (new.words is null and (new.embedding is not null or new.second_embedding is not null))
  execute function note_words();


update answers set words = word_weights(text) where embedding is not null;


-- Questions and model answers with vectors: "which question is this about?", "an answer that says it well". Made from the
-- state of the question at ``made_of``; a question that was edited since is embedded again.
create table bank_passages (
  question_id text not null,
  model text not null,
  part text not null,
  lang text not null,
  user_id uuid,
  made_of timestamp with time zone not null,
  text text not null,
  words sparsevec not null,
  embedding vector not null,
  primary key (question_id, model, part, lang),
  constraint ck_bank_passages_part check (part in ('question', 'answer')),
  foreign key(question_id) references questions (id) on delete cascade
);


alter table bank_passages alter column embedding set storage main;


-- Approximate, for it is searched over everybody's: half precision costs hardly any recall and halves the index. Only the
-- model that comes with Backtalk has one; banks embedded by another model are searched exactly.
create index ix_bank_passages_near on bank_passages using hnsw ((embedding::halfvec(384)) halfvec_cosine_ops)
  where model = 'multilingual-e5-small'
