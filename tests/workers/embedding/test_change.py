"""A change of the model as the worker lives it: behind new answers, over any restart, never into a model nobody serves."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, text

from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import store_bank
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding import changing
from practice.embedding.active import serving
from practice.embedding.answers import BulkEncoder
from practice.embedding.client import Encoders
from practice.embedding.models import E5, Endpoint, ModelSpec
from practice.embedding.port import Kind, Vectors
from practice.embedding.shelf.manifest import ModelNotReady
from practice.embedding.source import Item
from practice.search.bank_source import BankSource
from practice.settings import Settings
from tests.conftest import Person
from tests.practice.embedding.server import Reply, answering
from tests.workers.submitted import submitted
from workers.embedding.drain import EmbeddingRoom, Left
from workers.embedding.encoders import LoadedEncoders
from workers.embedding.remote import RemoteDrains, RemoteEncoders
from workers.runtime.leases import Leases

WIDTH = 8


class Small:
    """Vectors of a text's length; what it read is written down."""

    def __init__(self, model: str) -> None:
        self.model = model
        self.window = 1000
        self.read: list[str] = []

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text) for text in texts]

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        self.read += texts
        return np.stack([unit(text) for text in texts])


def unit(text: str) -> np.ndarray:
    return np.eye(1, WIDTH, len(text) % WIDTH, dtype=np.float32)[0]


def reply(request: dict[str, Any]) -> tuple[int, bytes]:
    data = [{"index": at, "embedding": unit(text).tolist()} for at, text in enumerate(request["input"])]
    return 200, json.dumps({"data": data}).encode()


@pytest.fixture
def served() -> Iterator[str]:
    """An encoder, or an endpoint, that has every model."""
    with answering(reply) as url:
        yield url


@pytest.fixture
def models() -> dict[str, Small]:
    return {}


@pytest.fixture
def room(system_settings: Settings, system: WorkerDatabase, served: str, models: dict[str, Small]) -> EmbeddingRoom:
    def load(spec: ModelSpec) -> BulkEncoder:
        return models.setdefault(spec.name, Small(spec.name))

    settings = system_settings.model_copy(update={"encoder_url": served, "embedding_api_url": served})
    return EmbeddingRoom(settings, system, Leases(system, settings.lease_s), LoadedEncoders(load), sources=())


NEXT = replace(E5, name="someone/small", dimensions=WIDTH, engine="pytorch")
REMOTE = ModelSpec("openai:x", WIDTH, 100, "", "", True, "openai", Endpoint("x"))


def begin(system: WorkerDatabase, spec: ModelSpec) -> None:
    system.run(lambda conn: changing.begin(conn, spec, E5.name))


def active(system: WorkerDatabase) -> str:
    return system.run(lambda conn: serving(conn, E5.name).name)


def test_a_drain_fills_in_the_next_model_and_switches(
    room: EmbeddingRoom, system: WorkerDatabase, models: dict[str, Small], person: Person
) -> None:
    texts = [f"답변 {number}" for number in range(11)]
    for words in texts:
        submitted(system, person.user_id, words)
    assert room.drain() is Left.NOTHING
    begin(system, NEXT)
    assert room.drain() is Left.NOTHING
    assert active(system) == NEXT.name
    assert models[NEXT.name].read == texts
    late = submitted(system, person.user_id, "나중")
    assert room.drain() is Left.NOTHING
    found = text("select embedding is null, second_embedding_model from answers where id = :id")
    assert tuple(system.run(lambda conn: conn.execute(found, {"id": late.id}).one())) == (True, NEXT.name)


def test_it_goes_on_after_a_stop_and_new_answers_go_first(
    room: EmbeddingRoom, system: WorkerDatabase, models: dict[str, Small], person: Person
) -> None:
    for number in range(20):
        submitted(system, person.user_id, f"답변 {number}")
    room.drain()
    begin(system, NEXT)
    ticks = iter([0.0, 0.0, 99.0])
    assert replace(room, clock=lambda: next(ticks)).drain() is Left.MORE
    done = len(models[NEXT.name].read)
    assert 0 < done < 20
    models[E5.name].read.clear()
    submitted(system, person.user_id, "urgent")
    fresh = replace(room, encoders=room.encoders)
    assert fresh.drain() is Left.NOTHING
    assert models[E5.name].read == ["urgent"]
    assert models[NEXT.name].read.count("urgent") == 1
    assert len(models[NEXT.name].read) == 21
    assert active(system) == NEXT.name


def test_it_waits_while_no_encoder_answers_in_the_next_model(room: EmbeddingRoom, system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id, "답변")
    room.drain()
    begin(system, NEXT)
    alone = replace(room, settings=room.settings.model_copy(update={"encoder_url": "http://127.0.0.1:9"}))
    assert alone.drain() is Left.NOTHING
    assert active(system) == E5.name
    room.drain()
    assert active(system) == NEXT.name


class Lacking(BankSource):
    """One passage, of which the active model has no vector."""

    def missing(self, conn: Connection, model: str, limit: int) -> list[Item]:
        return [Item(1, "passage")] if model == E5.name else []


def test_a_change_away_from_a_model_that_is_not_here_does_not_wait_for_it(
    room: EmbeddingRoom, system: WorkerDatabase, person: Person
) -> None:
    answer = submitted(system, person.user_id, "답변")
    room.drain()

    def load(spec: ModelSpec) -> BulkEncoder:
        if spec == E5:
            raise ModelNotReady(spec.name, "fetch")
        return Small(spec.name)

    moved = replace(room, encoders=LoadedEncoders(load), sources=(Lacking(),))
    assert moved.drain() is Left.NOTHING
    assert active(system) == E5.name
    begin(system, NEXT)
    assert moved.drain() is Left.NOTHING
    assert active(system) == NEXT.name
    found = text("select second_embedding_model from answers where id = :id")
    assert system.run(lambda conn: conn.scalar(found, {"id": answer.id})) == NEXT.name


def test_a_model_behind_an_api_is_left_to_the_threads(room: EmbeddingRoom, system: WorkerDatabase, person: Person) -> None:
    submitted(system, person.user_id, "답변")
    room.drain()
    begin(system, REMOTE)
    assert room.drain() is Left.ELSEWHERE
    threads = RemoteDrains(replace(room, encoders=RemoteEncoders(Encoders(room.settings, 5.0))), most=2)
    assert threads.run() is Left.NOTHING
    assert active(system) == REMOTE.name
    submitted(system, person.user_id, "one more")
    assert room.drain() is Left.ELSEWHERE
    assert threads.run() is Left.NOTHING
    count = text("select count(*) from answers where second_embedding_model = :name and vector_dims(second_embedding) = 8")
    assert system.run(lambda conn: conn.scalar(count, {"name": REMOTE.name})) == 2


def test_an_endpoint_that_is_away_costs_no_attempt(room: EmbeddingRoom, system: WorkerDatabase, person: Person) -> None:
    begin(system, REMOTE)
    remote = replace(room, encoders=RemoteEncoders(Encoders(room.settings, 5.0)))
    remote.drain()
    assert active(system) == REMOTE.name
    submitted(system, person.user_id, "답변", attempts=1)
    nowhere = room.settings.model_copy(update={"embedding_api_url": "http://127.0.0.1:9"})
    replace(remote, encoders=RemoteEncoders(Encoders(nowhere, 1.0)), settings=nowhere).drain()
    state = text("select state, error_code from jobs where queue = 'embedding'")
    assert tuple(system.run(lambda conn: conn.execute(state).one())) == ("queued", "encoder_unavailable")


class Poisoned(Small):
    """Cannot read one of the texts."""

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        if "poison" in texts:
            raise ValueError("unreadable")
        return super().encode(texts, kind)


def test_what_the_next_model_cannot_read_holds_up_the_switch_but_no_other_answer(
    room: EmbeddingRoom, system: WorkerDatabase, models: dict[str, Small], person: Person
) -> None:
    for words in ("one", "poison", "two"):
        submitted(system, person.user_id, words)
    room.drain()
    models[NEXT.name] = Poisoned(NEXT.name)
    begin(system, NEXT)
    assert room.drain() is Left.NOTHING
    assert active(system) == E5.name
    (found,) = [one for one in system.run(changing.models) if one.name == NEXT.name]
    assert (found.done, found.total) == (2, 3)


def test_a_model_behind_an_api_is_not_kept_waiting_by_a_change_to_one_that_runs_here(
    room: EmbeddingRoom, system: WorkerDatabase, person: Person
) -> None:
    submitted(system, person.user_id, "답변")
    room.drain()
    begin(system, REMOTE)
    RemoteDrains(replace(room, encoders=RemoteEncoders(Encoders(room.settings, 5.0))), most=2).run()
    system.run(lambda conn: [changing.drop_some(conn, 10) for _ in range(2)])
    begin(system, NEXT)
    ticks = iter([0.0, 0.0, 99.0])
    assert replace(room, clock=lambda: next(ticks)).drain() is Left.BOTH


OWN = Bank(
    "mine",
    Text("나의 것"),
    sections=(Section("s", Text("s")),),
    questions=tuple(
        Question(name, "s", Text(f"{name} 질문"), answer=Text(said)) for name, said in (("a", "poison"), ("b", "답"))
    ),
)


def refusing(request: dict[str, Any]) -> tuple[int, bytes]:
    return (400, b"{}") if any("poison" in said for said in request["input"]) else reply(request)


@pytest.mark.parametrize(("answers", "ends"), [(refusing, ["done", "poison", "done"]), (lambda _: (400, b"{}"), ["away"] * 3)])
def test_a_text_that_an_endpoint_refuses_takes_no_other_with_it(
    room: EmbeddingRoom, system: WorkerDatabase, person: Person, answers: Reply, ends: list[str]
) -> None:
    """An endpoint that refuses everything is set up wrongly: then every answer waits, and no attempt is spent."""
    begin(system, REMOTE)
    remote = replace(room, encoders=RemoteEncoders(Encoders(room.settings, 5.0)))
    remote.drain()
    for words in ("one", "poison", "two"):
        submitted(system, person.user_id, words)
    with answering(answers) as url:
        settings = room.settings.model_copy(update={"embedding_api_url": url})
        replace(remote, encoders=RemoteEncoders(Encoders(settings, 5.0)), settings=settings).drain()
    said = {(None, "done"): "done", ("encoder_fault", "queued"): "poison", ("encoder_unavailable", "queued"): "away"}
    states = text("select error_code, state from jobs where queue = 'embedding' order by id")
    assert [said[tuple(row)] for row in system.run(lambda conn: conn.execute(states).all())] == ends


def test_a_text_of_a_bank_that_an_endpoint_refuses_holds_up_no_other(
    room: EmbeddingRoom, system: WorkerDatabase, person: Person
) -> None:
    begin(system, REMOTE)
    remote = replace(room, encoders=RemoteEncoders(Encoders(room.settings, 5.0)))
    remote.drain()
    system.run(lambda conn: conn.execute(text("delete from questions where user_id is null")))
    system.run(lambda conn: store_bank(conn, OWN, person.user_id))
    with answering(refusing) as url:
        settings = room.settings.model_copy(update={"embedding_api_url": url})
        remote = replace(remote, encoders=RemoteEncoders(Encoders(settings, 5.0)), settings=settings, sources=(BankSource(),))
        assert remote.drain() is Left.NOTHING
    stored = text("select text from bank_passages order by text")
    assert list(system.run(lambda conn: conn.scalars(stored).all())) == ["a 질문", "b 질문", "답"]
