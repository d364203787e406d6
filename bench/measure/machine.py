"""What was measured, on what."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
PACKAGES = ("fastapi", "uvicorn", "uvloop", "sqlalchemy", "psycopg", "redis", "celery", "sse-starlette", "pydantic")


def processor() -> str:
    """Its name, where the system tells it."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.processor() or platform.machine()


def machine() -> str:
    """One line about the machine."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{os.cpu_count()} x {processor()}, {memory:.0f} GiB, {platform.system()} {platform.release()}"


def versions() -> str:
    """One line about what ran."""
    found = [f"{name} {version(name)}" for name in PACKAGES]
    return ", ".join([f"Python {platform.python_version()}", *found])


def commit() -> str:
    """The short name of the commit; a plus says that files of the system differ from it."""
    git = ["git", "-C", str(ROOT)]
    try:
        name = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()
        rooms = ["api", "practice", "workers", "stack"]
        clean = subprocess.run([*git, "diff", "--quiet", "HEAD", "--", *rooms], check=False).returncode == 0
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name if clean else f"{name}+"


def load() -> float:
    """The load average of the last minute."""
    return round(os.getloadavg()[0], 1)


def circumstances() -> dict[str, object]:
    """When, at which commit, where and beside how much else something was measured."""
    at = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return {"at": at, "commit": commit(), "machine": machine(), "load": load()}
