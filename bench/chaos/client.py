"""A person who goes on: submits until each answer is accepted, listens and comes back with the last event's id."""

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from typing import Any

from bench.load.http import request

LONGEST_LINE = 2**21
REPLY_S = 30.0
# the server says a comment at least this often; a line that is silent for longer is dead
SILENCE_S = 40.0
ENDS = {"answer.scored", "score.failed", "answer.embedded", "embed.failed"}
BROKEN = (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError)
# a try without a reply is repeated after a pause that doubles from the first to the last of these
PAUSE_S, LONGEST_PAUSE_S = 0.25, 8.0


class Refused(Exception):
    """The stream was not opened."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back whole; ``retry_after_s`` is 0 where it was not said."""

    status: int
    retry_after_s: int
    content: Any


def reply_of(sent: bytes) -> Reply:
    """Raises IncompleteReadError for a connection that ended before its reply."""
    head, end, content = sent.partition(b"\r\n\r\n")
    if not end:
        raise asyncio.IncompleteReadError(sent, None)
    headers = dict(line.split(b": ", 1) for line in head.lower().split(b"\r\n")[1:])
    return Reply(int(head[9:12]), int(headers.get(b"retry-after", 0)), json.loads(content))


def ended_by(error: BaseException) -> str:
    """What a try met, so that a report says where it was lost: before a connection, before a reply, or in time."""
    if isinstance(error, Refused):
        return str(error)
    names = {
        TimeoutError: "no reply in time",
        ConnectionRefusedError: "connection refused",
        ConnectionResetError: "connection reset",
    }
    found = (name for kind, name in names.items() if isinstance(error, kind))
    return next(found, "ended without a reply" if isinstance(error, asyncio.IncompleteReadError) else type(error).__name__)


@dataclass
class Person:
    """What one client did and saw. ``lost`` and ``doubled`` are numbers of events that never came, or came again."""

    port: int
    token: str
    user_id: str
    texts: random.Random
    questions: list[str]
    in_flight: int
    thorough: float
    accepted: list[str] = field(default_factory=list)
    cursor: int = 0
    delivered: int = 0
    doubled: int = 0
    lost: int = 0
    resets: int = 0
    tries: int = 0
    met: dict[str, int] = field(default_factory=dict)
    took: list[float] = field(default_factory=list)
    ended_after: list[float] = field(default_factory=list)
    _pending: dict[str, int] = field(default_factory=dict)
    _early: dict[str, int] = field(default_factory=dict)
    _sent: dict[str, float] = field(default_factory=dict)
    _room: asyncio.Event = field(default_factory=asyncio.Event)

    async def submit(self, count: int, told: "asyncio.Queue[str]", pause_s: float = 0.0) -> None:
        """``count`` answers, at most ``in_flight`` of them without their end; one key an answer, however often it is sent.

        Before each a pause of ``pause_s`` on the average.
        """
        for number in range(count):
            await asyncio.sleep(pause_s * self.texts.uniform(0.0, 2.0))
            while len(self._pending) >= self.in_flight:
                self._room.clear()
                await self._room.wait()
            answer = await self._accepted(f"chaos {number}", self._body(number))
            self.accepted.append(answer)
            self._sent[answer] = time.monotonic()
            if left := 2 - self._early.pop(answer, 0):
                self._pending[answer] = left
            told.put_nowait(answer)

    async def listen(self) -> None:
        """Until cancelled."""
        while True:
            try:
                await self._read()
            except (*BROKEN, Refused) as error:
                self._meet(f"stream {ended_by(error)}")
            await asyncio.sleep(self.texts.uniform(0.1, 0.5))

    def _body(self, number: int) -> dict[str, str]:
        """A share of ``thorough`` is judged by meaning, which costs the encoder; the others say that they do not know."""
        text = self.texts.choice(("모르겠습니다", "잘 모르겠습니다.", "I don't know."))
        if self.texts.random() < self.thorough:
            topic = self.texts.choice(("리스", "아웃박스", "멱등 키", "재시도", "a lease", "the outbox", "an idempotency key"))
            text = f"{topic}: 실패해도 결과가 한 번만 바뀌게 합니다, answer {number} of {self.user_id[-6:]}."
        return {"question_id": self.texts.choice(self.questions), "text": text}

    async def _accepted(self, key: str, body: dict[str, str]) -> str:
        pause = PAUSE_S
        while True:
            self.tries += 1
            begun = time.monotonic()
            try:
                reply = await asyncio.wait_for(self._post(key, body), REPLY_S)
            except BROKEN as error:
                self._meet(f"submit {ended_by(error)}")
                wait, pause = pause, min(2 * pause, LONGEST_PAUSE_S)
            else:
                self.took.append(time.monotonic() - begun)
                if reply.status == 202:
                    return str(reply.content["id"])
                self._meet(f"submit {reply.status}")
                wait = reply.retry_after_s or PAUSE_S
            await asyncio.sleep(wait * self.texts.uniform(1.0, 1.5))

    async def _post(self, key: str, body: dict[str, str]) -> Reply:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LONGEST_LINE)
        try:
            head, _, content = request("POST", "/api/answers", self.port, self.token, body).partition(b"\r\n\r\n")
            writer.write(head + f"\r\nIdempotency-Key: {key}\r\nConnection: close\r\n\r\n".encode() + content)
            reply = reply_of(await reader.read())
        finally:
            writer.close()
        if reply.status in (429, 503) and not reply.retry_after_s:
            self._meet(f"{reply.status} without Retry-After")
        return reply

    async def _read(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=LONGEST_LINE)
        try:
            head = request("GET", "/api/events", self.port, self.token)
            writer.write(head[:-2] + f"Last-Event-ID: {self.cursor}\r\n\r\n".encode())
            status = int((await asyncio.wait_for(reader.readline(), REPLY_S))[9:12])
            if status != 200:
                raise Refused(str(status))
            while line := await asyncio.wait_for(reader.readline(), SILENCE_S):
                if line.startswith(b"data: "):
                    self._take(json.loads(line[6:]))
        finally:
            writer.close()

    def _take(self, event: dict[str, Any]) -> None:
        if event["kind"] == "reset":
            self.resets += 1
        if event["kind"] in ("reset", "score.partial"):
            return
        seq = int(event["seq"])
        self.delivered += 1
        self.doubled += seq <= self.cursor
        self.lost += max(0, seq - self.cursor - 1)
        self.cursor = max(self.cursor, seq)
        if event["kind"] in ENDS:
            self._end(event["answer_id"])

    def _end(self, answer: str) -> None:
        if answer not in self._pending:
            # told before the reply of the submit came, or after it was lost
            self._early[answer] = self._early.get(answer, 0) + 1
            return
        self._pending[answer] -= 1
        if not self._pending[answer]:
            del self._pending[answer]
            self.ended_after.append(time.monotonic() - self._sent[answer])
            self._room.set()

    def _meet(self, what: str) -> None:
        self.met[what] = self.met.get(what, 0) + 1
