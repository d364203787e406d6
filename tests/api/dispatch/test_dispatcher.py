"""Committed jobs are announced beside the requests; a broker in any state costs a request nothing."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from kombu.exceptions import OperationalError
from pydantic import SecretStr
from sqlalchemy import text

from api.dispatch import dispatcher as module
from api.dispatch.dispatcher import Dispatcher
from api.dispatch.senders import InThreads
from practice.clock import new_id, now
from practice.db.statements import Statements
from practice.db.unit_of_work import WorkerDatabase
from practice.ending import end_all
from practice.jobs.contracts import JobHint
from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.waiting import until
from tests.conftest import Person

pytestmark = pytest.mark.anyio


class Broker:
    """Takes, refuses, or holds messages until it is let go."""

    def __init__(self) -> None:
        self.taken: list[list[JobHint]] = []
        self.refusing = False
        self.free = threading.Event()
        self.free.set()

    def send(self, jobs: Sequence[JobHint]) -> None:
        self.free.wait(30)
        self.taken.append(list(jobs))
        if self.refusing:
            raise OperationalError("refused")


@asynccontextmanager
async def dispatching(broker: Broker, statements: Statements, timeout_s: float = 5.0) -> AsyncIterator[Dispatcher]:
    made = Dispatcher(InThreads(broker.send), statements, timeout_s)
    task = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        await end_all([task])
        broker.free.set()
        await made.close()


def hint() -> JobHint:
    return JobHint(new_id(), "scoring")


async def test_jobs_of_one_moment_go_out_together_in_order(statements: Statements) -> None:
    broker, jobs = Broker(), [hint() for _ in range(250)]
    async with dispatching(broker, statements) as dispatcher:
        dispatcher.offer(jobs, now())
        await until(lambda: dispatcher.counts.sent == 250)
    assert [len(batch) for batch in broker.taken] == [100, 100, 50]
    assert [job for batch in broker.taken for job in batch] == jobs


async def test_the_marks_are_the_time_of_the_commit_and_of_the_send(
    gateway: Gateway, person: Person, system: WorkerDatabase
) -> None:
    answer = await gateway.accepted(person)
    query = text(
        "select received_at, committed_at, dispatched_at from jobs join answers on answers.id = answer_id where answers.id = :id"
    )
    await until(lambda: gateway.shared.dispatcher.counts.sent == 2)
    await until(
        lambda: all(row.dispatched_at for row in system.run(lambda conn: conn.execute(query, {"id": answer["id"]}).all()))
    )
    for row in system.run(lambda conn: conn.execute(query, {"id": answer["id"]}).all()):
        assert row.received_at <= row.committed_at <= row.dispatched_at


async def test_a_broker_that_refuses_is_counted_and_left_alone_after_three_times(statements: Statements) -> None:
    broker = Broker()
    broker.refusing = True
    async with dispatching(broker, statements) as dispatcher:
        for failures in (1, 2, 3):
            dispatcher.offer([hint()], None)
            await until(lambda wanted=failures: dispatcher.counts.failed == wanted)
        dispatcher.offer([hint()], None)
        await until(lambda: dispatcher.counts.skipped == 1)
    assert len(broker.taken) == 3
    assert dispatcher.counts.sent == 0


async def test_a_broker_that_comes_back_in_time_is_used_again(statements: Statements) -> None:
    broker = Broker()
    broker.refusing = True
    async with dispatching(broker, statements) as dispatcher:
        dispatcher.offer([hint()], None)
        await until(lambda: dispatcher.counts.failed == 1)
        broker.refusing = False
        dispatcher.offer([hint()], None)
        await until(lambda: dispatcher.counts.sent == 1)


async def test_a_send_that_hangs_is_given_up_at_the_deadline(statements: Statements) -> None:
    broker = Broker()
    broker.free.clear()
    async with dispatching(broker, statements, timeout_s=0.05) as dispatcher:
        dispatcher.offer([hint()], None)
        await until(lambda: dispatcher.counts.failed == 1)


async def test_a_silent_broker_delays_no_request(api_settings: Settings, person: Person) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = SecretStr(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        async with running(api_settings.model_copy(update={"redis_url": url})) as gateway:
            for _ in range(3):
                await gateway.accepted(person)
            # every answer was accepted before the broker had been given up once
            assert gateway.shared.dispatcher.counts.failed == 0
            await until(lambda: gateway.shared.dispatcher.counts.failed + gateway.shared.dispatcher.counts.skipped == 6)


async def test_a_full_queue_is_counted_and_never_waited_for(statements: Statements, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WAITING", 3)
    dispatcher = Dispatcher(InThreads(Broker().send), statements, 1.0)
    dispatcher.offer([hint() for _ in range(5)], None)
    assert dispatcher.counts.skipped == 2
    await dispatcher.close()
