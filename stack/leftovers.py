"""Servers of an earlier run that was killed: found by program and folder, stopped by pid."""

import signal
from collections.abc import Iterator
from pathlib import Path

import psutil


def servers_in(folder: Path, program: str) -> Iterator[psutil.Process]:
    """Processes of `program` whose working folder is `folder`; PostgreSQL and Valkey both move into their data folder."""
    real = str(folder.resolve())
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == program and working_folder(process) == real:
            yield process


def working_folder(process: psutil.Process) -> str | None:
    try:
        return process.cwd()
    except (psutil.AccessDenied, psutil.NoSuchProcess):
        return None


def stop_servers(folder: Path, program: str, steps: tuple[signal.Signals, ...], grace: float = 10.0) -> int:
    """Each step to all that are left, until none is; how many there were."""
    found = list(servers_in(folder, program))
    left = found
    for step in steps:
        for process in left:
            try:
                process.send_signal(step)
            except psutil.NoSuchProcess:
                continue
        left = psutil.wait_procs(left, timeout=grace)[1]
        if not left:
            break
    return len(found)
