"""Who runs PostgreSQL: it refuses root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

UNSHARE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


@dataclass(frozen=True)
class Identity:
    """`prefix` goes before the command; `user` is what the launcher changes to; files belong to `uid:gid` as seen from here."""

    prefix: tuple[str, ...]
    user: str
    uid: int
    gid: int


def unprivileged() -> Identity:
    """Ourselves; for root a user namespace in which root has another number, else `nobody`."""
    if os.geteuid() != 0:
        return Identity((), "-", os.geteuid(), os.getegid())
    if namespaces_work():
        return Identity(UNSHARE, "-", 0, os.getegid())
    nobody = pwd.getpwnam("nobody")
    return Identity((), f"{nobody.pw_uid}:{nobody.pw_gid}", nobody.pw_uid, nobody.pw_gid)


def namespaces_work() -> bool:
    """Containers and hardened kernels may forbid them; an old util-linux does not know the flags."""
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode == 0


def give(folder: Path, identity: Identity) -> None:
    """Hand the folder over when the last run had another identity (namespaces allowed then, forbidden now)."""
    if os.geteuid() != 0 or folder.stat().st_uid == identity.uid:
        return
    for path in (folder, *folder.rglob("*")):
        os.chown(path, identity.uid, identity.gid, follow_symlinks=False)
