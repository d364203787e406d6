"""Search: within one person's answers, and over everybody's vectors (384 dimensions, spread as the default model's are).

Within: floor, the vectors in this process and one matrix product; ours, the product's exact statement, by meaning and by both
meaning and words; recipe, an HNSW index over all answers with the person as a filter behind it, at its default settings.
Over all: ours, HNSW on half precision at the chosen candidate list; floor, faiss' HNSW in this process with the shortest list
that finds as much; recipe, HNSW on full precision at the default list. Recall is of the ten nearest, against an exact search.
`BACKTALK_BENCH_FULL=1` measures 100,000 answers of one person and 1,000,000 vectors in all; `bench/SEARCH.md` says how long.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import numpy as np
import psycopg
from pydantic import SecretStr
from sqlalchemy import Engine

from bench.floor.hnsw import InProcess
from bench.ground.people import invite
from bench.ground.services import Services
from bench.ground.vectors import WIDTH, alike, as_text, fill_answers, fill_bank
from bench.measure.plot import Curves
from bench.measure.rounds import note
from bench.measure.samples import FLOOR, OURS, RECIPE, Sample, quantile
from practice.bank import shipped
from practice.db.binary_vector import BinaryVector
from practice.db.engines import sync_engine
from practice.db.unit_of_work import BECOME
from practice.embedding.active import Serving
from practice.embedding.models import model_spec
from practice.embedding.port import Vectors
from practice.embedding.query import SearchFilters
from practice.embedding.search import Hit, by_meaning
from practice.search.bank import CANDIDATES
from practice.search.hybrid import by_both
from practice.settings import Settings

ROUNDS = 3
FULL = bool(os.environ.get("BACKTALK_BENCH_FULL"))
WITHIN = (1_000, 10_000, 100_000) if FULL else (1_000, 10_000)
OVER_ALL = (10_000, 100_000, 1_000_000) if FULL else (10_000, 30_000)
QUERIES = 100
# a connection prepares a statement at its fifth run, and connections live long
WARM = 8
# what is shown beside the length of list that the product searches with
OTHER_EFS = (40, 160, 400)
MANY = 200_000
RECALL = "recall at 10"
SERVING = Serving(model_spec("multilingual-e5-small"), slot=1)
QUERY = "컨슈머 랙이 계속 늘어날 때 무엇부터 확인하고 어떻게 줄이나요?"
PLOTS = (Curves("p95", "vectors"),)


def run(services: Services, _folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Each size is filled once and searched in every round."""
    for size in WITHIN:
        yield from _within(services, size, rounds)
    for size in OVER_ALL:
        yield from _over_all(services, size, rounds)
    yield from _storage(services)


def _within(services: Services, size: int, rounds: int) -> Iterator[Sample]:
    urls = services.copy(f"search_{size}")
    person, other = (one.user_id for one in invite(urls.system, 2))
    vectors, queries = alike(size), alike(QUERIES, seed=2)
    texts = [question.answer.ko for question in shipped.load().questions if question.answer.ko]
    fill_answers(urls.admin, person, vectors, SERVING.name, texts)
    fill_answers(urls.admin, other, alike(size, seed=3), SERVING.name, texts)
    engine = sync_engine(Settings(database_url=SecretStr(urls.app), database_timeout_s=600), "bench-search")
    filler = sync_engine(Settings(database_url=SecretStr(urls.system)), "bench-search")
    fill_bank(filler, SERVING.name)
    filler.dispose()
    case = f"within one person, {size:,} answers"
    for _ in range(rounds):
        yield from _timed(case, size, FLOOR, lambda vector: _exact(vectors, vector), queries)
        yield from _timed(case, size, OURS, _asked(engine, person, None), queries)
        yield from _timed(f"{case}, with words", size, OURS, _asked(engine, person, QUERY), queries)
    yield Sample(case, size, OURS, RECALL, "quiet", _recall_within(urls.admin, engine, person, vectors, queries))
    engine.dispose()
    with psycopg.connect(urls.admin, autocommit=True) as conn:
        conn.execute("set maintenance_work_mem = '1GB'")
        conn.execute(f"create index on answers using hnsw ((embedding::vector({WIDTH})) vector_cosine_ops)")
        yield from _filtered(conn, person, case, size, queries)
    note(f"search: {case} done")


def _recall_within(url: str, engine: Engine, person: UUID, vectors: Vectors, queries: Vectors) -> float:
    with psycopg.connect(url) as conn:
        ids = [row[0] for row in conn.execute("select id from answers where user_id = %s order by attempt", (person,))]
    places = {answer_id: place for place, answer_id in enumerate(ids)}
    ask = _asked(engine, person, None)
    found: list[set[object]] = [{places[hit.answer_id] for hit in ask(vector)} for vector in queries]
    return _recall(found, [_exact(vectors, vector) for vector in queries])


def _exact(vectors: Vectors, vector: Vectors) -> set[int]:
    return set(np.argpartition(-(vectors @ vector), 10)[:10].tolist())


def _asked(engine: Engine, person: UUID, query: str | None) -> Callable[[Vectors], list[Hit]]:
    def ask(vector: Vectors) -> list[Hit]:
        with engine.begin() as conn:
            conn.execute(BECOME, {"user_id": str(person)})
            if query is None:
                return by_meaning(conn, person, SERVING, vector, SearchFilters(), 10)
            return by_both(conn, person, SERVING, vector, query, SearchFilters(), 10)

    return ask


def _filtered(
    conn: psycopg.Connection[tuple[object, ...]], person: UUID, case: str, size: int, queries: Vectors
) -> Iterator[Sample]:
    near = f"order by embedding::vector({WIDTH}) <=> %s::vector({WIDTH}) limit 10"
    statement = f"select id from answers where user_id = %s {near}"
    # the usual plan, which a planner that knows the person's share may avoid
    conn.execute("set enable_sort = off")
    yield from _timed(case, size, RECIPE, lambda vector: conn.execute(statement, (person, as_text(vector))).fetchall(), queries)
    found = [len(conn.execute(statement, (person, as_text(vector))).fetchall()) for vector in queries]
    yield Sample(case, size, RECIPE, "rows found of ten", "quiet", sum(found) / len(found))


def _timed(case: str, size: int, subject: str, ask: Callable[[Vectors], object], queries: Vectors) -> Iterator[Sample]:
    for vector in queries[:WARM]:
        ask(vector)
    taken = []
    for vector in queries:
        started = time.perf_counter()
        ask(vector)
        taken.append(1000 * (time.perf_counter() - started))
    yield Sample(case, size, subject, "p50", "ms", quantile(taken, 0.5))
    yield Sample(case, size, subject, "p95", "ms", quantile(taken, 0.95))


def _over_all(services: Services, size: int, rounds: int) -> Iterator[Sample]:
    vectors, queries = alike(size), alike(QUERIES, seed=2)
    exact = [_exact(vectors, vector) for vector in queries]
    case = f"over all, {size:,} vectors"
    with psycopg.connect(services.copy(f"search_all_{size}").admin, autocommit=True) as conn:
        _fill_everything(conn, vectors)
        floor = InProcess(vectors)
        yield Sample(case, size, FLOOR, "build, in process", "s", floor.built_s)
        yield from _indexed(conn, "halfvec", OURS, case, size)
        yield from _at_equal_recall(conn, floor, f"{case}, candidates {CANDIDATES} (chosen)", size, queries, exact, rounds)
        for ef in OTHER_EFS:
            yield from _searched(conn, "halfvec", OURS, f"{case}, candidates {ef}", size, ef, queries, exact)
        conn.execute("drop index everything_near")
        yield from _indexed(conn, "vector", RECIPE, case, size)
        yield from _searched(conn, "vector", RECIPE, f"{case}, candidates {OTHER_EFS[0]}", size, OTHER_EFS[0], queries, exact)
    note(f"search: {case} done")


def _at_equal_recall(
    conn: psycopg.Connection[tuple[object, ...]],
    floor: InProcess,
    case: str,
    size: int,
    queries: Vectors,
    exact: list[set[int]],
    rounds: int,
) -> Iterator[Sample]:
    found = list(_searched(conn, "halfvec", OURS, case, size, CANDIDATES, queries, exact))
    wanted = next(sample.value for sample in found if sample.metric == RECALL)
    for ef in range(10, 1000, 5):
        floor.candidates = ef
        reached = _recall([floor.nearest(vector) for vector in queries], exact)
        if reached >= wanted:
            break
    yield Sample(case, size, FLOOR, RECALL, "quiet", reached)
    yield Sample(case, size, FLOOR, "candidates", "quiet", ef)
    for number in range(rounds):
        yield from found if not number else _searched(conn, "halfvec", OURS, case, size, CANDIDATES, queries, exact)
        yield from _timed(case, size, FLOOR, floor.nearest, queries)


def _fill_everything(conn: psycopg.Connection[tuple[object, ...]], vectors: Vectors) -> None:
    conn.execute(f"create table everything (id int, embedding vector({WIDTH}))")
    conn.execute("alter table everything alter embedding set storage plain")
    with conn.cursor().copy("copy everything from stdin") as copy:
        for place, vector in enumerate(vectors):
            copy.write_row((place, as_text(vector)))


def _indexed(conn: psycopg.Connection[tuple[object, ...]], kind: str, subject: str, case: str, size: int) -> Iterator[Sample]:
    # the whole graph in memory, else the build takes many times as long
    conn.execute("set maintenance_work_mem = '4GB'" if size > MANY else "set maintenance_work_mem = '1GB'")
    started = time.perf_counter()
    conn.execute(f"create index everything_near on everything using hnsw ((embedding::{kind}({WIDTH})) {kind}_cosine_ops)")
    yield Sample(case, size, subject, f"build, {kind}", "s", time.perf_counter() - started)
    row = conn.execute("select pg_relation_size('everything_near') / 1048576.0").fetchone()
    yield Sample(case, size, subject, f"index size, {kind}", "MB", float(str(row[0])) if row else 0.0)


def _searched(
    conn: psycopg.Connection[tuple[object, ...]],
    kind: str,
    subject: str,
    case: str,
    size: int,
    ef: int,
    queries: Vectors,
    exact: list[set[int]],
) -> Iterator[Sample]:
    conn.execute(f"set hnsw.ef_search = {ef}")
    conn.execute("set hnsw.iterative_scan = relaxed_order")
    near = f"embedding::{kind}({WIDTH}) <=> %s::vector({WIDTH})::{kind}({WIDTH})"

    def ask(vector: Vectors) -> set[object]:
        return {row[0] for row in conn.execute(f"select id from everything order by {near} limit 10", (BinaryVector(vector),))}

    yield from _timed(case, size, subject, ask, queries)
    yield Sample(case, size, subject, RECALL, "quiet", _recall([ask(vector) for vector in queries], exact))


def _recall(found: list[set[object]], exact: list[set[int]]) -> float:
    return sum(len(one & other) for one, other in zip(found, exact, strict=True)) / (10 * len(exact))


def _storage(services: Services) -> Iterator[Sample]:
    """How a vector is kept beside its text, 2,000 rows read exactly: MAIN is chosen."""
    with psycopg.connect(services.copy("search_storage").admin, autocommit=True) as conn:
        for width in (WIDTH, 1024):
            vectors, queries = alike(2_000, width), alike(QUERIES, width, seed=2)
            for kind in ("plain", "main", "extended"):
                conn.execute(f"create table kept (id int, text text, embedding vector({width}))")
                conn.execute(f"alter table kept alter embedding set storage {kind}")
                with conn.cursor().copy("copy kept from stdin") as copy:
                    for place, vector in enumerate(vectors):
                        copy.write_row((place, "답변 " * 300, as_text(vector)))
                conn.execute("vacuum analyze kept")
                statement = "select id from kept order by embedding <=> %s::vector limit 10"
                chosen = " (chosen)" if kind == "main" else ""
                case = f"storage {kind}{chosen}, {width:,} dimensions, 2,000 rows"
                yield from _timed(case, width, OURS, lambda v, s=statement: conn.execute(s, (as_text(v),)).fetchall(), queries)  # type: ignore[misc]
                conn.execute("drop table kept")
