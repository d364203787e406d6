"""The relay is woken at once or soon; that it could not be woken stops nobody."""

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs

from practice.db.engines import sync_engine
from practice.db.unit_of_work import WorkerDatabase
from practice.events.outbox import WAKE_UP
from practice.settings import Settings
from tests.conftest import Urls
from workers.runtime.wake import Waker

Listening = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def listening(urls: Urls) -> Iterator[Listening]:
    with psycopg.connect(urls.system, autocommit=True) as conn:
        conn.execute(f"listen {WAKE_UP}")
        yield conn


@pytest.fixture
def waker(system: WorkerDatabase) -> Iterator[Waker]:
    with closing(Waker(system)) as made:
        yield made


def woken(conn: Listening) -> bool:
    return any(True for _ in conn.notifies(timeout=10, stop_after=1))


def test_soon_wakes_from_a_thread_of_its_own_again_and_again(listening: Listening, waker: Waker) -> None:
    for _ in range(3):
        waker.soon()
        assert woken(listening)


def test_now_has_woken_when_it_returns(listening: Listening, waker: Waker) -> None:
    waker.now()
    assert woken(listening)


def test_a_wake_up_now_leaves_the_thread_listening(listening: Listening, waker: Waker) -> None:
    for wake in (waker.soon, waker.now, waker.soon):
        wake()
        assert woken(listening)


def test_a_database_that_is_away_stops_nobody(system_settings: Settings) -> None:
    nowhere = SecretStr("postgresql://nobody@127.0.0.1:9/nothing")
    engine = sync_engine(system_settings.model_copy(update={"database_url": nowhere}), "test-wake")
    with capture_logs() as said:
        Waker(WorkerDatabase(engine)).now()
    engine.dispose()
    assert [entry["event"] for entry in said] == ["notify_failed"]
