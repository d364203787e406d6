"""Joining and following a stream: each later event once, in order, whatever Redis loses, doubles or delays.

The order of the join matters: subscribe, then read the head, then replay, then listen. What is published in between lies in
the inbox and is dropped by its number. The algorithm is Mercure's and Centrifugo's, with numbers per person.
"""

import json
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from api.stream.catch_up import Log
from api.stream.inbox import Inbox, InboxClosed
from practice.clock import now
from practice.events.channel import hint_of
from practice.events.kinds import RESET
from practice.events.read import Head, Page


@dataclass(frozen=True, slots=True)
class Frame:
    """What one SSE frame carries; without ``id`` it is short-lived."""

    kind: str
    data: str
    id: int | None


def _reset(after: int, head: Head) -> Frame:
    data = {"kind": RESET, "seq": head.last_seq, "answer_id": None, "at": now().isoformat()}
    data |= {"after": after, "oldest": head.pruned_to + 1, "head": head.last_seq}
    return Frame(RESET, json.dumps(data), head.last_seq)


async def follow(inbox: Inbox, log: Log, after: int | None) -> AsyncGenerator[Frame]:
    """Frames after the cursor until the inbox is closed; ``after=None`` means from now on.

    A cursor older than what is kept, or newer than anything there is, gets one ``reset``, then goes on from the head.
    """
    page = await log.page(after)
    head = page.head
    inbox.cursor = head.last_seq if after is None else after
    if not head.pruned_to <= inbox.cursor <= head.last_seq:
        yield _reset(inbox.cursor, head)
        inbox.cursor = head.last_seq
    elif inbox.cursor < head.last_seq:
        async for frame in _replay(inbox, log, page):
            yield frame
    # let go: an idle stream would keep the page for its life
    del page
    while True:
        try:
            hint = await inbox.next()
        except InboxClosed:
            return
        if hint is not None and hint.seq is None:
            yield Frame(hint.kind, hint.data, None)
        elif hint is not None and hint.seq is not None and hint.seq <= inbox.cursor:
            continue
        elif hint is not None and hint.seq == inbox.cursor + 1:
            inbox.cursor = hint.seq
            yield Frame(hint.kind, hint.data, hint.seq)
        else:
            async for frame in _replay(inbox, log):
                yield frame


async def _replay(inbox: Inbox, log: Log, first: Page | None = None) -> AsyncGenerator[Frame]:
    async for event in log.after(inbox.cursor, first):
        inbox.cursor = event.seq
        hint = hint_of(event)
        yield Frame(hint.kind, hint.data, hint.seq)
