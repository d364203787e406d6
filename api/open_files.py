"""Every stream is an open file, and a shell gives a process about a thousand of them."""

import resource


def raise_limit() -> int:
    """As many as the system allows this process; returns how many that is."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard
