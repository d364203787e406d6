"""``python -m bench.load.readers``: thousands of open streams, told by lines of JSON on stdin what to do next."""

import asyncio
import json
import resource
import sys
import time
from dataclasses import dataclass, field
from typing import Any, cast

import redis.asyncio
import uvloop

from bench.load.http import request
from bench.measure.samples import quantile
from practice.events.channel import Hint, channel_of

# how many connects are under way while the streams are opened for a start; a storm has no such manners
AT_ONCE = 50
PATIENCE_S = 90.0


class Stream(asyncio.Protocol):
    """One reader. ``opened`` tells of the first bytes, ``got`` of the event that is waited for."""

    def __init__(self, head: bytes) -> None:
        loop = asyncio.get_running_loop()
        self._head = head
        self.opened: asyncio.Future[bool] = loop.create_future()
        self.got: asyncio.Future[float] = loop.create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self._head)

    def data_received(self, data: bytes) -> None:
        if not self.opened.done() and (b"retry:" in data or b": " in data.partition(b"\r\n\r\n")[2] or b"HTTP/1.1 " in data):
            # a status other than 200 ends an EventSource for good
            self.opened.set_result(b"HTTP/1.1 200" in data or not data.startswith(b"HTTP/1.1 "))
        if b"event:" in data and not self.got.done():
            self.got.set_result(time.perf_counter())

    def connection_lost(self, _: Exception | None) -> None:
        if not self.opened.done():
            self.opened.set_result(False)

    def expect(self) -> asyncio.Future[float]:
        self.got = asyncio.get_running_loop().create_future()
        return self.got


@dataclass
class Readers:
    """All streams of one client process; ``people`` are (user id, token)."""

    port: int
    people: list[tuple[str, str]]
    broker: redis.asyncio.Redis
    streams: list[Stream] = field(default_factory=list)
    seqs: dict[int, int] = field(default_factory=dict)

    async def open(self, count: int) -> dict[str, Any]:
        started = time.perf_counter()
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(number: int) -> Stream:
            async with gate:
                stream = await self._connect(number, None)
                await asyncio.wait_for(asyncio.shield(stream.opened), PATIENCE_S)
                return stream

        self.streams = list(await asyncio.gather(*(one(number) for number in range(count))))
        refused = sum(not stream.opened.result() for stream in self.streams)
        return {"seconds": time.perf_counter() - started, "refused": refused}

    async def deliver(self, count: int) -> dict[str, Any]:
        """One event after the other, each to another stream: milliseconds from the publish to the bytes."""
        took = []
        lost = 0
        for turn in range(count):
            number = turn * 7919 % len(self.streams)
            got = self.streams[number].expect()
            started = time.perf_counter()
            await self.broker.publish(*self._message(number))
            try:
                took.append(1000 * (await asyncio.wait_for(got, 5.0) - started))
            except TimeoutError:
                lost += 1
            await asyncio.sleep(0.01)
        took = took or [5000.0]
        return {"p50": quantile(took, 0.5), "p99": quantile(took, 0.99), "lost": lost}

    async def fan_out(self, count: int) -> dict[str, Any]:
        """An event for each of ``count`` streams at once: how many a second reach their readers."""
        numbers = range(min(count, len(self.streams)))
        waiting = [self.streams[number].expect() for number in numbers]
        started = time.perf_counter()
        async with self.broker.pipeline(transaction=False) as pipe:
            for number in numbers:
                pipe.publish(*self._message(number))
            await pipe.execute()
        done, _ = await asyncio.wait(waiting, timeout=PATIENCE_S)
        last = max((one.result() for one in done), default=time.perf_counter())
        return {"per_s": len(done) / (last - started), "lost": len(waiting) - len(done)}

    async def storm(self, caught_up: bool) -> dict[str, Any]:
        """Every connection is cut, and all come back at once from event 0; ``caught_up`` waits for what they missed."""
        for stream in self.streams:
            stream.transport.abort()
        await asyncio.sleep(1.0)
        started = time.perf_counter()
        found = await asyncio.gather(*(self._connect(number, 0) for number in range(len(self.streams))), return_exceptions=True)
        self.streams = [stream for stream in found if isinstance(stream, Stream)]
        refused = len(found) - len(self.streams)
        for stream in self.streams:
            stream.opened.add_done_callback(lambda opened, got=stream.got: None if opened.result() else got.cancel())
        waiting: list[asyncio.Future[Any]] = [stream.got if caught_up else stream.opened for stream in self.streams]
        _, pending = await asyncio.wait(waiting, timeout=PATIENCE_S) if waiting else (set(), set())
        refused += sum(stream.opened.done() and not stream.opened.result() for stream in self.streams)
        return {"seconds": time.perf_counter() - started, "refused": refused, "late": len(pending)}

    async def _connect(self, number: int, last_seen: int | None) -> Stream:
        head = request("GET", "/api/events", self.port, self.people[number][1])
        if last_seen is not None:
            head = head[:-2] + f"Last-Event-ID: {last_seen}\r\n\r\n".encode()
        _, stream = await asyncio.get_running_loop().create_connection(lambda: Stream(head), "127.0.0.1", self.port)
        return stream

    def _message(self, number: int) -> tuple[str, bytes]:
        seq = self.seqs[number] = self.seqs.get(number, 0) + 1
        data = json.dumps({"seq": seq, "kind": "answer.embedded", "answer_id": self.people[number][0], "similar": []})
        return f"{channel_of(self.people[number][0])}", Hint("answer.embedded", data, seq).encode()  # type: ignore[arg-type]


async def main() -> None:
    orders = json.loads(sys.stdin.readline())
    broker = redis.asyncio.Redis.from_url(orders["redis"])
    readers = Readers(orders["port"], orders["people"], broker)
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        verb, argument = json.loads(line)
        print(json.dumps(await getattr(readers, verb)(argument)), flush=True)
    await broker.aclose()


if __name__ == "__main__":
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    uvloop.run(main())
