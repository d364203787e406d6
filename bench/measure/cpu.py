"""CPU seconds and memory of the processes under test, their children included."""

from collections.abc import Iterable

import psutil


def family(pid: int) -> list[psutil.Process]:
    """The process and all below it; empty when it is gone."""
    try:
        parent = psutil.Process(pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def cpu_s(pids: Iterable[int]) -> float:
    """User and system time so far. Of children that ended in between, what their parent waited for is counted."""
    total = 0.0
    for process in (process for pid in pids for process in family(pid)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def memory_mib(pids: Iterable[int]) -> float:
    """Resident memory now."""
    return sum(process.memory_info().rss for pid in pids for process in family(pid)) / 2**20
