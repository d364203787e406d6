"""A real scoring worker and a provider that is away: the view says why, and once the provider is back there is one score."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import anyio
import pytest
from sqlalchemy import Engine

from api.dispatch.producer import close_connections, make_producer, send_all
from practice.answers.views import AnswerView, view
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.sweep import SweepLimits, due_again
from practice.scoring.record import every
from practice.settings import Settings
from tests.conftest import Person
from tests.doubles.provider.running import RunningDouble, provider_double
from tests.practice.answers.given import as_person
from tests.workers.submitted import events_of, submitted

ROOT = Path(__file__).parents[3]
BOUND_S = 180.0


@contextmanager
def worker(settings: Settings, double: RunningDouble, log: Path) -> Iterator[None]:
    """``python -m workers.scoring`` with a provider; its words are shown when a test fails."""
    own = {
        "BACKTALK_DATABASE_URL": settings.database_url.get_secret_value(),
        "BACKTALK_REDIS_URL": settings.redis_url.get_secret_value(),
        "BACKTALK_PROVIDER": "openai",
        "BACKTALK_PROVIDER_MODEL": "double-1",
        "BACKTALK_PROVIDER_BASE_URL": double.url,
        "BACKTALK_PROVIDER_KEY": "k",
        "BACKTALK_PROVIDER_CONCURRENCY": "20",
        "BACKTALK_PROVIDER_BREAKER_REST_S": "0.2",
        "BACKTALK_RETRY_BASE_S": "0.05",
        "BACKTALK_PROVIDER_RETRY_CAP_S": "0.2",
    }
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "workers.scoring"], cwd=ROOT, env={**os.environ, **own}, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield
        finally:
            process.terminate()
            process.wait(60)
    sys.stdout.write(log.read_text())


@pytest.mark.anyio
async def test_an_answer_outlives_the_outage_and_is_scored_once(
    system_settings: Settings, system: WorkerDatabase, app_engine: Engine, person: Person, tmp_path: Path
) -> None:
    answers = [submitted(system, person.user_id) for _ in range(3)]

    def seen(answer_id: object) -> AnswerView:
        with as_person(app_engine, person) as conn:
            return view(conn, person.user_id, answer_id)  # type: ignore[arg-type]

    producer = make_producer(system_settings.redis_url.get_secret_value())

    async def until(condition: Callable[[], bool]) -> None:
        """As the relay's sweeper announces what is due, so does this, until the condition holds."""
        with anyio.fail_after(BOUND_S):
            while not condition():
                due = system.run(lambda conn: due_again(conn, "scoring", SweepLimits(grace_s=0, again_s=2)))
                await anyio.to_thread.run_sync(send_all, producer, due)
                await anyio.sleep(0.05)

    def waiting() -> bool:
        return all((error := seen(answer.id).scoring.error) and error["retry_at"] for answer in answers)

    with provider_double(mode="down") as double, worker(system_settings, double, tmp_path / "worker.log"):
        await until(waiting)
        assert {(seen(answer.id).scoring.error or {})["code"] for answer in answers} == {"provider_unreachable"}
        double.set(mode="ok")
        await until(lambda: all(seen(answer.id).scoring.state == "done" for answer in answers))
        assert double.complaints == []
    for answer in answers:
        kept = system.run(lambda conn, answer=answer: every(conn, answer.id))  # type: ignore[misc]
        assert [score["provenance"]["standing"] for score in kept] == ["final"]
        assert kept[0]["provenance"]["scorer"] == "openai"
    assert [kind for _, kind, _ in events_of(system, person.user_id)].count("answer.scored") == 3
    close_connections()
