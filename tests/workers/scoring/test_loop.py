"""The loop of the provider's calls at its end: every thread is told, whether it calls before, meanwhile or after."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError

import pytest

from workers.scoring.loop import LoopThread


async def nothing() -> None:
    """What is done last, where a test has no need of it."""


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    made = LoopThread("calls")
    made.start()
    yield made
    made.stop(nothing)
    made.join()


class Calls:
    """A piece of work, and what became of the threads that asked for it."""

    def __init__(self, loop: LoopThread) -> None:
        self.loop = loop
        self.begun = threading.Event()
        self.ended: list[str] = []

    async def work(self) -> str:
        self.begun.set()
        return "worked"

    async def long_work(self) -> str:
        self.begun.set()
        await asyncio.Event().wait()
        return "worked"

    async def deaf_work(self) -> str:
        self.begun.set()
        deaf = asyncio.Event()
        while not deaf.is_set():
            try:
                await deaf.wait()
            except asyncio.CancelledError:
                continue
        return "worked"

    def call(self, named: str) -> None:
        try:
            self.ended.append(self.loop.call(getattr(self, named)))
        except CancelledError:
            self.ended.append("cancelled")


def test_a_call_after_the_end_is_refused(loop: LoopThread) -> None:
    calls = Calls(loop)
    loop.stop(nothing)
    calls.call("work")
    assert calls.ended == ["cancelled"]
    assert not calls.begun.is_set()


def test_a_call_while_the_clients_close_is_refused(loop: LoopThread, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would ask with a closed client, and what comes of that counts as the provider's failure."""
    monkeypatch.setattr("workers.scoring.loop.STOP_WITHIN_S", 60.0)
    calls = Calls(loop)

    async def closing() -> None:
        await asyncio.to_thread(calls.call, "work")

    loop.stop(closing)
    assert calls.ended == ["cancelled"]
    assert not calls.begun.is_set()


@pytest.mark.parametrize("work", ["long_work", "deaf_work"])
def test_whoever_waits_at_the_end_is_told_also_where_the_call_does_not_hear_of_it(
    loop: LoopThread, monkeypatch: pytest.MonkeyPatch, work: str
) -> None:
    monkeypatch.setattr("workers.scoring.loop.STOP_WITHIN_S", 0.5)
    calls = Calls(loop)
    thread = threading.Thread(target=calls.call, args=(work,))
    thread.start()
    calls.begun.wait()
    loop.stop(nothing)
    thread.join()
    assert calls.ended == ["cancelled"]


def test_of_threads_that_call_while_it_ends_each_is_told(loop: LoopThread) -> None:
    calls = Calls(loop)
    ready = threading.Barrier(33)

    def caller() -> None:
        ready.wait()
        calls.call("work")

    threads = [threading.Thread(target=caller) for _ in range(32)]
    for thread in threads:
        thread.start()
    ready.wait()
    loop.stop(nothing)
    for thread in threads:
        thread.join()
    assert len(calls.ended) == 32
    assert set(calls.ended) <= {"worked", "cancelled"}


def test_a_second_end_does_nothing(loop: LoopThread) -> None:
    ended: list[str] = []

    async def last() -> None:
        ended.append("closed")

    loop.stop(last)
    loop.stop(last)
    assert ended == ["closed"]
