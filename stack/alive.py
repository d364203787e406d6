"""`python -m stack.alive KIND`: a container's health check; exit code 0 when the process of this host does its work."""

import http.client
import socket
import sys
from urllib.parse import urlsplit

from redis import Redis
from redis.exceptions import RedisError

from practice.exposure import is_loopback
from practice.presence.beats import PREFIX, decode
from practice.presence.pulse import quick_redis
from practice.settings import Settings, settings
from stack.direct import direct


def answers(address: str) -> bool:
    try:
        with direct().open(f"{address}/healthz", timeout=3) as response:
            return bool(response.status == 200)
    except (OSError, http.client.HTTPException):
        return False


def encoder_here(url: str) -> str:
    """This container's encoder. The URL names the service, behind which another container may answer for this one."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not is_loopback(host):
        host = "127.0.0.1"
    return f"http://{f'[{host}]' if ':' in host else host}:{parts.port or 80}"


def beats(client: Redis, kind: str, host: str) -> bool:
    """Whether a process of the kind has said lately that it is there; a container's host name is its own."""
    try:
        values = [client.get(key) for key in client.scan_iter(match=f"{PREFIX}{kind}:*", count=500)]
    except RedisError:
        return False
    return any(decode(value).host == host for value in values if isinstance(value, str | bytes))


def alive(kind: str, own: Settings) -> bool:
    if kind == "api":
        return answers(f"http://127.0.0.1:{own.port}")
    if kind == "encoder":
        return answers(encoder_here(own.encoder_url))
    with quick_redis(own.redis_url.get_secret_value()) as client:
        return beats(client, kind, socket.gethostname())


if __name__ == "__main__":
    sys.exit(0 if alive(sys.argv[1], settings()) else 1)
