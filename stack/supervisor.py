"""Keeps the processes alive, and ends them in order."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Protocol

from stack.console import Console
from stack.stop_requests import StopRequests

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 10.0
STEADY_AFTER_S = 30.0
# a signal that comes in the moment before the wait, or to another thread, wakes nobody: Python hears of it after the wait
LONGEST_WAIT_S = 1.0


class Member(Protocol):
    """A program or an embedded server."""

    @property
    def name(self) -> str: ...
    def start(self) -> None: ...
    def ask(self) -> None: ...
    def wait(self, seconds: float) -> bool: ...
    def kill(self) -> None: ...
    def last_words(self) -> str: ...


@dataclass
class Watch:
    """What the supervisor knows of one member."""

    member: Member
    started: float
    delay: float = FIRST_DELAY_S
    due: float | None = None


@dataclass
class Supervisor:
    """Members report their end by putting their name into `exits`; all else happens in the thread that calls `turn`."""

    console: Console
    requests: StopRequests
    exits: SimpleQueue[str]
    watches: dict[str, Watch] = field(default_factory=dict)

    def start(self, member: Member) -> None:
        # watched before it is started: a start that is given up half-way is still stopped
        self.watches[member.name] = Watch(member, time.monotonic())
        member.start()

    def turn(self, seconds: float) -> None:
        """Waits for one end, or for the first restart that is due, at most `seconds`."""
        now = time.monotonic()
        waits = [watch.due - now for watch in self.watches.values() if watch.due is not None]
        try:
            name = self.exits.get(timeout=max(0.0, min([seconds, *waits])))
        except Empty:
            name = ""
        if not self.requests.count:
            self._ended(name)
            self._start_due()

    def run(self) -> None:
        """Until a stop is asked for."""
        while not self.requests.count:
            self.turn(LONGEST_WAIT_S)

    def stop(self, waves: Sequence[Sequence[str]], grace: float) -> None:
        """Wave by wave: asks all of a wave at once, waits for them together, kills what is left; then everything unnamed."""
        named = {name for wave in waves for name in wave}
        for wave in (*waves, [name for name in self.watches if name not in named]):
            self._stop_wave([self.watches[name].member for name in wave if name in self.watches], grace)
        self.watches.clear()

    def _stop_wave(self, members: Sequence[Member], grace: float) -> None:
        for member in members:
            member.ask()
        deadline = time.monotonic() + grace
        for member in members:
            while not member.wait(0.05) and time.monotonic() < deadline and not self.requests.hurry:
                pass
            if not member.wait(0.0):
                self.console.say(f"{member.name} did not stop in time and is killed", "warning")
            member.kill()

    def _ended(self, name: str) -> None:
        watch = self.watches.get(name)
        # an exit may be reported late, when the member already runs again
        if watch is None or watch.due is not None or not watch.member.wait(0.0):
            return
        now = time.monotonic()
        if now - watch.started > STEADY_AFTER_S:
            watch.delay = FIRST_DELAY_S
        watch.due = now + watch.delay
        self.console.say(f"{name} {watch.member.last_words()}; starting it again in {watch.delay:.1f} s", "error")
        watch.delay = min(watch.delay * 2, LONGEST_DELAY_S)

    def _start_due(self) -> None:
        now = time.monotonic()
        for watch in self.watches.values():
            if watch.due is not None and watch.due <= now:
                self._start_again(watch)

    def _start_again(self, watch: Watch) -> None:
        watch.due, watch.started = None, time.monotonic()
        try:
            watch.member.kill()
            watch.member.start()
        except Exception as error:  # noqa: BLE001 - a supervisor goes on
            if self.requests.count:
                return
            watch.due = time.monotonic() + watch.delay
            self.console.say(f"{watch.member.name} could not be started: {error}", "error")
        else:
            self.console.say(f"{watch.member.name} runs again")
