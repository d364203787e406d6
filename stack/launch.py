"""Runs in the child before the program does: ties its life to the parent's, drops root if told, becomes the program.

Arguments: parent's pid, signal to get when the parent dies, `uid:gid` or `-`, then the command. A file of its own, run
with -I -S, so that no code runs between fork and exec in a process with threads.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def die_with(parent: int, death_signal: int) -> None:
    """Linux only; elsewhere what a killed run left behind is found and stopped by the next start."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, death_signal, 0, 0, 0)
    # the parent may have died before prctl: then the signal never comes
    if os.getppid() != parent:
        sys.exit(1)


def become(user: str) -> None:
    if user == "-":
        return
    uid, gid = (int(part) for part in user.split(":"))
    os.setgroups([])
    os.setgid(gid)
    os.setuid(uid)


def main(parent: str, death_signal: str, user: str, *command: str) -> None:
    # a change of user clears the parent-death signal, so it comes first
    become(user)
    die_with(int(parent), int(death_signal))
    os.execvp(command[0], command)  # noqa: S606 - becoming the program is the purpose


if __name__ == "__main__":
    main(*sys.argv[1:])
