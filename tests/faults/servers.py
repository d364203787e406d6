"""The embedded PostgreSQL with what a test breaks: the disk below it, the clock above it."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from stack.child import Command
from stack.postgres import EmbeddedPostgres


def preload(library: Path, offset: str) -> dict[str, str]:
    """The environment of a process whose wall clock is off by ``offset`` seconds; waiting goes by another clock."""
    return {"LD_PRELOAD": str(library), "FAKETIME": offset, "DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "1"}


class BreakablePostgres(EmbeddedPostgres):
    """As `make run` starts it, unless ``clock`` or ``disk_mb`` is set before a start."""

    clock: dict[str, str] = {}
    disk_mb: int | None = None

    def command(self) -> Command:
        command = super().command()
        command = replace(command, env={**(command.env or {}), **self.clock})
        if self.disk_mb is None:
            return command
        # a file system of its own, of that size, which the server alone sees; no privilege is needed for it
        mount = f'mount -t tmpfs -o size={self.disk_mb}m,mode=0700 none "$0" && cp -a "$1"/. "$0" && exec "${{@:2}}"'
        return replace(command, prefix=self._inside(mount, command.prefix))

    @property
    def disk(self) -> Path:
        """The small file system, as seen from outside."""
        assert self.child
        return Path(f"/proc/{self.child.pid}/root{self.home}")

    def _inside(self, mount: str, prefix: Iterable[str]) -> list[str]:
        outer = ["unshare", "--user", "--map-root-user", "--mount", "bash", "-c", mount, str(self.home), str(self._kept)]
        own = (os.geteuid(), os.getegid())
        return [*outer, *(prefix or ("unshare", "--user", f"--map-user={own[0]}", f"--map-group={own[1]}", "--"))]

    @property
    def _kept(self) -> Path:
        return self.directory / "kept"
