"""Requests to our own servers: a proxy of the environment must not stand between us and our own port."""

import urllib.request
from urllib.parse import urlsplit

from practice.exposure import is_loopback


def direct() -> urllib.request.OpenerDirector:
    """Opens addresses itself, whatever the environment says."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))


def opener_for(address: str) -> urllib.request.OpenerDirector:
    """Direct to this machine and to a container beside us; through the environment's proxy to anybody else."""
    host = urlsplit(address).hostname or ""
    # a proxy knows no name without a dot: it means something only where we are
    ours = is_loopback(host) or ("." not in host and ":" not in host)
    return direct() if ours else urllib.request.build_opener()
