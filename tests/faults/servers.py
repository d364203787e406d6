"""The embedded PostgreSQL with what a test breaks: the disk below it, the clock above it."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from stack.child import Command
from stack.identity import UNSHARE
from stack.postgres import EmbeddedPostgres

# Its own mounts, and root there: what is mounted is seen by this server alone, and needs no privilege.
ISOLATED = ("unshare", "--user", "--map-root-user", "--mount", "bash", "-c")
# The cluster is copied into a file system of a fixed size, which is then mounted in its place.
ON_SMALL_DISK = """
small="$0/small" && mkdir -p "$small" && mount -t tmpfs -o size=$1m,mode=0700 none "$small" &&
cp -a "$0/cluster/." "$small" && mount --bind "$small" "$0/cluster" && exec "${@:2}"
"""


class BreakablePostgres(EmbeddedPostgres):
    """As `make run` starts it, unless ``environment`` or ``disk_mb`` is set before a start."""

    environment: Mapping[str, str] = {}
    disk_mb: int | None = None

    def command(self) -> Command:
        command = super().command()
        command = replace(command, env={**(command.env or {}), **self.environment})
        if self.disk_mb is None:
            return command
        prefix = (*ISOLATED, ON_SMALL_DISK, str(self.directory), str(self.disk_mb), *UNSHARE)
        return replace(command, prefix=prefix, user="-")

    @property
    def disk(self) -> Path:
        """The small file system, as seen from outside."""
        assert self.child
        return Path(f"/proc/{self.child.pid}/root{self.directory}/small")
