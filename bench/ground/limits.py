"""Thousands of sockets need more open files than a shell gives."""

import resource


def raise_file_limit() -> int:
    """As far as is allowed, for this process and all that it starts."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard
