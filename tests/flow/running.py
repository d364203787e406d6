"""A whole Backtalk, started as ``make run`` starts it, in a folder with a difficult name."""

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import psutil

from stack.child import Command

ROOT = Path(__file__).parents[2]
READY = "Backtalk is ready: "
START_S = 240
STOP_S = 60


class Running:
    """One ``backtalk run``; its lines are kept, and shown when a start fails."""

    def __init__(self, data_dir: Path, **env: str) -> None:
        self.data_dir = data_dir
        self._env = env
        self.lines: list[str] = []
        self.address = ""
        self.start()

    def start(self) -> None:
        own = {"BACKTALK_DATA_DIR": str(self.data_dir), "BACKTALK_PORT": "0", **self._env}
        self.process = subprocess.Popen(
            # told to end (SIGTERM) when the tests are cut off and nobody is left to stop it
            Command([sys.executable, "-u", "-m", "stack", "run"]).line(),
            cwd=ROOT,
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        found: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, args=(found,), daemon=True)
        self._reader.start()
        address = found.get(timeout=START_S)
        assert address is not None, "it ended before it was ready:\n" + "\n".join(self.lines[-60:])
        self.address = address

    def _read(self, found: "queue.Queue[str | None]") -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))
            if line.startswith(READY):
                found.put(line.removeprefix(READY).strip())
        found.put(None)

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self) -> list[psutil.Process]:
        """Ctrl-C; returns what was left running, which should be nothing."""
        children = self.children()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=STOP_S)
        self._reader.join(timeout=STOP_S)
        assert self.process.stdout is not None
        self.process.stdout.close()
        _, alive = psutil.wait_procs(children, timeout=5)
        return alive

    def client(self, token: str | None = None) -> httpx.Client:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=30.0)

    def guest(self) -> httpx.Client:
        """A client with a workspace of its own."""
        with self.client() as client:
            opened = client.post("/api/session")
        assert opened.status_code == 201
        return self.client(opened.json()["token"])

    def pid_of(self, kind: str) -> int:
        with self.guest() as client:
            processes: list[dict[str, Any]] = client.get("/api/system").json()["processes"]
        return next(int(process["pid"]) for process in processes if process["kind"] == kind)
