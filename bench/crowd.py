"""``python -m bench.crowd --users 300``: so many people at once on the system as `make run` starts it, each with an open
stream; what they met, how long it took, and how much memory each process held. Exit status 1 when something was lost."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.chaos.audience import audience, settled, write_down
from bench.chaos.client import Person
from bench.chaos.count import Count, count
from bench.chaos.system import System, start
from bench.ground.limits import raise_file_limit
from bench.measure.machine import circumstances
from bench.measure.rounds import note
from bench.measure.samples import quantile
from stack.reach import running_url

SETTLE_S = 600.0
LOOK_EVERY_S = 10.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.crowd", description=__doc__)
    parser.add_argument("--users", type=int, default=300)
    parser.add_argument("--answers", type=int, default=3, help="of each user, one after the other has ended")
    parser.add_argument("--thorough", type=float, default=0.1, help="share of answers that are judged by meaning")
    parser.add_argument("--report", type=Path)
    wanted = parser.parse_args()
    raise_file_limit()
    with tempfile.TemporaryDirectory(prefix="backtalk-crowd-", ignore_cleanup_errors=True) as folder:
        system = start(Path(folder), BACKTALK_SITE_DIR="no-site", BACKTALK_ENCODER_TIMEOUT_S="60")
        try:
            report, kept = asyncio.run(_run(system, Path(folder) / "data", wanted))
        finally:
            system.stop()
    write_down(report, wanted.report)
    return 0 if kept else 1


async def _run(system: System, data: Path, wanted: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    url = running_url(data)
    assert url
    people = audience(system, url, wanted.users, 1, wanted.thorough)
    memory = [system.memory()]
    begun = time.monotonic()
    listening = [asyncio.create_task(person.listen()) for person in people]
    watching = asyncio.create_task(_watch(system, memory))
    told: asyncio.Queue[str] = asyncio.Queue()
    await asyncio.gather(*(person.submit(wanted.answers, told) for person in people))
    submitted_s = time.monotonic() - begun
    note("all is accepted; waiting for the rest")
    await settled(url, people, SETTLE_S)
    all_s = time.monotonic() - begun
    for task in (*listening, watching):
        task.cancel()
    counted = count(url, people)
    return _report(wanted, people, counted, [*memory, system.memory()], (submitted_s, all_s)), counted.kept


async def _watch(system: System, memory: list[dict[str, float]]) -> None:
    while True:
        await asyncio.sleep(LOOK_EVERY_S)
        memory.append(await asyncio.to_thread(system.memory))


def _report(
    wanted: argparse.Namespace, people: list[Person], counted: Count, memory: list[dict[str, float]], took: tuple[float, float]
) -> dict[str, Any]:
    submits = [seconds for person in people for seconds in person.took]
    ends = [seconds for person in people for seconds in person.ended_after]
    return {
        **circumstances(),
        "users": wanted.users,
        "answers_each": wanted.answers,
        "thorough": wanted.thorough,
        "all_submitted_s": round(took[0], 1),
        "all_ended_s": round(took[1], 1),
        "submit_s": {"p50": round(quantile(submits, 0.5), 3), "p99": round(quantile(submits, 0.99), 3)},
        "ended_s": {"p50": round(quantile(ends, 0.5), 2), "p99": round(quantile(ends, 0.99), 2)},
        "memory_mib": {kind: [one[kind] for one in _few(memory)] for kind in memory[0]},
        **counted.as_json(),
    }


def _few(samples: list[dict[str, float]]) -> list[dict[str, float]]:
    """Five of them, evenly spread: the first and the last among them."""
    last = len(samples) - 1
    return [samples[round(last * part / 4)] for part in range(5)]


if __name__ == "__main__":
    sys.exit(main())
