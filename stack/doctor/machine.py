"""Checks of the machine: the data folder, the disk, the port."""

import contextlib
import shutil
import tempfile
from pathlib import Path

from practice.settings import Settings
from stack.doctor.finding import Finding, size
from stack.lock import FolderInUse, FolderLock
from stack.ports import refusal
from stack.readiness import NOT_YET, readiness
from stack.roster import Place

NEEDED_BYTES = 1024**3


def data_folder(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"?")
    except OSError as error:
        remedy = "give yourself the right to write there, or name another folder with BACKTALK_DATA_DIR"
        return Finding("Data folder", f"{folder} cannot be written: {error.strerror}", remedy)
    return Finding("Data folder", f"{folder}, {size(weight(folder))}{'' if is_idle(folder) else ', in use by a run now'}")


def weight(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        # a living database removes files while we look
        with contextlib.suppress(OSError):
            total += path.lstat().st_size
    return total


def is_idle(folder: Path) -> bool:
    try:
        with FolderLock(folder):
            return True
    except FolderInUse:
        return False


def disk(settings: Settings) -> Finding:
    folder = settings.data_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if free >= NEEDED_BYTES:
        return Finding("Disk", f"{size(free)} free")
    remedy = f"free at least {size(NEEDED_BYTES)}, or name a folder on another disk with BACKTALK_DATA_DIR"
    return Finding("Disk", f"only {size(free)} free for {folder}", remedy)


def port(settings: Settings) -> Finding:
    place = Place(settings.host, settings.port, settings.data_dir, 0)
    why = refusal(settings.host, settings.port)
    if why is None:
        return Finding("Port", f"{settings.port or 'any'} is free")
    now = readiness(place.address)
    if now.ready:
        return Finding("Port", f"Backtalk runs on {place.address} and is ready")
    if now != NOT_YET:
        remedy = f"look at its lines: {', '.join(now.missing)} did not start"
        return Finding("Port", f"Backtalk runs on {place.address}, but is not ready", remedy)
    return Finding("Port", why.said, why.remedy)
