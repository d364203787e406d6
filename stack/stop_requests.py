"""SIGINT, SIGTERM and SIGHUP, counted: the first asks to stop, the second hurries."""

import signal
from queue import SimpleQueue
from types import FrameType


class StopRequested(Exception):
    """Raised where a start-up step waits."""


class StopRequests:
    """A handler may only touch what is safe in the middle of anything: a number and a SimpleQueue, whose put is reentrant."""

    def __init__(self, wake: SimpleQueue[str]) -> None:
        self.count = 0
        self._wake = wake

    @property
    def hurry(self) -> bool:
        return self.count > 1

    def install(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask)
        # under nohup the hang-up is ignored already, and stays so
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.ask)

    def ask(self, _number: int = signal.SIGTERM, _frame: FrameType | None = None) -> None:
        self.count += 1
        self._wake.put("")

    def check(self) -> None:
        if self.count:
            raise StopRequested
