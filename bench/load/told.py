"""A client that lives through several phases: one line of JSON there, one line back."""

import json
import subprocess
import sys
from typing import Any

from bench.measure.machine import ROOT


class Told:
    """Started with its orders; ``ask`` waits for the phase to end."""

    def __init__(self, module: str, orders: dict[str, Any]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._say(orders)

    def ask(self, verb: str, argument: Any) -> dict[str, Any]:
        self._say([verb, argument])
        assert self._process.stdout
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        return said

    def stop(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def _say(self, words: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
