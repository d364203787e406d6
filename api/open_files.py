"""Every stream is an open file, and a shell gives a process about a thousand of them."""

import contextlib
import resource

# macOS names no hard limit, and refuses more than its kernel's own: what that is differs from version to version
TRIED = (65_536, 10_240, 4_096)


def raise_limit() -> int:
    """As many as the system allows this process, and never fewer than it had; returns how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (hard, *TRIED):
        if _size(wanted) > _size(hard):
            continue
        if _size(wanted) <= _size(soft):
            break
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return wanted
    return soft


def _size(limit: int) -> float:
    # none at all is -1 on Linux
    return float("inf") if limit == resource.RLIM_INFINITY else limit
