"""Under make: notices when make alone was interrupted, or is gone.

An interrupted make waits for its command and tells it nothing: in a terminal Ctrl-C reaches both, but whoever sends SIGINT to
make's pid (a stop button, a script) would wait for ever.
"""

import os
import signal
import threading
from pathlib import Path

from stack.stop_requests import StopRequests

EVERY_S = 0.5
SIGINT_BIT = 1 << (signal.SIGINT - 1)


def interrupted(pid: int) -> bool:
    """make waits inside its signal handler, where the signal is blocked; /proc shows it. Never true where there is no /proc."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
    blocked = next((line.split()[1] for line in status.splitlines() if line.startswith("SigBlk:")), "0")
    return bool(int(blocked, 16) & SIGINT_BIT)


def watch_make(requests: StopRequests) -> None:
    """Starts the watch when make started us."""
    if "MAKELEVEL" in os.environ:
        threading.Thread(target=_watch, args=(os.getppid(), requests), daemon=True, name="make").start()


def _watch(make: int, requests: StopRequests) -> None:
    pause = threading.Event()
    # blocked from the start means something else: somebody starts us with SIGINT blocked
    usual = interrupted(make)
    while os.getppid() == make and interrupted(make) == usual:
        pause.wait(EVERY_S)
    # in a terminal the same Ctrl-C has reached us too, and must not count twice
    pause.wait(EVERY_S)
    if not requests.count:
        requests.ask()
