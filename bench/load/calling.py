"""``python -m bench.load.calling``: a bare asyncio client that keeps N calls to a provider in flight; no queue, no database.

Orders as JSON on stdin: url, the body of one request, how many calls and how many at once.
Out: seconds from first to last, and its own CPU.
"""

import asyncio
import json
import resource
import sys
import time
from typing import Any

import httpx


async def call_all(orders: dict[str, Any]) -> dict[str, float]:
    """Every call is read to its end; one that fails stops the run."""
    gate = asyncio.Semaphore(orders["at_once"])
    limits = httpx.Limits(max_connections=orders["at_once"])
    async with httpx.AsyncClient(timeout=60.0, limits=limits) as client:

        async def one() -> None:
            async with gate, client.stream("POST", orders["url"], json=orders["body"], headers=orders["headers"]) as reply:
                reply.raise_for_status()
                async for _ in reply.aiter_bytes():
                    pass

        started = time.perf_counter()
        await asyncio.gather(*(one() for _ in range(orders["count"])))
        seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {"seconds": seconds, "cpu_s": used.ru_utime + used.ru_stime}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(call_all(json.load(sys.stdin)))))
