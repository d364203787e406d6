"""`backtalk reembed` with a real relay, encoder and worker: whoever is killed in the middle, every answer ends covered."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from practice.db.engines import with_driver
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding import changing
from practice.embedding.active import serving
from practice.embedding.engine import Bounds
from practice.embedding.models import E5
from practice.embedding.query import SearchFilters
from practice.embedding.search import by_meaning
from practice.embedding.shelf.steps import Steps
from practice.settings import Settings
from stack.child import Child
from stack.ports import free_port
from stack.roster import Place, program_command
from tests.conftest import Person, Urls
from tests.faults.stage import QUICK
from tests.faults.waiting import until
from tests.practice.answers.given import as_owner, as_person
from tests.practice.embedding.shelf.hub import Hub
from tests.stack.models.conftest import NAME, backtalk, begun
from tests.workers.submitted import QUESTION, submitted

ANSWERS = 20
# more than a batch is written before it, and more than a batch is left behind it
HELD = 12
WRITING = """
select 1 from pg_stat_activity
where datname = current_database() and application_name like 'backtalk-worker-embedding%' and wait_event_type = 'Lock'
"""


class Programs:
    """The processes that a change of the model needs, over the test's own database."""

    def __init__(self, urls: Urls, redis_url: str, data_dir: Path) -> None:
        self._place = Place("127.0.0.1", free_port(), data_dir, free_port())
        # the test holds a row for as long as it looks on
        self._own = {**QUICK, "BACKTALK_DATABASE_URL": urls.system, "BACKTALK_DATABASE_TIMEOUT_S": "100"}
        self._redis_url = redis_url
        self._running: dict[str, Child] = {}

    def start(self, kind: str) -> None:
        command = program_command(kind, self._place, None, self._redis_url)
        command = replace(command, env={**(command.env or {}), **self._own}, death_signal=signal.SIGKILL)
        self._running[kind] = Child(command, on_line=lambda line: sys.stdout.write(f"{kind} | {line}\n")).start()

    def kill(self, kind: str) -> None:
        self._running.pop(kind).kill()

    def end(self) -> None:
        for kind in list(self._running):
            self.kill(kind)


@pytest.fixture
def programs(urls: Urls, redis_url: str, model_dir: Path) -> Iterator[Programs]:
    made = Programs(urls, redis_url, model_dir)
    for kind in ("relay", "encoder", "worker-embedding"):
        made.start(kind)
    yield made
    made.end()


@pytest.fixture
def ready(hub: Hub, model_dir: Path) -> None:
    """The small model is brought and has passed its check."""
    steps = Steps(Settings(data_dir=model_dir, model_hub_url=hub.url), Bounds(threads=1), print)
    steps.fetch(NAME, "main", None, None)
    steps.check(NAME)


@pytest.fixture
def answers(urls: Urls, system: WorkerDatabase, person: Person) -> list[UUID]:
    """Submitted, and the bank that has to be embedded beside them is one question."""
    with as_owner(urls) as owner:
        owner.execute(text("delete from questions where id <> :id"), {"id": QUESTION})
    made = [submitted(system, person.user_id, f"답변 {number}: 릴레이가 발행한다.").id for number in range(ANSWERS)]
    with as_owner(urls) as owner:
        # no scorer runs here
        owner.execute(text("delete from jobs where queue = 'scoring'"))
    return sorted(made)


@contextmanager
def stopped_at(urls: Urls, answer_id: UUID) -> Iterator[None]:
    """Whoever writes this answer's vector hangs until the block is left."""
    admin = create_engine(with_driver(make_url(urls.admin)))
    with admin.begin() as conn:
        conn.execute(text("select 1 from answers where id = :id for no key update"), {"id": answer_id})
        yield
    admin.dispose()


def in_the_middle(urls: Urls, system: WorkerDatabase, name: str) -> changing.Progress:
    """How far the change has come when the worker hangs: a batch is stored, and the next one waits for the lock."""
    with as_owner(urls) as onlooker:

        def begun_and_hanging() -> changing.Progress | None:
            come = next((one for one in system.run(changing.models) if one.name == name), None)
            return come if come and come.done and onlooker.execute(text(WRITING)).all() else None

        return until(begun_and_hanging, "the worker in the middle of a batch")


def found(app_engine: Engine, person: Person) -> tuple[str, int]:
    """In which model a search is answered now, and how many answers it finds."""
    with as_person(app_engine, person) as conn:
        now = serving(conn, E5.name)
        vector = np.eye(1, now.spec.dimensions, dtype=np.float32)[0]
        return now.name, len(by_meaning(conn, person.user_id, now, vector, SearchFilters(), 2 * ANSWERS))


def test_whoever_is_killed_in_the_middle_every_answer_ends_covered(
    ready: None,
    answers: list[UUID],
    programs: Programs,
    urls: Urls,
    system: WorkerDatabase,
    app_engine: Engine,
    person: Person,
    model_dir: Path,
) -> None:
    own = {"BACKTALK_DATA_DIR": str(model_dir), "DATABASE_URL": urls.admin}
    until(lambda: found(app_engine, person) == (E5.name, ANSWERS), "vectors of the first model")

    # there: the command is killed
    with stopped_at(urls, answers[HELD]):
        with begun("reembed", "--model", NAME, **own) as command:
            halfway = in_the_middle(urls, system, NAME)
            command.kill()
        assert (halfway.state, halfway.done < ANSWERS) == ("filling", True)
        assert found(app_engine, person) == (E5.name, ANSWERS)
    until(lambda: searched_all_the_while(app_engine, person) == NAME, "the switch")
    shown = backtalk("reembed", **own).stdout
    assert shown.splitlines() == [f"{E5.name}: retired", f"{NAME}: active"]
    dropped = backtalk("reembed", "--drop-old", **own)
    assert f"{E5.name}: {ANSWERS} vectors dropped" in dropped.stdout
    assert models_of_the_bank(system) == [NAME]

    # and back: the worker is killed, and the command looks on until another has done it
    with begun("reembed", "--model", E5.name, **own) as command:
        with stopped_at(urls, answers[HELD]):
            halfway = in_the_middle(urls, system, E5.name)
            programs.kill("worker-embedding")
            assert (halfway.state, halfway.done < ANSWERS) == ("filling", True)
            assert found(app_engine, person) == (NAME, ANSWERS)
        programs.start("worker-embedding")
        until(lambda: searched_all_the_while(app_engine, person) == E5.name, "the switch back")
        said, complained = command.communicate()
    assert (command.returncode, complained) == (0, "")
    assert f"{E5.name} is the active model now" in said


def searched_all_the_while(app_engine: Engine, person: Person) -> str:
    """The model in which every answer is found."""
    name, count = found(app_engine, person)
    assert count == ANSWERS
    return name


def models_of_the_bank(system: WorkerDatabase) -> list[str]:
    return system.run(lambda conn: list(conn.scalars(text("select distinct model from bank_passages"))))
