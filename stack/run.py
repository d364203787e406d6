"""`backtalk run`: everything from one command, on one terminal."""

import os
import time
from collections.abc import Callable
from queue import SimpleQueue

from practice.errors import BacktalkError
from practice.exposure import check_exposure
from practice.scoring.providers.rules import check_provider
from practice.settings import Settings
from stack.access import Access, access
from stack.binaries import BinaryMissing
from stack.console import Console
from stack.embedded import EmbeddedServer, ServerFailed
from stack.given import Given, given
from stack.lock import FolderInUse, FolderLock
from stack.make_watch import watch_make
from stack.migration import MigrationFailed, migrate, migrate_once
from stack.misspelt import misspelt
from stack.ports import free_port, refusal
from stack.postgres import EmbeddedPostgres
from stack.program import Program
from stack.readiness import readiness
from stack.register import Register
from stack.roster import GRACE_S, NEEDS_DATABASE, NEEDS_NO_DATABASE, STOP_ORDER, Place, program_command
from stack.stop_requests import StopRequested, StopRequests
from stack.supervisor import Supervisor
from stack.valkey import EmbeddedValkey

HINT_AFTER_S = 60.0
POSTGRES = "postgres"


class PortTaken(Exception):
    """Somebody else listens where we should, or nobody may."""

    code = "port_taken"


class Run:
    """One run from lock to stop."""

    def __init__(self, settings: Settings, servers: Given) -> None:
        self.given = servers
        self.settings = settings
        self.data_dir = settings.data_dir.absolute()
        self.console = Console(settings.log_format)
        self.exits: SimpleQueue[str] = SimpleQueue()
        self.requests = StopRequests(self.exits)
        self.supervisor = Supervisor(self.console, self.requests, self.exits)
        self.place = Place(settings.host, settings.port, self.data_dir, free_port())
        self.register = Register(self.data_dir / "processes")

    def __call__(self) -> int:
        """The exit code: 0 after a stop that was asked for, 1 after a start that failed."""
        self.requests.install()
        watch_make(self.requests)
        for said in misspelt(os.environ):
            self.console.say(said, "warning")
        try:
            check_exposure(self.settings)
            check_provider(self.settings)
            with FolderLock(self.data_dir):
                return self._locked()
        except (FolderInUse, PortTaken, BacktalkError) as error:
            self.console.say(f"Backtalk cannot start: {error}", "error")
            return 1
        except OSError as error:
            self.console.say(f"Backtalk cannot start: {error}; `make doctor` says what to do about it", "error")
            return 1
        finally:
            self.console.close()

    def _locked(self) -> int:
        try:
            self._start()
            self.supervisor.run()
        except StopRequested:
            pass
        except (BinaryMissing, ServerFailed, MigrationFailed) as error:
            self.console.say(f"Backtalk cannot start: {error}", "error")
            return 1
        finally:
            self._stop()
        return 0

    def _start(self) -> None:
        begun = time.monotonic()
        self.place = with_port(self.place)
        if left := self.register.stop_leftovers():
            self.console.say(f"stopped {left} process(es) that an earlier run had left behind")
        redis_url = self.given.redis_url or self._serve(EmbeddedValkey, "valkey", "Valkey")
        # the encoder loads its model for seconds and needs no database: it loads while PostgreSQL starts
        for name in NEEDS_NO_DATABASE:
            self._start_program(name, None, redis_url)
        database_url = self.given.database_url or self._serve(EmbeddedPostgres, POSTGRES, "PostgreSQL 18")
        allowed = access(database_url, self.data_dir)
        self._timed("the database schema is ready", lambda: self._migrate(allowed))
        for name in NEEDS_DATABASE:
            self._start_program(name, allowed, redis_url)
        self._wait_until_ready()
        self.console.say(f"started in {time.monotonic() - begun:.1f} s; Ctrl-C stops everything")
        self.console.plain(f"Backtalk is ready: {self.place.address}")

    def _serve(self, kind: type[EmbeddedServer], folder: str, title: str) -> str:
        server = kind(
            self.data_dir / folder,
            on_line=self._lines(folder, quiet=True),
            on_exit=lambda: self.exits.put(kind.name),
            check=self.requests.check,
        )
        if isinstance(server, EmbeddedPostgres):
            server.buffers_mb = self.settings.postgres_buffers_mb
            server.max_connections = self.settings.postgres_max_connections
        self._timed(f"{title} is up", lambda: self.supervisor.start(server))
        return server.url

    def _migrate(self, allowed: Access) -> None:
        lines, check = self._lines("migrate"), self.requests.check
        if self.given.database_url:
            # somebody else's server may have changed since the last run
            migrate(allowed, lines, check)
        else:
            migrate_once(allowed, EmbeddedPostgres(self.data_dir / POSTGRES).home / "backtalk-schema", lines, check)

    def _start_program(self, name: str, allowed: Access | None, redis_url: str) -> None:
        self.requests.check()
        command = program_command(name, self.place, allowed, redis_url)
        self.supervisor.start(Program(name, command, self.console.line, self.exits.put, self.register.add))

    def _wait_until_ready(self) -> None:
        """Shows what is missing whenever that changes."""
        hint_at, shown = time.monotonic() + HINT_AFTER_S, ""
        while not (now := readiness(self.place.address)).ready:
            if (missing := ", ".join(now.missing)) != shown:
                self.console.say(f"waiting for {missing}")
                shown = missing
            if time.monotonic() > hint_at:
                self.console.say("this takes long; `make doctor` in another terminal says what may be wrong", "warning")
                hint_at += HINT_AFTER_S
            self.supervisor.turn(0.2)
            self.requests.check()

    def _timed(self, done: str, step: Callable[[], None]) -> None:
        begun = time.monotonic()
        step()
        self.console.say(f"{done} ({time.monotonic() - begun:.1f} s)")

    def _stop(self) -> None:
        self.console.say("stopping")
        begun = time.monotonic()
        self.supervisor.stop(STOP_ORDER, GRACE_S)
        self.register.clear()
        self.console.say(f"stopped in {time.monotonic() - begun:.1f} s; the data is in {self.data_dir}")

    def _lines(self, name: str, quiet: bool = False) -> Callable[[str], None]:
        worth = worth_showing() if quiet else lambda _: True

        def show(line: str) -> None:
            if worth(line):
                self.console.line(name, line)

        return show


def worth_showing() -> Callable[[str], bool]:
    """``telling`` for one line after the other: one that begins with a tab goes on with the line before, and shares its fate."""
    shown = True

    def worth(line: str) -> bool:
        nonlocal shown
        if not line.startswith("\t"):
            shown = telling(line)
        return shown

    return worth


def telling(line: str) -> bool:
    """Whether a server's line is worth a person's time: not its daily life, nor the refusals that waiting for it provokes."""
    if line.startswith(("LOG:", "DETAIL:", "HINT:", "STATEMENT:", "CONTEXT:")) or "signal-handler" in line:
        return False
    return not any(known in line for known in ("starting up", "not yet accepting", "overcommit", "bye bye"))


def with_port(place: Place) -> Place:
    """A free port for 0; an error that says what to do for one that is taken."""
    port = place.port or free_port()
    if why := refusal(place.host, port):
        raise PortTaken(f"{why.said}: {why.remedy}")
    return Place(place.host, port, place.data_dir, place.encoder_port)


def run() -> int:
    """Settings come from the environment."""
    return Run(Settings(), given(dict(os.environ)))()
