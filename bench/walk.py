"""From the submit to the score in the client's hands, with a job that is instant ("I do not know" is judged without a model).

Ours: gateway, Celery worker with 16 threads, relay and stream, all as they ship. Floor: a worker on BRPOP that ends the job
in one statement, NOTIFY, a relay, one Pub/Sub hop and a stream. Recipe: a Celery worker with its defaults, and a client that
asks each second. All three write and send the same score. One person with one answer in flight, then 25 people with 10 and
with 50 answers a second; then a time counts from when the submit was due. Hops are taken from the times that the rows bear.
CPU is of gateway, worker and relay, and holds what they use while nothing happens.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.ground.hops import hops
from bench.ground.judged import UNKNOWN
from bench.ground.people import invite, question_ids
from bench.ground.programs import Program
from bench.ground.services import Services
from bench.ground.systems import Place, places
from bench.load.process import ordered
from bench.measure.cpu import cpu_s
from bench.measure.plot import Curves, Parts
from bench.measure.rounds import interleaved, note
from bench.measure.samples import RECIPE, Sample, quantile

PLOTS = (
    Curves("submit to score p50", "answers a second (1: one in flight)"),
    Parts("1 in flight, hop by hop (p50)", without=(RECIPE,)),
    Parts("10 a second, hop by hop (p50)", without=(RECIPE,)),
    Parts("50 a second, hop by hop (p50)", without=(RECIPE,)),
)
ROUNDS = 3
PEOPLE = 25


@dataclass(frozen=True, slots=True)
class Pace:
    """How many answers, by how many people, how fast; at rate 0 each waits for the one before."""

    case: str
    size: int
    people: int
    per_s: int
    count: int


PACES = (
    Pace("1 in flight", 1, 1, 0, 100),
    Pace("10 a second", 10, PEOPLE, 10, 40),
    Pace("50 a second", 50, PEOPLE, 50, 250),
)
# each of these takes a second of waiting
POLLED = 8


@dataclass(frozen=True, slots=True)
class Running:
    """One subject with all its processes."""

    place: Place
    gateway: Program
    hands: dict[str, Program]
    tokens: list[str]

    @property
    def pids(self) -> list[int]:
        return [self.gateway.pid, *(program.pid for program in self.hands.values())]

    def stop(self) -> None:
        for program in (self.gateway, *self.hands.values()):
            program.stop()

    def walk(self, pace: Pace, questions: list[str]) -> list[dict[str, Any]]:
        polls = self.place.name == RECIPE
        count = POLLED if polls and not pace.per_s else pace.count
        tokens = self.tokens[: pace.people]
        orders = {"port": self.gateway.port, "tokens": tokens, "questions": questions, "text": UNKNOWN, "poll": polls}
        seen: list[dict[str, Any]] = ordered("bench.load.walking", {**orders, "per_s": pace.per_s, "count": count})
        return seen


def run(services: Services, folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every pace, every subject."""
    questions = question_ids(services.postgres.url)
    with ExitStack() as stack:
        systems = []
        for place in places(services, "walk", folder).values():
            tokens = [person.token for person in invite(place.urls.system, PEOPLE)]
            systems.append(Running(place, place.gateway(), place.hands(), tokens))
            stack.callback(systems[-1].stop)
        for system in systems:
            system.walk(Pace("warm up", 0, PEOPLE, 25, 25), questions)
        for number, order in enumerate(interleaved(rounds, systems), 1):
            for pace in PACES:
                for system in order:
                    yield from _one(system, pace, questions)
            note(f"walk: round {number} of {rounds}")


def _one(system: Running, pace: Pace, questions: list[str]) -> Iterator[Sample]:
    before = cpu_s(system.pids)
    seen = system.walk(pace, questions)
    used = cpu_s(system.pids) - before
    name = system.place.name
    wanted = POLLED if name == RECIPE and not pace.per_s else pace.count
    yield Sample(pace.case, pace.size, name, "not within 5 s", "requests", wanted - len(seen))
    if not seen:
        return
    took = [1000 * (one["arrived"] - one["sent"]) for one in seen]
    for level in (50, 99):
        yield Sample(pace.case, pace.size, name, f"submit to score p{level}", "ms", quantile(took, level / 100))
    replied = [1000 * (one["replied"] - one["sent"]) for one in seen]
    yield Sample(pace.case, pace.size, name, "submit to 202 p50", "ms", quantile(replied, 0.5))
    yield Sample(pace.case, pace.size, name, "CPU an answer, all processes", "us", 1e6 * used / len(seen))
    for hop, times in hops(system.place.urls.system, seen).items():
        yield Sample(f"{pace.case}, hop by hop (p50)", pace.size, name, hop, "ms of the way", quantile(times, 0.5))
