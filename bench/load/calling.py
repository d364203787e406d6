"""``python -m bench.load.calling``: a bare asyncio client that keeps N calls to a provider in flight; no queue, no database.

It reads each event of a reply's stream and parses the reply that they make up; it checks nothing and keeps nothing.
Orders as JSON on stdin: url, the body of one request, how many calls and how many at once.
Out: when each call ended, in seconds from the first, and its own CPU.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx


async def words(reply: httpx.Response) -> AsyncIterator[str]:
    """The text of a streamed reply, piece by piece."""
    async for line in reply.aiter_lines():
        if line.startswith("data: {"):
            for choice in json.loads(line.removeprefix("data: "))["choices"]:
                yield choice["delta"].get("content") or ""


async def call_all(orders: dict[str, Any]) -> dict[str, Any]:
    """Every call is read to its end; one that fails stops the run. Raises ValueError for a reply that is no JSON."""
    gate = asyncio.Semaphore(orders["at_once"])
    limits = httpx.Limits(max_connections=orders["at_once"])
    async with httpx.AsyncClient(timeout=60.0, limits=limits) as client:

        async def one() -> float:
            async with gate, client.stream("POST", orders["url"], json=orders["body"], headers=orders["headers"]) as reply:
                reply.raise_for_status()
                json.loads("".join([said async for said in words(reply)]))
            return time.perf_counter() - started

        started = time.perf_counter()
        ends = await asyncio.gather(*(one() for _ in range(orders["count"])))
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"ends": sorted(ends), "cpu_s": used.ru_utime + used.ru_stime}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(call_all(json.load(sys.stdin)))))
