"""What is done to the system, and when: drawn from a seed."""

import asyncio
import contextlib
import random
import signal
from dataclasses import dataclass, field

import psutil
import redis

from bench.chaos.system import KINDS, System
from bench.measure.rounds import note

# every so many kills something gentler: a restart that was asked for, and a Redis that forgets
RESTART_EVERY, FLUSH_EVERY = 5, 10
FIND_S = 60.0
RESTARTED = ("api", "relay", "worker-scoring", "worker-embedding", "encoder")


@dataclass
class Strikes:
    """Counts by kind."""

    killed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    restarted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RESTARTED, 0))
    flushed: int = 0

    @property
    def kills(self) -> int:
        return sum(self.killed.values())


def plan(seed: int, kills: int) -> list[str]:
    """Kinds in a random order, each as often as any other."""
    chance = random.Random(seed)
    drawn: list[str] = []
    while len(drawn) < kills:
        bag = list(KINDS)
        chance.shuffle(bag)
        drawn += bag
    return drawn[:kills]


async def strike(system: System, redis_url: str, seed: int, kills: int, every: int, told: "asyncio.Queue[str]") -> Strikes:
    """A kill after each ``every`` accepted answers."""
    done, chance = Strikes(), random.Random(seed + 1)
    for kind in plan(seed, kills):
        for _ in range(every):
            await told.get()
        await _kill(system, kind, chance, done)
        if done.kills % RESTART_EVERY == 0:
            _restart(system, chance.choice(RESTARTED), done)
        if done.kills % FLUSH_EVERY == 0:
            done.flushed += await asyncio.to_thread(_flush, redis_url)
            note(f"{done.kills} kills")
    return done


async def _found(system: System, kind: str) -> list[psutil.Process]:
    """Waits for one: it may be on its way back from the last kill."""
    async with asyncio.timeout(FIND_S):
        while not (found := system.find(kind)):  # noqa: ASYNC110  # of another process: there is nothing to wait on but time
            await asyncio.sleep(0.2)
    return found


async def _kill(system: System, kind: str, chance: random.Random, done: Strikes) -> None:
    while True:
        with contextlib.suppress(psutil.NoSuchProcess):
            chance.choice(await _found(system, kind)).kill()
            done.killed[kind] += 1
            return


def _restart(system: System, kind: str, done: Strikes) -> None:
    for process in system.find(kind)[:1]:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGTERM)
            done.restarted[kind] += 1


def _flush(url: str) -> int:
    with redis.Redis.from_url(url, socket_timeout=2.0) as client:
        try:
            client.flushall()
        except redis.RedisError:
            return 0
        return 1
