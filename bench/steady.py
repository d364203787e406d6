"""``python -m bench.steady --minutes 60``: people submit at a steady pace with open streams, and what each process holds is
looked at after every tenth of the time. Exit status 1 when something was lost or doubled."""

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.chaos.audience import audience, settled, write_down
from bench.chaos.count import Count, count
from bench.chaos.system import System, start
from bench.ground.limits import raise_file_limit
from bench.measure.machine import circumstances
from bench.measure.rounds import note
from practice.ending import end_all
from stack.reach import running_url

TENTHS = 10
SETTLE_S = 600.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.steady", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--users", type=int, default=40)
    parser.add_argument("--per-minute", type=float, default=120.0, help="answers of all users together")
    parser.add_argument("--thorough", type=float, default=0.1, help="share of answers that are judged by meaning")
    parser.add_argument("--report", type=Path)
    wanted = parser.parse_args()
    raise_file_limit()
    with tempfile.TemporaryDirectory(prefix="backtalk-steady-", ignore_cleanup_errors=True) as folder:
        system = start(Path(folder), BACKTALK_SITE_DIR="no-site", BACKTALK_ENCODER_TIMEOUT_S="60")
        try:
            counted, looks = asyncio.run(_run(system, Path(folder) / "data", wanted))
        finally:
            system.stop()
    write_down(_report(wanted, counted, looks), wanted.report)
    return 0 if counted.kept else 1


async def _run(system: System, data: Path, wanted: argparse.Namespace) -> tuple[Count, list[dict[str, Any]]]:
    url = running_url(data)
    assert url
    people = audience(system, url, wanted.users, 8, wanted.thorough)
    told: asyncio.Queue[str] = asyncio.Queue()
    pause_s = 60.0 * wanted.users / wanted.per_minute
    each = max(1, round(wanted.minutes * 60.0 / pause_s))
    listening = [asyncio.create_task(person.listen()) for person in people]
    looking = asyncio.create_task(_look(system, told, wanted.minutes * 60.0))
    await asyncio.gather(*(person.submit(each, told, pause_s) for person in people))
    looks = await looking
    await settled(url, people, SETTLE_S)
    await end_all(listening)
    return count(url, people), looks


async def _look(system: System, told: "asyncio.Queue[str]", run_s: float) -> list[dict[str, Any]]:
    """At the start and after each tenth."""
    begun = time.monotonic()
    looks = []
    for tenth in range(TENTHS + 1):
        await asyncio.sleep(max(0.0, begun + run_s * tenth / TENTHS - time.monotonic()))
        own, resident = await asyncio.to_thread(system.memory), await asyncio.to_thread(system.resident)
        looks.append({"accepted": told.qsize(), "own": own, "resident": resident, "pids": system.pids()})
        note(f"{tenth} of {TENTHS}: {told.qsize()} answers accepted")
    return looks


def _report(wanted: argparse.Namespace, counted: Count, looks: list[dict[str, Any]]) -> dict[str, Any]:
    kinds = looks[0]["own"]
    return {
        **circumstances(),
        "minutes": wanted.minutes,
        "users": wanted.users,
        "accepted_by_then": [look["accepted"] for look in looks],
        "own_mib": {kind: [look["own"][kind] for look in looks] for kind in kinds},
        "resident_mib": {kind: [look["resident"][kind] for look in looks] for kind in kinds},
        "started_anew": [kind for kind in kinds if looks[0]["pids"][kind] != looks[-1]["pids"][kind]],
        **counted.as_json(),
    }


if __name__ == "__main__":
    sys.exit(main())
