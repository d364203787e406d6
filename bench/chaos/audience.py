"""The people of a run: asked in, waited for until nothing is left to do, and what came of it written down."""

import asyncio
import json
import random
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg

from bench.chaos.client import Person
from bench.chaos.count import behind, unended
from bench.chaos.system import System
from bench.ground.people import invite, question_ids


def audience(system: System, url: str, users: int, in_flight: int, thorough: float, seed: int = 0) -> list[Person]:
    """New people of the running system, with texts drawn from the seed; ``in_flight``: answers of one that have not ended."""
    port, questions = int(system.address.rpartition(":")[2]), question_ids(url)
    return [
        Person(port, guest.token, str(guest.user_id), random.Random(seed * 1000 + number), questions, in_flight, thorough)
        for number, guest in enumerate(invite(url, users))
    ]


async def settled(url: str, people: list[Person], within_s: float) -> None:
    """Until no job is left and every page has everything, or in vain."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            if not unended(url) and not behind(url, people):
                return
        except psycopg.OperationalError:
            # the last kill may have been the database's
            pass
        await asyncio.sleep(0.5)


def write_down(report: Mapping[str, object], path: Path | None) -> None:
    """As JSON, to be read here and kept there."""
    text = json.dumps(report, indent=2, ensure_ascii=False)
    if path:
        path.write_text(text + "\n", encoding="utf-8")
    print(text)
