"""What embedded PostgreSQL and Valkey share: a locked folder, a free port, a start that waits, a bounded stop."""

import signal
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar, Self

from stack.child import Child, Command, OnLine, ended_with
from stack.leftovers import stop_servers
from stack.lock import FolderLock
from stack.ports import free_port

PORT_TRIES = 4


class ServerFailed(Exception):
    """The server did not start; the message holds its last lines."""

    code = "server_failed"


class EmbeddedServer(ABC):
    """A server on 127.0.0.1 with its data below `directory`; usable again after `stop`, and after the server was killed."""

    name: ClassVar[str]
    stop_signals: ClassVar[tuple[signal.Signals, ...]]
    start_within: ClassVar[float] = 120.0

    def __init__(
        self,
        directory: Path,
        on_line: OnLine | None = None,
        on_exit: Callable[[], None] | None = None,
        check: Callable[[], None] = lambda: None,
    ) -> None:
        """`check` is called while waiting and may raise to give up the start."""
        self.directory = directory.absolute()
        self.port = 0
        self.child: Child | None = None
        self._on_line, self._on_exit, self._check = on_line, on_exit, check
        self._lock = FolderLock(self.directory)

    @property
    @abstractmethod
    def url(self) -> str:
        """Where clients connect, with the password."""

    @property
    @abstractmethod
    def program(self) -> str:
        """The process's name."""

    @property
    @abstractmethod
    def home(self) -> Path:
        """The server's own working folder, by which a leftover is recognised."""

    @abstractmethod
    def prepare(self) -> None:
        """Make what the first start needs."""

    @abstractmethod
    def command(self) -> Command:
        """How the server is run on `self.port`."""

    @abstractmethod
    def answers(self) -> bool:
        """Whether it serves now; called until it does."""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """From nothing, from a clean stop or from a kill; a second start keeps the port, for clients that know it."""
        self._lock.take()
        try:
            stop_servers(self.home, self.program, self.stop_signals)
            self.prepare()
            self._take_port()
        except BaseException:
            self._lock.release()
            raise

    def stop(self, grace: float = 10.0) -> None:
        """Bounded: `grace` seconds for each of the stop signals, then SIGKILL."""
        self.ask()
        self.wait(grace)
        self.kill(grace)

    def ask(self) -> None:
        if self.child:
            self.child.send(self.stop_signals[0])

    def wait(self, seconds: float) -> bool:
        return self.child is None or self.child.wait(seconds)

    def kill(self, grace: float = 2.0) -> None:
        """What is left of the stop signals, then SIGKILL; the folder is free afterwards."""
        if self.child:
            for number in self.stop_signals[1:]:
                self.child.send(number)
                self.child.wait(grace)
            self.child.kill()
        self._lock.release()

    def last_words(self) -> str:
        return ended_with(self.child.code if self.child else None)

    def _take_port(self) -> None:
        if self.port:
            # clients know this one: better to try again later than to move away from them
            if self._serves():
                return
            raise ServerFailed(self._failure())
        for _ in range(PORT_TRIES):
            self.port = free_port()
            if self._serves():
                return
        self.port = 0
        raise ServerFailed(self._failure())

    def _serves(self) -> bool:
        """False when the port was taken by somebody else in between."""
        self.child = Child(self.command(), self._on_line, self._on_exit).start()
        try:
            self._wait()
        except BaseException:
            self.child.kill()
            raise
        if self.child.code is None:
            return True
        if any("in use" in line for line in self.child.lines):
            return False
        raise ServerFailed(self._failure())

    def _wait(self) -> None:
        deadline = time.monotonic() + self.start_within
        while self.child and not self.child.wait(0.03):
            self._check()
            if self.answers():
                return
            if time.monotonic() > deadline:
                raise ServerFailed(f"{self.name} did not answer within {self.start_within:.0f} s\n{self._failure()}")

    def _failure(self) -> str:
        said = "\n".join(f"  {line}" for line in self.child.lines) if self.child else ""
        return f"{self.name} could not start in {self.directory}\n{said}".rstrip()
