"""A crowd of submits waits its turn; who waits in vain is told to come again, and nothing of theirs is stored."""

import asyncio
from contextlib import suppress

import pytest

from api.intake.turns import Turns
from practice.errors import TooBusy
from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import until
from tests.conftest import Person

pytestmark = pytest.mark.anyio


async def here() -> bool:
    return False


async def gone() -> bool:
    return True


async def test_so_many_at_once_and_the_others_in_their_order() -> None:
    turns, inside, order = Turns(2, 30.0), 0, []
    free = asyncio.Event()

    async def one(number: int) -> None:
        nonlocal inside
        async with turns.turn(here):
            inside += 1
            order.append(number)
            assert inside <= 2
            await free.wait()
            inside -= 1

    tasks = [asyncio.create_task(one(number)) for number in range(6)]
    await until(lambda: inside == 2)
    free.set()
    await asyncio.gather(*tasks)
    assert order == list(range(6))


async def test_who_fails_gives_the_turn_back() -> None:
    turns = Turns(1, 30.0)
    for _ in range(3):
        with suppress(ValueError):
            async with turns.turn(here):
                raise ValueError


async def test_only_who_waited_is_asked_whether_they_are_still_there() -> None:
    turns, done = Turns(1, 30.0, gives_up_after_s=0.0), asyncio.Event()

    async def first() -> None:
        async with turns.turn(gone):
            await done.wait()

    async def second() -> None:
        async with turns.turn(gone):
            raise AssertionError("nobody is there to hear of it")

    one = asyncio.create_task(first())
    await until(turns._free.locked)
    other = asyncio.create_task(second())
    await until(lambda: turns._free._waiters)
    done.set()
    await one
    with pytest.raises(TooBusy):
        await other
    async with turns.turn(here):
        pass


async def test_who_waited_a_moment_is_not_asked() -> None:
    turns, done, taken = Turns(1, 30.0, gives_up_after_s=30.0), asyncio.Event(), []

    async def one(number: int) -> None:
        async with turns.turn(gone):
            taken.append(number)
            await done.wait()

    first = asyncio.create_task(one(1))
    await until(turns._free.locked)
    second = asyncio.create_task(one(2))
    await until(lambda: turns._free._waiters)
    done.set()
    await asyncio.gather(first, second)
    assert taken == [1, 2]


async def test_an_answer_that_waits_in_vain_is_refused_and_taken_under_the_same_key_later(
    api_settings: Settings, person: Person
) -> None:
    async with running(api_settings.model_copy(update={"database_pool": 1, "submit_patience_s": 0.05})) as gateway:
        async with gateway.shared.turns.turn(here):
            refused = await gateway.submit(person, **{"Idempotency-Key": "k"})
            assert_problem(refused, 503, "too_busy")
            assert int(refused.headers["retry-after"]) > 0
        assert (await gateway.client.get("/api/answers", headers=person.headers)).json()["items"] == []
        assert (await gateway.submit(person, **{"Idempotency-Key": "k"})).status_code == 202


async def test_an_answer_that_waits_is_taken_once_it_is_its_turn(gateway: Gateway, person: Person) -> None:
    turns = gateway.shared.turns
    entered = [turns.turn(here) for _ in range(gateway.shared.settings.database_pool)]
    for each in entered:
        await each.__aenter__()
    waiting = asyncio.create_task(gateway.submit(person))
    await until(lambda: turns._free._waiters)
    for each in entered:
        await each.__aexit__(None, None, None)
    assert (await waiting).status_code == 202
