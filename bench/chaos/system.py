"""The whole system as `make run` starts it, and its processes by what they are."""

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.measure.machine import ROOT

READY = "Backtalk is ready: "
START_S = 300.0
STOP_S = 60.0


def _runs(module: str) -> Callable[[list[str]], bool]:
    return lambda line: line[1:3] == ["-m", module]


# What a process is, by its command line. A pool's child of the embedding worker is a spawned Python.
KINDS: dict[str, Callable[[list[str]], bool]] = {
    "api": _runs("api"),
    "relay": _runs("workers.relay"),
    "worker-scoring": _runs("workers.scoring"),
    "worker-embedding": _runs("workers.embedding"),
    "embedding child": lambda line: any("multiprocessing" in part or "billiard" in part for part in line[1:4]),
    "encoder": _runs("workers.encoder"),
    "PostgreSQL": lambda line: line[0].endswith("/postgres") and "-D" in line,
    "PostgreSQL backend": lambda line: line[0].startswith("postgres: backtalk"),
    "Valkey": lambda line: "valkey" in line[0] or "redis-server" in line[0],
}


@dataclass
class System:
    """One `backtalk run`; its lines go to ``log``."""

    process: subprocess.Popen[str]
    log: Path
    address: str

    def find(self, kind: str) -> list[psutil.Process]:
        """The living processes of the kind, in the order of their pids."""
        found = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                line = child.cmdline()
                if line and KINDS[kind](line):
                    found.append(child)
            except psutil.Error:
                continue
        return sorted(found, key=lambda child: child.pid)

    def memory(self) -> dict[str, float]:
        """MiB of each kind: what is its own, without what it shares with others."""
        return {kind: round(sum(map(_own_mib, self.find(kind))), 1) for kind in KINDS if kind != "PostgreSQL backend"}

    def resident(self) -> dict[str, float]:
        """MiB of each kind as `ps` shows it: shared pages count in each process that has them."""
        return {kind: round(sum(map(_resident_mib, self.find(kind))), 1) for kind in KINDS if kind != "PostgreSQL backend"}

    def pids(self) -> dict[str, list[int]]:
        """A process that was started anew in between has another one."""
        return {kind: [process.pid for process in self.find(kind)] for kind in KINDS if kind != "PostgreSQL backend"}

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(STOP_S)


def _own_mib(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().uss) / 2**20
    except psutil.Error:
        return 0.0


def _resident_mib(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 2**20
    except psutil.Error:
        return 0.0


def start(folder: Path, **env: str) -> System:
    """Returns once the whole loop works."""
    own = {"BACKTALK_DATA_DIR": str(folder / "data"), "BACKTALK_PORT": "0", "DATABASE_URL": "", "REDIS_URL": "", **env}
    log = folder / "run.log"
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "stack", "run"],
        cwd=ROOT,
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    ready: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_keep, args=(process, log, ready), daemon=True).start()
    return System(process, log, ready.get(timeout=START_S))


def _keep(process: subprocess.Popen[str], log: Path, ready: "queue.Queue[str]") -> None:
    assert process.stdout
    with log.open("a", encoding="utf-8") as out:
        for line in process.stdout:
            out.write(line)
            out.flush()
            if line.startswith(READY):
                ready.put(line.removeprefix(READY).strip())
