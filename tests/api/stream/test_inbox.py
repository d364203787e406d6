"""One stream's inbox: bounded, and lagging rather than waited for."""

import pytest

from api.stream.inbox import Inbox, InboxClosed
from practice.events.channel import Hint

pytestmark = pytest.mark.anyio


def hint(seq: int | None) -> Hint:
    return Hint("answer.scored", "{}", seq)


async def test_hints_come_out_in_order() -> None:
    inbox = Inbox(4)
    for seq in (1, 2, 3):
        inbox.offer(hint(seq))
    assert [await inbox.next() for _ in range(3)] == [hint(1), hint(2), hint(3)]


async def test_a_full_inbox_is_emptied_and_says_so_once() -> None:
    inbox = Inbox(2)
    for seq in (1, 2, 3):
        inbox.offer(hint(seq))
    assert await inbox.next() is None
    inbox.offer(hint(4))
    assert await inbox.next() == hint(4)


async def test_a_resync_comes_before_what_arrived_after_it() -> None:
    inbox = Inbox(2)
    inbox.offer(hint(1))
    inbox.resync()
    inbox.offer(hint(2))
    assert [await inbox.next(), await inbox.next()] == [None, hint(2)]


async def test_a_closed_inbox_ends_whatever_it_holds() -> None:
    inbox = Inbox(2)
    inbox.offer(hint(1))
    inbox.close()
    with pytest.raises(InboxClosed):
        await inbox.next()
