"""Whether the database takes as many connections as the processes may open."""

from collections import Counter

import psycopg
from redis.exceptions import RedisError
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from practice.presence.beats import PREFIX
from practice.presence.pulse import quick_redis
from practice.settings import Settings
from stack.doctor.finding import Finding
from stack.given import Given

# kept back for superusers, which Backtalk's roles are not
RESERVED = 3
FREE = """
select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
  - coalesce(current_setting('reserved_connections', true)::int, 0)
"""


def most_of(kind: str, settings: Settings) -> int:
    """What one process may open: its pools, each of the same size; the relay's leader has a connection beside them."""
    pool = settings.database_pool
    return {"api": 2 * pool, "relay": 2 * pool + 1, "worker-scoring": pool, "worker-embedding": pool}.get(kind, 0)


def processes(settings: Settings, redis_url: str | None) -> Counter[str]:
    """One of each, as `backtalk run` has them, or as many as say now that they are there. Pool processes speak for themselves."""
    one_of_each = Counter({"api": 1, "relay": 1, "worker-scoring": 1, "worker-embedding": settings.embedding_processes})
    return one_of_each | (living(redis_url) if redis_url else Counter())


def living(redis_url: str) -> Counter[str]:
    try:
        with quick_redis(redis_url) as client:
            keys = [key.decode() for key in client.scan_iter(match=f"{PREFIX}*", count=500)]
    except (RedisError, ValueError, OSError):
        return Counter()
    return Counter(key.removeprefix(PREFIX).rpartition(":")[0] for key in keys)


def connections(settings: Settings, servers: Given) -> Finding | None:
    """None when the given database cannot be asked, which another check says."""
    running = processes(settings, servers.redis_url)
    wanted = sum(count * most_of(kind, settings) for kind, count in running.items())
    free = settings.postgres_max_connections - RESERVED if servers.database_url is None else free_at(servers.database_url)
    if free is None:
        return None
    said = f"the processes may open {wanted}, the database has room for {free}"
    if wanted <= free:
        return Finding("Connections", said)
    where = "BACKTALK_POSTGRES_MAX_CONNECTIONS" if servers.database_url is None else "max_connections of the server"
    inside = " (with compose: POSTGRES_MAX_CONNECTIONS in `.env`)" if servers.database_url else ""
    return Finding("Connections", said, f"raise {where}{inside}, or lower BACKTALK_DATABASE_POOL ({settings.database_pool})")


def free_at(url: str) -> int | None:
    try:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, connect_timeout=5) as connection:
            row = connection.execute(FREE).fetchone()
    except (psycopg.Error, ArgumentError):
        return None
    return int(row[0]) if row else None
