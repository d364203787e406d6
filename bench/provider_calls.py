"""Calls to an AI provider that one scoring worker sustains, against a double that takes 2 seconds to answer.

Floor: an asyncio client that keeps so many calls in flight and parses what it gets, with nothing behind it. Ours: a scoring
worker of that concurrency; each call is a job that was announced, claimed, judged, checked and written with its event. All
jobs wait in the queue when the time begins, five for each place. Sustained is the rate from the end of the first turn to that
of the last but one, while every place is taken; the other rate holds the common start, where all calls begin and end together,
and the last turn, where places run empty. CPU is the worker's or the client's.
"""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from bench.ground.backlog import Backlog, backlog
from bench.ground.programs import NotReady, launch
from bench.ground.services import Services
from bench.ground.systems import Place
from bench.ground.waiting import until
from bench.load.process import ordered
from bench.measure.cpu import cpu_s
from bench.measure.machine import ROOT
from bench.measure.plot import Curves
from bench.measure.rounds import note
from bench.measure.samples import FLOOR, OURS, Sample
from practice.jobs.contracts import EMBED_TASK, SCORE_TASK

ROUNDS = 2
AT_ONCE = (4, 16, 64)
TURNS = 5
LATENCY_S = 2.0
PATIENCE_S = 120.0
SUBJECTS = (FLOOR, OURS)
RATIOS = ((OURS, FLOOR),)
PLOTS = (Curves("calls sustained", "calls in flight"),)
TEXT = (
    "아웃박스 패턴은 업무 데이터와 이벤트를 같은 트랜잭션에 기록하고 릴레이가 나중에 브로커로 발행하는 방식입니다. "
    "릴레이가 죽어도 표시되지 않은 행이 남아 다시 발행되므로 소비자는 멱등해야 합니다."
)
ENDS = """
select extract(epoch from finished_at - (select min(claimed_at) from jobs where id = any(%(jobs)s))) from jobs
where id = any(%(jobs)s) and state = 'done' order by 1
"""
DONE = "select count(*) from jobs where id = any(%s) and state in ('done', 'failed')"


@dataclass(frozen=True, slots=True)
class Double:
    """The provider's double: where it answers, and where it is asked what it saw."""

    url: str
    control: str

    def a_request(self) -> dict[str, Any]:
        """The body of the newest request that it took."""
        with urllib.request.urlopen(f"{self.control}/requests") as reply:
            body: dict[str, Any] = json.load(reply)[-1]["body"]
        return body


@dataclass(frozen=True, slots=True)
class Worker:
    """One scoring worker of a given concurrency, and its queue."""

    at_once: int
    pid: int
    queue: Backlog

    def busy(self) -> list[float]:
        """When each of its calls ended, in seconds from the first claim. Raises NotReady when jobs are left or failed."""
        return self.ends(self.queue.add("scoring", self.at_once * TURNS, TEXT))

    def ends(self, jobs: list[UUID]) -> list[float]:
        """The same for these jobs."""

        def ended() -> bool:
            row = self.queue.conn.execute(DONE, (jobs,)).fetchone()
            return row is not None and row[0] == len(jobs)

        if not until(ended, PATIENCE_S):
            raise NotReady(f"the worker with {self.at_once} places left jobs of {len(jobs)}")
        found = [float(str(row[0])) for row in self.queue.conn.execute(ENDS, {"jobs": jobs})]
        if len(found) < len(jobs):
            raise NotReady(f"{len(jobs) - len(found)} jobs of {len(jobs)} failed")
        return found


def run(services: Services, folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every concurrency; floor and worker take turns in coming first."""
    with ExitStack() as stack:
        double = _double(stack)
        workers = [_worker(services, folder, double, at_once, stack) for at_once in AT_ONCE]
        body = double.a_request()
        for number in range(1, rounds + 1):
            for worker in workers:
                for name in SUBJECTS if number % 2 else reversed(SUBJECTS):
                    yield from _ours(worker) if name == OURS else _floor(worker, double, body)
            note(f"provider_calls: round {number} of {rounds}")


def _double(stack: ExitStack) -> Double:
    line = [sys.executable, "-m", "tests.doubles.provider", "--latency-s", str(LATENCY_S)]
    process = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    stack.callback(process.wait)
    stack.callback(process.terminate)
    assert process.stdout
    return Double(*process.stdout.readline().split())


def _worker(services: Services, folder: Path, double: Double, at_once: int, stack: ExitStack) -> Worker:
    name = f"{OURS}_{at_once}"
    place = Place(name, services.copy(f"provider_{name}"), folder)
    env = {
        **place.env(),
        "BACKTALK_PROVIDER": "openai",
        "BACKTALK_PROVIDER_MODEL": "double-1",
        "BACKTALK_PROVIDER_BASE_URL": double.url,
        "BACKTALK_PROVIDER_KEY": "bench",
        "BACKTALK_PROVIDER_CONCURRENCY": str(at_once),
    }
    program = launch(name, ["workers.scoring"], env, folder)
    stack.callback(program.stop)
    tasks, routes = {"scoring": SCORE_TASK, "embedding": EMBED_TASK}, {"scoring": "scoring", "embedding": "embedding"}
    worker = Worker(at_once, program.pid, backlog(place.urls.system, place.urls.redis, tasks, routes))  # type: ignore[arg-type]
    worker.ends(worker.queue.add("scoring", at_once, TEXT))
    return worker


def _ours(worker: Worker) -> Iterator[Sample]:
    before = cpu_s([worker.pid])
    ends = worker.busy()
    yield from _samples(OURS, worker.at_once, ends, cpu_s([worker.pid]) - before)


def _floor(worker: Worker, double: Double, body: dict[str, Any]) -> Iterator[Sample]:
    orders = {
        "url": f"{double.url}/chat/completions",
        "headers": {"Authorization": "Bearer bench"},
        "body": body,
        "count": worker.at_once * TURNS,
        "at_once": worker.at_once,
    }
    done = ordered("bench.load.calling", orders)
    yield from _samples(FLOOR, worker.at_once, done["ends"], done["cpu_s"])


def _samples(name: str, at_once: int, ends: list[float], cpu: float) -> Iterator[Sample]:
    case = f"{at_once} in flight"
    full = ends[at_once - 1 : len(ends) - at_once]
    sustained = (len(full) - 1) / (full[-1] - full[0])
    yield Sample(case, at_once, name, "calls sustained", "/s", sustained)
    yield Sample(case, at_once, name, "of what the latency allows", "share", sustained * LATENCY_S / at_once)
    yield Sample(case, at_once, name, "calls with start and end", "/s", len(ends) / ends[-1])
    yield Sample(case, at_once, name, "CPU a call", "us", 1e6 * cpu / len(ends))
