"""The model that the vectors are of is not on this machine, as after a move: answers wait, and the log says what to do."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import stored_spec
from practice.embedding.answers import BulkEncoder
from practice.embedding.engine import Engine, bounds_of, load_model
from practice.embedding.models import E5, INT8, KURE, MODELS, HubWeights, ModelSpec
from practice.settings import Settings
from stack.doctor.active_model import models_in_use
from stack.given import Given
from tests.conftest import Person, Urls
from tests.workers.submitted import job_of, row_of, submitted
from workers.embedding.drain import EmbeddingRoom, Left
from workers.embedding.encoders import LoadedEncoders
from workers.runtime.leases import Leases

OTHERS = replace(KURE, name="someone/other", weights=HubWeights("someone/other", "decade"))
STEPS = {
    KURE: f"run `backtalk model fetch {KURE.name}`, then `backtalk model check {KURE.name}` first",
    MODELS[E5.name + INT8]: f"`backtalk model export {E5.name}{INT8}`, then `backtalk model check {E5.name}{INT8}` first",
    OTHERS: "run `backtalk model fetch --revision decade someone/other`, then `backtalk model check someone/other` first",
}


@pytest.fixture
def room(system_settings: Settings, system: WorkerDatabase, tmp_path: Path) -> EmbeddingRoom:
    """Its data folder is a new one, with no model in it."""
    settings = system_settings.model_copy(update={"data_dir": tmp_path, "retry_base_s": 3600.0, "retry_cap_s": 3600.0})
    encoders = LoadedEncoders(lambda spec: load_model(spec, tmp_path, bounds_of(settings, 1)))
    return EmbeddingRoom(settings, system, Leases(system, settings.lease_s), encoders, sources=())


def in_use(system: WorkerDatabase, name: str, spec: ModelSpec | None = None) -> None:
    """As a restored database has it."""
    row = text("insert into embedding_models (name, slot, state, spec) values (:name, 1, 'active', cast(:spec as jsonb))")
    values = {"name": name, "spec": None if spec is None else json.dumps(stored_spec(spec))}
    system.run(lambda conn: conn.execute(row, values))


def loading(load: BulkEncoder | Exception) -> LoadedEncoders:
    def made(_spec: ModelSpec) -> BulkEncoder:
        if isinstance(load, Exception):
            raise load
        return load

    return LoadedEncoders(made)


@pytest.mark.parametrize("spec", STEPS, ids=lambda spec: spec.name)
def test_answers_wait_for_a_model_that_is_not_here(
    room: EmbeddingRoom, system: WorkerDatabase, person: Person, spec: ModelSpec
) -> None:
    in_use(system, spec.name, spec if spec is OTHERS else None)
    answers = [submitted(system, person.user_id, attempts=1) for _ in range(2)]
    with capture_logs() as said:
        assert room.drain() is Left.NOTHING
    for answer in answers:
        job = row_of(system, job_of(answer, "embedding"))
        assert (job.state, job.error_code, job.attempt < job.max_attempts) == ("queued", "encoder_unavailable", True)
    delayed = [line for line in said if line["event"] == "embedding_delayed"]
    assert delayed
    assert STEPS[spec] in delayed[0]["error"]


def test_a_file_that_cannot_be_read_costs_no_attempt_either(
    room: EmbeddingRoom, system: WorkerDatabase, engine: Engine, person: Person
) -> None:
    answer = submitted(system, person.user_id, attempts=1)
    broken = replace(room, encoders=loading(OSError("model.onnx is cut off")))
    with capture_logs() as said:
        assert broken.drain() is Left.NOTHING
    system.run(lambda conn: conn.execute(text("update jobs set run_at = clock_timestamp()")))
    assert any("model.onnx is cut off" in line.get("error", "") for line in said)
    assert replace(room, encoders=loading(engine)).drain() is Left.NOTHING
    assert row_of(system, job_of(answer, "embedding")).state == "done"


def test_a_model_that_this_version_does_not_know_makes_answers_wait(
    room: EmbeddingRoom, system: WorkerDatabase, person: Person
) -> None:
    in_use(system, "of-a-newer-version")
    answer = submitted(system, person.user_id, attempts=1)
    with capture_logs() as said:
        assert room.drain() is Left.NOTHING
    assert row_of(system, job_of(answer, "embedding")).state == "queued"
    assert ["no embedding model named 'of-a-newer-version'" in line["error"] for line in said] == [True]


def test_doctor_looks_for_the_model_in_use_and_not_for_that_of_the_settings(
    room: EmbeddingRoom, system: WorkerDatabase, urls: Urls
) -> None:
    servers = Given(urls.admin, None)
    assert list(models_in_use(room.settings, servers)) == []
    in_use(system, KURE.name)
    (finding,) = models_in_use(room.settings, servers)
    assert not finding.fine
    assert STEPS[KURE] in finding.said
    system.run(lambda conn: conn.execute(text("update embedding_models set name = :name"), {"name": E5.name}))
    (finding,) = models_in_use(room.settings, servers)
    assert (finding.fine, finding.said) == (True, f"{E5.name}, ready")


@pytest.mark.parametrize("name", ["of-a-newer-version", KURE.name + INT8])
def test_doctor_says_what_an_unknown_or_missing_model_needs(
    room: EmbeddingRoom, system: WorkerDatabase, urls: Urls, name: str
) -> None:
    in_use(system, name)
    (finding,) = models_in_use(room.settings, Given(urls.admin, None))
    assert not finding.fine
    assert f"`backtalk model fetch {name}`" in finding.said
    assert "`backtalk reembed --model NAME`" in str(finding)
