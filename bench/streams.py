"""Idle streams on one gateway process, each of another person: what one costs, and what they do to an event.

Memory is the growth of the process by the streams; idle CPU is taken over 15 seconds, which hold one ping of each. Delivery is
from a publish in Redis to the bytes at the reader, one event at a time while all streams are open; fan-out is an event to each
of up to 1,000 readers at once. In the storm every connection is cut and all come back at once, each having missed an event:
ours is done when every reader has it (from PostgreSQL), the others when the streams are open, since they have no log.
"""

import resource
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
from sqlalchemy import create_engine, make_url

from bench.ground.people import Person, invite
from bench.ground.services import Services
from bench.ground.systems import Place, places
from bench.load.told import Told
from bench.measure.cpu import cpu_s, memory_mib
from bench.measure.plot import Curves
from bench.measure.rounds import interleaved, note
from bench.measure.samples import OURS, RECIPE, Sample
from practice.clock import new_id
from practice.db.engines import with_driver
from practice.events.append import append
from practice.events.kinds import EMBEDDED, NewEvent

SIZES = (100, 1000, 5000)
PLOTS = (
    Curves("memory a stream", "open streams"),
    Curves("delivery p50", "open streams"),
    Curves("fan-out", "open streams"),
    Curves("storm: all back after", "open streams"),
)
ROUNDS = 2
IDLE_S = 15.0
SETTLED_WITHIN_S = 12.0
CALM = 0.1
# so that the slowest one of all does not make the p99
DELIVERED = 300
FANNED_OUT = 1000
# the recipe holds two sockets a stream
FILES_A_STREAM = 2.2


def run(services: Services, folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every size, every subject, each in a new process: memory that was used once is not given back."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    sizes = [size for size in SIZES if size * FILES_A_STREAM < files]
    found = places(services, "streams", folder)
    people = {name: invite(place.urls.system, max(sizes)) for name, place in found.items()}
    for number, order in enumerate(interleaved(rounds, list(found)), 1):
        for size in sizes:
            # the recipe's storm takes most of a minute, and nobody waits for its spread
            again = size in sizes[1:-1]
            for name in order if number == 1 or again else [name for name in order if name != RECIPE]:
                yield from _one(found[name], people[name][:size])
        note(f"streams: round {number} of {rounds}")


def _one(place: Place, people: list[Person]) -> Iterator[Sample]:
    size, name = len(people), place.name
    case = f"{size:,} streams"

    def sample(metric: str, unit: str, value: float) -> Sample:
        return Sample(case, size, name, metric, unit, value)

    _forget_events(place)
    with ExitStack() as stack:
        gateway = place.gateway()
        stack.callback(gateway.stop)
        pids = [gateway.pid]
        orders = {"port": gateway.port, "redis": place.urls.redis, "people": [(str(one.user_id), one.token) for one in people]}
        readers = Told("bench.load.readers", orders)
        stack.callback(readers.stop)
        # what the first request loads is not the streams'
        readers.ask("open", 1)
        base, before = memory_mib(pids), cpu_s(pids)
        opened = readers.ask("open", size)
        _settle(pids)
        yield sample("memory a stream", "KiB", 1024 * (memory_mib(pids) - base) / size)
        yield sample("CPU to open a stream", "us", 1e6 * (cpu_s(pids) - before) / size)
        yield sample("refused at the opening", "requests", opened["refused"])
        before, started = cpu_s(pids), time.monotonic()
        time.sleep(IDLE_S)
        yield sample("idle CPU", "% of a core", 100 * (cpu_s(pids) - before) / (time.monotonic() - started))
        seen = readers.ask("deliver", DELIVERED)
        yield sample("delivery p50", "ms", seen["p50"])
        yield sample("delivery p99", "ms", seen["p99"])
        fan = readers.ask("fan_out", FANNED_OUT)
        yield sample("fan-out", "events/s", fan["per_s"])
        yield sample("events lost", "requests", seen["lost"] + fan["lost"])
        if name == OURS:
            _happen(place, people)
        storm = readers.ask("storm", name == OURS)
        yield sample("storm: all back after", "s", storm["seconds"])
        yield sample("storm: refused or not back in time", "requests", storm["refused"] + storm["late"])


def _settle(pids: list[int]) -> None:
    """A stream joins the log after its first bytes; what counts as idle begins when that is over."""
    deadline = time.monotonic() + SETTLED_WITHIN_S
    calm = 0
    while calm < 2 and time.monotonic() < deadline:
        before = cpu_s(pids)
        time.sleep(1.0)
        # the recipe never rests: its readers ask their connections each second
        calm = calm + 1 if cpu_s(pids) - before < CALM else 0


def _forget_events(place: Place) -> None:
    with closing(psycopg.connect(place.urls.admin, autocommit=True)) as conn:
        conn.execute("truncate events, event_streams")


def _happen(place: Place, people: list[Person]) -> None:
    """One event for each, in the log only: as if it had been published while nobody was connected."""
    engine = create_engine(with_driver(make_url(place.urls.system)))
    with engine.begin() as conn:
        append(conn, [NewEvent(person.user_id, EMBEDDED, new_id(), {"similar": []}) for person in people])
    engine.dispose()
