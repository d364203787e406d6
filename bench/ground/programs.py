"""Programs under test, each a process of its own that is ready when its port answers."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure.machine import ROOT
from stack.ports import free_port

READY_S = 240.0
STOP_S = 15.0


class NotReady(Exception):
    """A program ended or stayed silent; the message holds the end of its log."""


@dataclass
class Program:
    """A running process; its lines go to ``log``."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    port: int = 0

    @property
    def pid(self) -> int:
        return self.process.pid

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            # a recipe that stalls does not hear its signal
            self.process.kill()
            self.process.wait()


def launch(name: str, arguments: Sequence[str], env: Mapping[str, str], folder: Path) -> Program:
    """Starts ``python -m ...``; ready or not."""
    log = folder / f"{name}.log"
    with log.open("ab") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **env},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    return Program(name, process, log)


def serve(name: str, module: str, env: Mapping[str, str], folder: Path) -> Program:
    """Starts a server on a free port (``BACKTALK_PORT``) and returns when it takes connections."""
    port = free_port()
    program = launch(name, [module], {"BACKTALK_PORT": str(port), **env}, folder)
    program.port = port
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline and program.process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return program
    program.process.kill()
    raise NotReady(f"{name} is not ready: {program.log.read_text(errors='replace')[-2000:]}")
