"""The start delay of a scoring job while a flood of answers waits to be embedded, from its row to its claim.

Ours: split queues, a scoring worker on threads and an embedding worker on a process of its own that drains in batches. Recipe:
one queue for both, a Celery worker with its defaults, one call of the model a task. The model is the same; the texts have
about 100 characters. A flood is announced, its first job has begun, then 40 scoring jobs come, 20 a second, each instant.
A job that was not claimed within 40 seconds counts with the time it had waited until then.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench.ground.backlog import Backlog, backlog
from bench.ground.programs import NotReady, launch
from bench.ground.services import Services
from bench.ground.systems import Place
from bench.ground.waiting import until
from bench.measure.plot import Curves
from bench.measure.rounds import interleaved, note
from bench.measure.samples import OURS, RECIPE, Sample, quantile
from practice.jobs.contracts import EMBED_TASK, SCORE_TASK, Queue

ROUNDS = 2
FLOODS = (0, 100, 400, 1600)
PROBES, PER_S = 40, 20
PATIENCE_S, READY_S = 40.0, 120.0
SUBJECTS = (OURS, RECIPE)
RATIOS = ((OURS, RECIPE),)
PLOTS = (Curves("start delay p95", "answers waiting to be embedded"),)
UNKNOWN = "죄송합니다, 이 부분은 공부를 못 해서 잘 모르겠습니다."
TEXT = "아웃박스에 이벤트를 같은 트랜잭션으로 기록하고 릴레이가 나중에 발행하므로, 브로커가 멈춰도 지연될 뿐 유실되지 않습니다."
TASKS: dict[str, dict[Queue, str]] = {
    OURS: {"scoring": SCORE_TASK, "embedding": EMBED_TASK},
    RECIPE: {"scoring": "mixed.score", "embedding": "mixed.embed"},
}
ROUTES: dict[str, dict[Queue, str]] = {
    OURS: {"scoring": "scoring", "embedding": "embedding"},
    RECIPE: {"scoring": "celery", "embedding": "celery"},
}
HANDS = {
    OURS: (("workers.scoring",), ("workers.embedding",)),
    RECIPE: (("celery", "--quiet", "-A", "bench.recipe.mixed", "worker", "--loglevel=WARNING"),),
}


@dataclass(frozen=True, slots=True)
class System:
    """One way to queue: what floods it and what probes it."""

    name: str
    flood: Backlog
    probe: Backlog


def run(services: Services, folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every flood, both ways; no flood comes first, and the others are held against it."""
    with ExitStack() as stack:
        systems = [_started(services, name, folder, stack) for name in SUBJECTS]
        for number, order in enumerate(interleaved(rounds, systems), 1):
            quiet: dict[str, float] = {}
            for size in FLOODS:
                for system in order:
                    delays = _delays(system, size)
                    yield from _samples(system.name, size, delays, quiet)
            note(f"queues: round {number} of {rounds}")


def _started(services: Services, name: str, folder: Path, stack: ExitStack) -> System:
    place = Place(name, services.copy(f"queues_{name}"), folder)
    for line in HANDS[name]:
        stack.callback(launch(f"{name}-{line[0]}", line, place.env(), folder).stop)
    flood, probe = (backlog(place.urls.system, place.urls.redis, TASKS[name], ROUTES[name]) for _ in range(2))
    # both workers have loaded what they load
    first, instant = flood.add("embedding", 4, TEXT), probe.add("scoring", 4, UNKNOWN)
    ready = until(lambda: len(flood.delays_ms(first)) == 4 and not flood.running(), READY_S)
    if not (ready and until(lambda: len(probe.delays_ms(instant)) == 4, READY_S)):
        raise NotReady(f"{name}: a worker did not take its first jobs; its log stands in {folder}")
    return System(name, flood, probe)


def _delays(system: System, size: int) -> list[float]:
    waiting = system.flood.add("embedding", size, TEXT)
    if size:
        until(lambda: bool(system.flood.delays_ms(waiting)), PATIENCE_S)
    started, probes = time.monotonic(), []
    for number in range(PROBES):
        time.sleep(max(0.0, started + number / PER_S - time.monotonic()))
        probes += system.probe.add("scoring", 1, UNKNOWN)
    until(lambda: len(system.probe.delays_ms(probes)) == PROBES, PATIENCE_S)
    delays = system.probe.delays_ms(probes)
    waited = 1000 * (time.monotonic() - started)
    for backlog_ in (system.flood, system.probe):
        backlog_.call_off()
    until(lambda: not system.flood.running(), PATIENCE_S)
    # whoever was not served waited at least so long
    return delays + [waited] * (PROBES - len(delays))


def _samples(name: str, size: int, delays: list[float], quiet: dict[str, float]) -> Iterator[Sample]:
    case = f"{size:,} answers wait to be embedded" if size else "quiet"
    for level in (50, 95):
        yield Sample(case, size, name, f"start delay p{level}", "ms", quantile(delays, level / 100))
    p95 = quantile(delays, 0.95)
    yield Sample(case, size, name, "p95 in times of the quiet one", "quiet", p95 / quiet.setdefault(name, p95))
