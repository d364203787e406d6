"""``python -m bench.load.posting``: N clients that each post the next answer as soon as the last one was taken.

Reads its orders as JSON from stdin and writes what it saw as JSON: requests, latencies, its own CPU.
"""

import asyncio
import itertools
import json
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

import uvloop

from bench.measure.samples import quantile

# what is under way at the end may still be answered, for the CPU per request; it does not count for the throughput
LEFT_S = 3.0


@dataclass
class Run:
    """What all clients of one run share."""

    until: float
    taken: list[float] = field(default_factory=list)
    latencies: list[float] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    done: asyncio.Event = field(default_factory=asyncio.Event)
    open: int = 0


class Client(asyncio.Protocol):
    """One connection, one request at a time."""

    def __init__(self, run: Run, requests: Iterator[bytes]) -> None:
        self._run = run
        self._requests = requests
        self._read = b""
        self._sent = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are none of asyncio's by type
        self._transport = cast(asyncio.Transport, transport)
        self._run.open += 1
        self._send()

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, found, body = self._read.partition(b"\r\n\r\n")
        if not found or len(body) < _length(head):
            return
        self._read = b""
        now = time.perf_counter()
        if head.startswith(b"HTTP/1.1 202"):
            self._run.taken.append(now)
            self._run.latencies.append(now - self._sent)
        else:
            status = head[9:12].decode()
            self._run.refused[status] = self._run.refused.get(status, 0) + 1
        self._send()

    def connection_lost(self, _: Exception | None) -> None:
        self._run.open -= 1
        if self._run.open == 0:
            self._run.done.set()

    def _send(self) -> None:
        self._sent = time.perf_counter()
        if self._sent >= self._run.until:
            self._transport.close()
            return
        self._transport.write(next(self._requests))


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.split(b"\r\n", 1)[0]) if rest else 0


def requests(port: int, token: str, questions: list[str], text: str, first: int) -> Iterator[bytes]:
    """An endless row of answers to one question after the other."""
    for number in itertools.count(first):
        body = json.dumps({"question_id": questions[number % len(questions)], "text": f"{text} {number}"}).encode()
        head = f"POST /api/answers HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        yield head.encode() + body


async def post(orders: dict[str, Any]) -> dict[str, Any]:
    """Runs the clients for ``seconds``."""
    started = time.perf_counter()
    run = Run(started + orders["seconds"])
    loop = asyncio.get_running_loop()
    for number, token in enumerate(orders["tokens"]):
        made = requests(orders["port"], token, orders["questions"], orders["text"], orders["first"] + number)
        await loop.create_connection(lambda made=made: Client(run, made), "127.0.0.1", orders["port"])
    with suppress(TimeoutError):
        await asyncio.wait_for(run.done.wait(), orders["seconds"] + LEFT_S)
    return _seen(run, started, orders["seconds"])


def _seen(run: Run, started: float, seconds: float) -> dict[str, Any]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    in_time = [at for at in run.taken if at <= run.until]
    marks = [started, *sorted(in_time), run.until]
    # a request that was never answered waited at least until now; leaving it out would flatter a stall
    latencies = [*run.latencies, *[time.perf_counter() - started] * run.open] or [seconds]
    return {
        "per_s": len(in_time) / seconds,
        "taken": len(run.taken),
        "unanswered": run.open,
        "refused": run.refused,
        "p50_ms": 1000 * quantile(latencies, 0.5),
        "p99_ms": 1000 * quantile(latencies, 0.99),
        # nobody was served for so long: a stall
        "longest_pause_ms": 1000 * max(later - earlier for earlier, later in itertools.pairwise(marks)),
        "client_cpu": (used.ru_utime + used.ru_stime) / (time.perf_counter() - started),
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(post(json.load(sys.stdin)))))
