"""``python -m bench.load.walking``: submits answers and notes when each one's score is in hand, by stream or by polling.

Orders as JSON on stdin, what was seen as JSON on stdout. With a rate, time counts from when the submit was due: a system
that holds the client up must not have its own delay left out.
"""

import asyncio
import json
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import uvloop

from bench.load.http import Line, events

POLL_S = 1.0
# who waits longer counts as not served: a score that only the sweeper saved comes after a minute
PATIENCE_S = 5.0


@dataclass
class Walk:
    """One run: its people, and when the score of each answer arrived (seconds since the epoch)."""

    orders: dict[str, Any]
    lines: list[Line]
    arrived: dict[str, asyncio.Future[float]] = field(default_factory=dict)

    def arrival(self, answer_id: str) -> asyncio.Future[float]:
        return self.arrived.setdefault(answer_id, asyncio.get_running_loop().create_future())

    async def listen(self, token: str, opened: asyncio.Event) -> None:
        async for event in events(self.orders["port"], token, opened):
            if event["kind"] == "answer.scored" and not (arrival := self.arrival(event["answer_id"])).done():
                arrival.set_result(time.time())

    async def submit(self, number: int, due: float) -> dict[str, Any] | None:
        """None when it was refused or its score did not come in time."""
        line = self.lines[number % len(self.lines)]
        question = self.orders["questions"][number % len(self.orders["questions"])]
        try:
            async with asyncio.timeout(PATIENCE_S):
                status, told = await line.ask("POST", "/api/answers", {"question_id": question, "text": self.orders["text"]})
                if status != 202:
                    return None
                replied = time.time()
                arrived = await (self.poll(line, told["id"]) if self.orders["poll"] else self.arrival(told["id"]))
        except TimeoutError:
            return None
        return {"id": told["id"], "sent": due, "replied": replied, "arrived": arrived}

    async def poll(self, line: Line, answer_id: str) -> float:
        while True:
            await asyncio.sleep(POLL_S)
            status, told = await line.ask("GET", f"/api/answers/{answer_id}")
            # a gateway that is out of connections says 500; whoever polls asks again
            if status == 200 and told["score"] is not None:
                return time.time()

    async def run(self) -> list[dict[str, Any] | None]:
        count, rate = self.orders["count"], self.orders["per_s"]
        if not rate:
            return [await self.submit(number, time.time()) for number in range(count)]
        started = time.time()
        tasks = []
        for number in range(count):
            due = started + number / rate
            await asyncio.sleep(max(0.0, due - time.time()))
            tasks.append(asyncio.create_task(self.submit(number, due)))
        return await asyncio.gather(*tasks)


async def walk(orders: dict[str, Any]) -> list[dict[str, Any]]:
    made = Walk(orders, [Line(orders["port"], token) for token in orders["tokens"]])
    tasks = []
    if not orders["poll"]:
        signs = [asyncio.Event() for _ in orders["tokens"]]
        tasks = [asyncio.create_task(made.listen(token, sign)) for token, sign in zip(orders["tokens"], signs, strict=True)]
        await asyncio.gather(*(sign.wait() for sign in signs))
    seen = await made.run()
    for task in tasks:
        task.cancel()
    return [one for one in seen if one is not None]


if __name__ == "__main__":
    print(json.dumps(uvloop.run(walk(json.load(sys.stdin)))))
