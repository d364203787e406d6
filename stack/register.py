"""The processes of this run on disk, so that the next one finds those that a killed run left behind."""

import contextlib
import os
import signal
from pathlib import Path

import psutil


class Register:
    """One line a process: pid and time of birth, since a pid alone may belong to somebody else by now."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, pid: int) -> None:
        with contextlib.suppress(psutil.NoSuchProcess), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{pid} {psutil.Process(pid).create_time():.2f}\n")

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def stop_leftovers(self, grace: float = 5.0) -> int:
        """SIGTERM, then SIGKILL to the whole group; how many there were."""
        left = [process for line in self._lines() if (process := living(line))]
        for process in left:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.terminate()
        psutil.wait_procs(left, timeout=grace)
        for process in left:
            # its pool's children share its group, and may outlive it
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
        self.clear()
        return len(left)

    def _lines(self) -> list[str]:
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []


def living(line: str) -> psutil.Process | None:
    try:
        pid, born = line.split()
        process = psutil.Process(int(pid))
        return process if abs(process.create_time() - float(born)) < 0.05 else None
    except (ValueError, psutil.NoSuchProcess):
        return None
