"""Who goes first, who is turned away, and what a failure touches."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from threading import Semaphore

import anyio
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.embedding.port import Vectors
from workers.encoder.lane import Lane, LaneFull, ModelPanicked, WaitedTooLong, in_slices

pytestmark = pytest.mark.anyio


class PanicException(BaseException):
    """As pyo3 raises it: no Exception."""


class GatedModel:
    """Works through one slice for each permit, and writes down what it saw. A text's vector is its length."""

    def __init__(self) -> None:
        self.permits = Semaphore(0)
        self.started = Semaphore(0)
        self.seen: list[list[str]] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.started.release()
        self.permits.acquire()
        self.seen.append(list(texts))
        if "broken" in texts:
            raise ArithmeticError("broken")
        if "panic" in texts:
            raise PanicException("called `Option::unwrap()` on a `None` value")
        if "exit" in texts:
            raise SystemExit(3)
        return np.array([[len(text)] for text in texts], np.float32)


@asynccontextmanager
async def serving(model: GatedModel, capacity: int = 8, patience_s: float = 60) -> AsyncIterator[Lane]:
    lane = Lane(capacity, patience_s)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(lane.run)
        yield lane
        # a slice under way ends before the lane does
        model.permits.release(1000)
        tasks.cancel_scope.cancel()


async def until_started(model: GatedModel) -> None:
    await anyio.to_thread.run_sync(model.started.acquire)


async def ask(lane: Lane, model: GatedModel, texts: Sequence[str], answers: list[object]) -> None:
    try:
        answers.append((await lane.embed(texts, model.embed)).ravel().tolist())
    except (LaneFull, WaitedTooLong, ArithmeticError, ModelPanicked) as refused:
        answers.append(type(refused))


async def test_vectors_come_in_the_order_of_the_texts_whatever_the_slices() -> None:
    model = GatedModel()
    model.permits.release(1000)
    lengths = [900, 3, 1500, 7, 700, 1, 800]
    async with serving(model) as lane:
        vectors = await lane.embed(["x" * length for length in lengths], model.embed)
    assert vectors.ravel().tolist() == lengths
    assert len(model.seen) > 1


async def test_a_short_request_passes_a_long_one_at_the_next_slice() -> None:
    model, answers = GatedModel(), []
    async with serving(model) as lane, anyio.create_task_group() as callers:
        callers.start_soon(ask, lane, model, ["x" * 1000] * 3, answers)
        await until_started(model)
        callers.start_soon(ask, lane, model, ["query"], answers)
        await anyio.wait_all_tasks_blocked()
        model.permits.release(1000)
    assert [texts[0][:5] for texts in model.seen] == ["xxxxx", "query", "xxxxx", "xxxxx"]
    assert answers == [[5], [1000] * 3]


async def test_a_short_request_passes_long_ones_that_should_have_been_done_long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many long requests as threads of a worker: all of them are late, and no search waits for more than a slice."""
    # due when they arrive
    monkeypatch.setattr("workers.encoder.lane._SECONDS_A_CHARACTER", 0.0)
    model, answers = GatedModel(), []
    async with serving(model, capacity=32) as lane, anyio.create_task_group() as callers:
        for _ in range(16):
            callers.start_soon(ask, lane, model, ["x" * 601] * 2, answers)
        await until_started(model)
        callers.start_soon(ask, lane, model, ["query"], answers)
        await anyio.wait_all_tasks_blocked()
        model.permits.release(1000)
    assert [texts[0][:5] for texts in model.seen].index("query") == 1
    assert len(answers) == 17


async def test_a_flood_of_short_requests_leaves_a_turn_in_nine_to_the_long_ones() -> None:
    model, answers = GatedModel(), []
    async with serving(model, capacity=64) as lane, anyio.create_task_group() as callers:
        callers.start_soon(ask, lane, model, ["x" * 601] * 3, answers)
        await until_started(model)
        for _ in range(40):
            callers.start_soon(ask, lane, model, ["query"], answers)
        await anyio.wait_all_tasks_blocked()
        model.permits.release(1000)
    assert [at for at, texts in enumerate(model.seen) if texts[0] != "query"] == [0, 9, 18]


async def test_a_full_lane_turns_away_and_serves_those_who_wait() -> None:
    model, answers, refused = GatedModel(), [], []
    async with serving(model, capacity=2) as lane, anyio.create_task_group() as callers:
        callers.start_soon(ask, lane, model, ["a"], answers)
        await until_started(model)
        for text in ("b", "c"):
            callers.start_soon(ask, lane, model, [text], answers)
        await anyio.wait_all_tasks_blocked()
        await ask(lane, model, ["d"], refused)
        model.permits.release(1000)
    assert (answers, refused) == ([[1]] * 3, [LaneFull])


async def test_one_request_s_failure_is_its_own() -> None:
    model, answers = GatedModel(), []
    model.permits.release(1000)
    async with serving(model) as lane:
        await ask(lane, model, ["broken"], answers)
        await ask(lane, model, ["panic"], answers)
        await ask(lane, model, ["whole"], answers)
    assert answers == [ArithmeticError, ModelPanicked, [5]]


def test_what_ends_the_process_is_no_failure_of_a_request() -> None:
    model, answers = GatedModel(), []
    model.permits.release(1000)

    async def asked() -> None:
        async with serving(model) as lane:
            await ask(lane, model, ["exit"], answers)

    with pytest.raises(SystemExit):
        anyio.run(asked)
    assert answers == []


async def test_a_request_whose_time_has_passed_costs_no_work() -> None:
    model, answers = GatedModel(), []
    model.permits.release(1000)
    async with serving(model, patience_s=-1) as lane:
        await ask(lane, model, ["late"], answers)
    assert (answers, model.seen) == ([WaitedTooLong], [])


async def test_a_caller_who_leaves_is_not_worked_for() -> None:
    model, answers = GatedModel(), []
    async with serving(model) as lane, anyio.create_task_group() as callers:
        callers.start_soon(ask, lane, model, ["first"], answers)
        await until_started(model)
        async with anyio.create_task_group() as leaving:
            leaving.start_soon(ask, lane, model, ["gone"], answers)
            await anyio.wait_all_tasks_blocked()
            leaving.cancel_scope.cancel()
        callers.start_soon(ask, lane, model, ["second"], answers)
        await anyio.wait_all_tasks_blocked()
        model.permits.release(1000)
    assert model.seen == [["first"], ["second"]]


async def test_at_the_end_a_slice_is_finished_and_whoever_waits_is_told() -> None:
    model, answers = GatedModel(), []
    async with anyio.create_task_group() as callers, serving(model) as lane:
        callers.start_soon(ask, lane, model, ["under way"], answers)
        await until_started(model)
        callers.start_soon(ask, lane, model, ["waiting"], answers)
        await anyio.wait_all_tasks_blocked()
    assert answers == [[9], LaneFull]


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_slices_hold_each_text_once_and_stay_small(lengths: list[int]) -> None:
    texts = ["x" * length for length in lengths]
    slices = list(in_slices(texts))
    assert sorted(position for part in slices for position in part) == list(range(len(texts)))
    assert all(len(part) == 1 or sum(lengths[position] for position in part) <= 600 for part in slices)
    assert all(1 <= len(part) <= 8 for part in slices)
