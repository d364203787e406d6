"""A browser that does not read: nobody waits for it, and it gets everything once it reads again."""

import json
import socket
from collections.abc import Iterator
from uuid import UUID

from practice.clock import new_id
from practice.events.append import append
from practice.events.kinds import ACCEPTED, NewEvent
from practice.events.outbox import NOTIFY
from tests.faults.page import Guest
from tests.faults.stage import Stage

EVENTS, BATCH = 1200, 100
# together more than the buffers of both sockets and the inbox hold
PAYLOAD = {"padding": "x" * 12_000}


def open_stream(stage: Stage, guest: Guest, after: int) -> socket.socket:
    """A stream whose reader takes as little as it can."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(30.0)
    line.connect(("127.0.0.1", stage.place.port))
    head = f"GET /api/events?after={after} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {guest.token}\r\n\r\n"
    line.sendall(head.encode())
    return line


def numbers(line: socket.socket) -> Iterator[int]:
    """The numbers of the events, until the server or the silence ends it."""
    with line.makefile("rb") as lines:
        for raw in lines:
            if raw.startswith(b"data: "):
                yield int(json.loads(raw[6:])["seq"])


def test_others_are_not_held_up_and_the_slow_one_misses_nothing(stage: Stage, guest: Guest, other: Guest) -> None:
    slow = open_stream(stage, guest, after=0)
    user = UUID(guest.user_id)
    for _ in range(EVENTS // BATCH):
        events = [NewEvent(user, ACCEPTED, new_id(), PAYLOAD) for _ in range(BATCH)]
        stage.database.run(lambda conn, events=events: append(conn, events))  # type: ignore[misc]
        stage.database.one(NOTIFY)
    # a page of the same person that reads gets all of it meanwhile, and somebody else is served
    guest.page.until(lambda page: page.cursor == EVENTS, "every event at the page that reads")
    answer = other.submit()
    other.page.until_told(answer, "answer.scored")
    seen: list[int] = []
    with slow:
        for seq in numbers(slow):
            seen.append(seq)
            if seq == EVENTS:
                break
    if seen[-1:] != [EVENTS]:
        # it was cut; as a browser it comes back with the last number it has
        with open_stream(stage, guest, after=seen[-1] if seen else 0) as again:
            for seq in numbers(again):
                seen.append(seq)
                if seq == EVENTS:
                    break
    assert seen == list(range(1, EVENTS + 1))
    assert guest.page.ids == seen
