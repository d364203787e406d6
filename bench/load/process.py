"""A client in a process of its own: orders in, what it saw out."""

import json
import subprocess
import sys
from typing import Any

from bench.measure.machine import ROOT


class ClientFailed(Exception):
    """The client wrote to stderr; the message holds its end."""


def ordered(module: str, orders: dict[str, Any], within_s: float = 180.0) -> Any:
    """Runs ``module`` to its end."""
    done = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        input=json.dumps(orders),
        capture_output=True,
        text=True,
        check=False,
        timeout=within_s,
    )
    if done.returncode or done.stderr:
        raise ClientFailed(done.stderr[-1000:])
    return json.loads(done.stdout)
