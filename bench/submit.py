"""POST an answer. No worker runs: what is measured ends with the 202, the announcement of its jobs and their marks.

Each client is a person of their own who sends the next answer (about 600 characters, Korean and English) as soon as the
last one was taken. CPU is the gateway's; the database's and Valkey's stand beside it.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.ground.people import invite, question_ids
from bench.ground.programs import Program
from bench.ground.services import Services
from bench.ground.systems import Place, places
from bench.load.process import ordered
from bench.measure.cpu import cpu_s
from bench.measure.plot import Curves
from bench.measure.rounds import interleaved, note
from bench.measure.samples import Sample

CLIENTS = (1, 16, 64)
PLOTS = (
    Curves("throughput", "clients"),
    Curves("CPU a request", "clients"),
    Curves("latency p50", "clients"),
    Curves("latency p99", "clients"),
)
ROUNDS = 5
SECONDS = 2.0
WARM_UP_S = 1.0
TEXT = (
    "아웃박스 패턴은 비즈니스 데이터와 이벤트를 같은 트랜잭션에 기록하고, "
    "별도의 릴레이가 나중에 메시지 브로커로 발행하는 방식입니다. "
    "커밋된 것만 발행되므로 이중 쓰기 문제가 사라지고, 릴레이가 죽어도 표시되지 않은 행이 남아 다시 발행됩니다. "
    "The relay publishes first and marks afterwards, so a crash in between repeats a message and never loses one; "
    "therefore consumers must be idempotent, for instance by a sequence number per user. "
    "브로커가 멈추면 지연은 늘지만 유실은 없습니다. 순서는 사용자별 카운터로 보장하고, 지연은 릴레이의 lag으로 측정합니다. "
    "The price is one more table, one more process and at-least-once delivery."
)


def run(services: Services, folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every size, every subject."""
    found = places(services, "submit", folder)
    tokens = {name: [person.token for person in invite(place.urls.system, max(CLIENTS))] for name, place in found.items()}
    questions = question_ids(services.postgres.url)
    with ExitStack() as stack:
        programs = {name: place.gateway() for name, place in found.items()}
        stack.callback(lambda: [program.stop() for program in programs.values()])
        for name, program in programs.items():
            load(program, tokens[name][:16], questions, WARM_UP_S, 0)
        for number, order in enumerate(interleaved(rounds, list(found)), 1):
            for clients in CLIENTS:
                for name in order:
                    yield from _one(services, programs[name], name, tokens[name][:clients], questions, number)
                    programs[name] = _answering(programs[name], found[name])
            note(f"submit: round {number} of {rounds}")


def _one(
    services: Services, program: Program, name: str, tokens: list[str], questions: list[str], number: int
) -> Iterator[Sample]:
    pids = {
        "CPU a request": program.pid,
        "database CPU a request": services.postgres_pid,
        "Valkey CPU a request": services.valkey_pid,
    }
    before = {metric: cpu_s([pid]) for metric, pid in pids.items()}
    seen = load(program, tokens, questions, SECONDS, number * 1000)
    # announcements and marks of the last answers
    time.sleep(0.3)
    clients = len(tokens)
    case = f"{clients} client" + ("s" if clients > 1 else "")
    yield Sample(case, clients, name, "throughput", "/s", seen["per_s"])
    for metric, pid in pids.items():
        if seen["taken"]:
            yield Sample(case, clients, name, metric, "us", 1e6 * (cpu_s([pid]) - before[metric]) / seen["taken"])
    yield Sample(case, clients, name, "latency p50", "ms", seen["p50_ms"])
    yield Sample(case, clients, name, "latency p99", "ms", seen["p99_ms"])
    yield Sample(case, clients, name, "longest pause of all", "ms", seen["longest_pause_ms"])
    yield Sample(case, clients, name, "unanswered or refused", "requests", seen["unanswered"] + sum(seen["refused"].values()))
    yield Sample(case, clients, name, "load generator's CPU", "cores", seen["client_cpu"])


def load(program: Program, tokens: list[str], questions: list[str], seconds: float, first: int) -> dict[str, Any]:
    """One run of the load generator in its own process."""
    orders = {"port": program.port, "tokens": tokens, "questions": questions, "text": TEXT, "seconds": seconds, "first": first}
    seen: dict[str, Any] = ordered("bench.load.posting", orders)
    return seen


def _answering(program: Program, place: Place) -> Program:
    """A program that stalled is started anew: its next figure must not pay for the last one."""
    probe = load(program, [""], ["none"], 0.01, 0)
    if probe["unanswered"] == 0:
        return program
    program.process.kill()
    program.process.wait()
    return place.gateway()
