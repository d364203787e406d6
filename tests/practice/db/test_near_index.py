"""The indexes that a search by meaning reads: on a database with answers, and with the longest names there are."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from practice.bank.model import AXES
from practice.clock import new_id
from practice.db.engines import with_driver
from practice.db.migrate import HERE, migrate
from practice.db.roles import ensure_roles
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import Serving
from practice.embedding.models import KURE
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import by_meaning
from stack.postgres import EmbeddedPostgres
from tests.conftest import PASSWORDS, Person
from tests.practice.answers.given import as_person
from tests.practice.embedding.vectored import SPEC, store

NAME = "filled"
WORDS = "우리는 큐를 나눕니다. " * 60
FILL = text("""
insert into answers (id, user_id, question_id, bank, section, attempt, lang, text, request_hash, received_at,
  embedding, embedding_model, second_embedding, second_embedding_model, words)
values (:id, :user_id, 'q', 'b', 's', :attempt, 'ko', :text, '', now(), :first, :first_model, :second, :second_model,
  word_weights(:text))
""")
SETTLED = text("select relallvisible > relpages / 2 from pg_class where relname = 'answers'")
HALVED = text("select count(*) from answers where embedding_half = embedding::halfvec and second_embedding_half is not null")
OUTSIDE = text("select count(*) from answers where pg_column_toast_chunk_id(words) is not null")


def random_vector(dimensions: int, seed: int) -> Vectors:
    made = np.random.default_rng(seed).normal(size=dimensions)
    return np.asarray(made / np.linalg.norm(made), np.float32)


def written(vector: Vectors) -> str:
    return str(vector.tolist())


@pytest.fixture
def filled(postgres: EmbeddedPostgres) -> Iterator[Engine]:
    """A database at the revision before, its owner's engine."""
    admin = create_engine(with_driver(make_url(postgres.url_of("postgres"))), isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.execute(text(f"create database {NAME}"))
    engine = create_engine(with_driver(make_url(postgres.url_of(NAME))))
    with engine.begin() as conn:
        conn.execute(text("create extension vector"))
        ensure_roles(conn, PASSWORDS)
        config = Config()
        config.set_main_option("script_location", str(HERE).replace("%", "%%"))
        config.attributes["connection"] = conn
        command.upgrade(config, "0008")
    yield engine
    engine.dispose()
    with admin.connect() as conn:
        conn.execute(text(f"drop database {NAME} with (force)"))
        conn.execute(text(f"drop role if exists {NAME}_app, {NAME}_system"))
    admin.dispose()


def fill(conn: Connection, models: tuple[tuple[str, int], tuple[str, int]]) -> Person:
    """Twenty answers with vectors in both slots; their question is missing, which only the owner may do."""
    person = Person(new_id(), "")
    conn.execute(text("insert into users (id) values (:id)"), {"id": person.user_id})
    conn.execute(text("set local session_replication_role = replica"))
    (first, wide), (second, other_wide) = models
    for attempt in range(20):
        vectors = {"first": written(random_vector(wide, attempt)), "second": written(random_vector(other_wide, 50 + attempt))}
        row = {"id": new_id(), "user_id": person.user_id, "attempt": attempt, "text": WORDS + str(attempt)}
        conn.execute(FILL, row | vectors | {"first_model": first, "second_model": second})
    conn.execute(text("set local session_replication_role = origin"))
    return person


@pytest.mark.parametrize("ours", [1, 2])
def test_answers_with_vectors_of_two_sizes_go_through_the_migration(
    filled: Engine, postgres: EmbeddedPostgres, ours: int
) -> None:
    models = ((SPEC.name, 384), (KURE.name, 1024))
    with filled.begin() as conn:
        person = fill(conn, models if ours == 1 else models[::-1])
        assert conn.scalar(OUTSIDE) == 20
    migrate(postgres.url_of(NAME), PASSWORDS)
    with filled.begin() as conn:
        for spec, slot in ((SPEC, ours), (KURE, 3 - ours)):
            vector = random_vector(spec.dimensions, 7 if slot == 1 else 57)
            hits = by_meaning(conn, person.user_id, Serving(spec, slot), vector, SearchFilters(), 20)
            assert len(hits) == 20
            assert hits[0].similarity == pytest.approx(1.0, abs=1e-4)
            assert hits[0].snippet.startswith("우리는 큐를")


def test_old_answers_are_ready_for_searches(filled: Engine, postgres: EmbeddedPostgres) -> None:
    with filled.begin() as conn:
        fill(conn, ((SPEC.name, 384), (SPEC.name, 384)))
    migrate(postgres.url_of(NAME), PASSWORDS)
    with filled.begin() as conn:
        assert (conn.scalar(HALVED), conn.scalar(SETTLED)) == (20, True)


def test_halves_come_and_go_with_their_vectors(system: WorkerDatabase, person: Person) -> None:
    (stored,) = store(system, person, [random_vector(SPEC.dimensions, 1)])
    there = text("select embedding_half is not null, second_embedding_half is not null from answers where id = :id")

    def after(change: str) -> tuple[bool, bool]:
        def work(conn: Connection) -> tuple[bool, bool]:
            conn.execute(text(f"update answers set {change} where id = :id"), {"id": stored})
            one, other = conn.execute(there, {"id": stored}).one()
            return one, other

        return system.run(work)

    assert after("text = 'other'") == (True, False)
    assert after("second_embedding = embedding, second_embedding_model = embedding_model") == (True, True)
    assert after("embedding_model = 'another'") == (False, True)
    assert after("second_embedding = null, second_embedding_model = null") == (False, False)


def test_a_full_vacuum_takes_the_words_into_the_rows(filled: Engine, postgres: EmbeddedPostgres) -> None:
    with filled.begin() as conn:
        fill(conn, ((SPEC.name, 384), (SPEC.name, 384)))
    migrate(postgres.url_of(NAME), PASSWORDS)
    with filled.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        assert conn.scalar(OUTSIDE) == 20
        conn.execute(text("vacuum full answers"))
        assert conn.scalar(OUTSIDE) == 0


def test_the_longest_names_stand_beside_a_vector(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    chance = Random(1)
    bank, section = ("".join(chr(0x20000 + chance.randrange(40_000)) for _ in range(count)) for count in (100, 2_000))
    vector = random_vector(SPEC.dimensions, 1)
    (stored,) = store(system, person, [vector], bank=bank, section=section, axes=list(AXES))
    second = "update answers set second_embedding = embedding, second_embedding_model = embedding_model"
    system.run(lambda conn: conn.execute(text(second)))
    for slot in (1, 2):
        with as_person(app_engine, person) as conn:
            filters = SearchFilters(bank=bank, section=section)
            (hit,) = by_meaning(conn, person.user_id, Serving(SPEC, slot), vector, filters, 20)
        assert hit.answer_id == stored


# the indexes as the first version of 0009 made them
FIRST = """
drop index ix_answers_near;
drop index ix_answers_second_near;
create index ix_answers_near on answers (user_id, id) include (bank, section, axes, lang, created_at, embedding)
  where embedding_model = 'multilingual-e5-small';
create index ix_answers_second_near on answers (user_id, id)
  include (bank, section, axes, lang, created_at, second_embedding)
  where second_embedding_model = 'multilingual-e5-small';
update alembic_version set version_num = '0009';
"""
DEFINED = text("select indexname, indexdef from pg_indexes where indexname like 'ix_answers%near' order by 1")


def test_indexes_with_sections_are_made_anew_without_them(filled: Engine, postgres: EmbeddedPostgres) -> None:
    migrate(postgres.url_of(NAME), PASSWORDS)
    with filled.begin() as conn:
        wanted = conn.execute(DEFINED).all()
        for statement in FIRST.strip().rstrip(";").split(";"):
            conn.execute(text(statement))
        assert conn.execute(DEFINED).all() != wanted
    migrate(postgres.url_of(NAME), PASSWORDS)
    with filled.begin() as conn:
        assert conn.execute(DEFINED).all() == wanted
