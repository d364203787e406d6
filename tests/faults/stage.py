"""Every process of a Backtalk, each in the test's hands: killed, frozen, woken and started again one by one."""

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg
from pydantic import SecretStr
from sqlalchemy import text

from practice.db.engines import sync_engine
from practice.db.migrate import migrate
from practice.db.unit_of_work import WorkerDatabase
from practice.settings import Settings
from stack.access import Access
from stack.child import Child
from stack.ports import free_port
from stack.roster import MODULES, Place, program_command
from stack.valkey import EmbeddedValkey
from tests.conftest import PASSWORDS
from tests.faults.servers import BreakablePostgres
from tests.faults.waiting import until

# As make run has them, but quicker: a lease that a test can wait for, a sweep and a look at the heads at each second.
QUICK = {
    "BACKTALK_LEASE_S": "4",
    "BACKTALK_REDISPATCH_AFTER_S": "4",
    "BACKTALK_DISPATCH_GRACE_S": "1",
    "BACKTALK_SWEEP_EVERY_S": "0.2",
    "BACKTALK_RETRY_BASE_S": "0.2",
    "BACKTALK_RETRY_CAP_S": "1",
    "BACKTALK_RELAY_POLL_S": "0.5",
    "BACKTALK_STREAM_PING_S": "1",
    # a busy machine must not starve it: tests wait for it
    "BACKTALK_EMBEDDING_NICE": "0",
    "BACKTALK_EMBEDDING_THREADS": "1",
    "BACKTALK_ENCODER_THREADS": "1",
    "BACKTALK_ENCODER_TIMEOUT_S": "60",
    "BACKTALK_RATE_SESSION_ANSWERS": "0",
    "BACKTALK_SITE_DIR": "no-site",
}


@dataclass
class Process:
    """One running program with what it said; ``own`` is what its environment has beside everybody's."""

    child: Child
    kind: str
    own: Mapping[str, str]
    lines: list[str] = field(default_factory=list)

    def signal_all(self, number: signal.Signals) -> None:
        """To the program and the children of its pool."""
        os.killpg(self.child.pid, number)

    def says(self, word: str) -> bool:
        return any(word in line for line in self.lines)


class Stage:
    """Services and programs of one Backtalk; ``mend`` makes it whole again."""

    def __init__(self, folder: Path, data_dir: Path) -> None:
        self.postgres = BreakablePostgres(folder / "postgres")
        self.valkey = EmbeddedValkey(folder / "valkey")
        self.place = Place("127.0.0.1", free_port(), data_dir, free_port())
        self.processes: dict[str, Process] = {}

    def open(self) -> None:
        self.postgres.start()
        self.valkey.start()
        migrate(self.postgres.url, PASSWORDS)
        self.access = Access(self.postgres.url, PASSWORDS.app, PASSWORDS.system)
        # the owner sees what others' sessions wait for; and tests hold transactions open longer than a program may
        self.settings = Settings(database_url=SecretStr(self.postgres.url), database_timeout_s=150)
        self.engine = sync_engine(self.settings, "fault")
        self.database = WorkerDatabase(self.engine)

    def close(self) -> None:
        for process in self.processes.values():
            process.signal_all(signal.SIGKILL)
        self.engine.dispose()
        self.valkey.stop()
        self.postgres.stop()

    def start(self, kind: str, name: str | None = None, **own: str) -> Process:
        """Starts a program; several of a kind get names of their own."""
        command = program_command(kind, self.place, self.access, self.valkey.url)
        command = replace(command, env={**(command.env or {}), **QUICK, **own}, death_signal=signal.SIGKILL)
        lines: list[str] = []

        def hear(line: str) -> None:
            lines.append(line)
            # shown by pytest beside a test that fails
            sys.stdout.write(f"{name or kind} | {line}\n")

        process = Process(Child(command, on_line=hear).start(), kind, own, lines)
        self.processes[name or kind] = process
        return process

    def kill(self, name: str) -> None:
        """SIGKILL to the program and its children."""
        process = self.processes.pop(name)
        process.child.kill()

    def stop(self, name: str) -> Process:
        """SIGTERM, and waits until it has ended by itself."""
        process = self.processes.pop(name)
        process.child.ask()
        until(lambda: process.child.wait(0.0), f"{name} to end")
        return process

    def freeze(self, name: str) -> None:
        self.processes[name].signal_all(signal.SIGSTOP)

    def wake(self, name: str) -> None:
        self.processes[name].signal_all(signal.SIGCONT)

    def pool_process(self) -> int:
        """The process of the embedding worker's pool, by its pid: the one that holds the model."""
        children = psutil.Process(self.processes["worker-embedding"].child.pid).children(recursive=True)
        return max(children, key=lambda child: child.memory_info().rss).pid

    def mend(self, kinds: tuple[str, ...] = tuple(MODULES)) -> None:
        """Runs every kind once, as it should be, and returns when the whole loop works."""
        self.mend_services()
        for name, process in list(self.processes.items()):
            process.signal_all(signal.SIGCONT) if process.child.code is None else None
            if name not in kinds or process.own or process.child.code is not None:
                self.kill(name)
        for kind in kinds:
            if kind not in self.processes:
                self.start(kind)
        self.until_whole(kinds)

    def until_whole(self, kinds: tuple[str, ...] = tuple(MODULES)) -> None:
        until(lambda: set(self.missing()) <= set(MODULES) - set(kinds), "the whole loop")

    def mend_services(self) -> None:
        for server in (self.postgres, self.valkey):
            if server.child is None or server.child.code is not None:
                server.start()
            assert server.child
            server.child.send(signal.SIGCONT)

    def missing(self) -> list[str]:
        """What /readyz names."""
        try:
            said = httpx.get(f"{self.place.address}/readyz", timeout=5.0, trust_env=False).json()
        except httpx.HTTPError:
            return ["everything"]
        return list(said["missing"])

    def rows(self, statement: str, **values: object) -> list[Any]:
        """What the database says to its owner."""
        return self.database.run(lambda conn: list(conn.execute(text(statement), values)))

    def rows_as_owner(self, statement: str) -> None:
        """What only the owner of the database may do."""
        with psycopg.connect(self.postgres.url, autocommit=True) as conn:
            conn.execute(statement.encode())
