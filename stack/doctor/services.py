"""Checks of servers that the person gave: reachable, new enough, set up as Backtalk needs."""

import psycopg
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from practice.db.server import POSTGRES_FROM, version_name
from stack.doctor.finding import Finding

PGVECTOR_FROM = (0, 8)
REDIS_FROM = (6, 2)
EMBEDDED = "not given: the embedded one is used"


def database(url: str | None) -> Finding:
    if url is None:
        return Finding("DATABASE_URL", EMBEDDED)
    try:
        plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, connect_timeout=5) as connection:
            return _judged(connection)
    except (psycopg.Error, ArgumentError) as error:
        remedy = "check the address, the name and the password in DATABASE_URL, and that the server runs"
        return Finding("DATABASE_URL", f"cannot be reached: {str(error).strip().splitlines()[0]}", remedy)


def _judged(connection: psycopg.Connection) -> Finding:
    version = connection.info.server_version
    said = f"PostgreSQL {version_name(version)}"
    if version < POSTGRES_FROM:
        return Finding("DATABASE_URL", said, f"use PostgreSQL {POSTGRES_FROM // 10_000} or newer")
    row = connection.execute("select default_version from pg_available_extensions where name = 'vector'").fetchone()
    vector = str(row[0]) if row else None
    if vector is None or numbers(vector) < PGVECTOR_FROM:
        remedy = "install pgvector 0.8 or newer on that server (the image pgvector/pgvector:pg18 has it)"
        return Finding("DATABASE_URL", f"{said}, pgvector {vector or 'is missing'}", remedy)
    if not _has_roles(connection):
        remedy = (
            "give the database's owner, who may create roles: Backtalk makes two of its own (ALTER ROLE ... CREATEROLE). Or make "
            f"them by hand, as `CREATE ROLE \"{connection.info.dbname}_app\" LOGIN PASSWORD '...'` and "
            f'"{connection.info.dbname}_system", and give the passwords as BACKTALK_APP_PASSWORD and BACKTALK_SYSTEM_PASSWORD'
        )
        return Finding("DATABASE_URL", f"{said}, pgvector {vector}, but this role may not create roles", remedy)
    return Finding("DATABASE_URL", f"{said}, pgvector {vector}")


def _has_roles(connection: psycopg.Connection) -> bool:
    """Whether both are there, or can be made."""
    found = connection.execute(
        "select bool_or(rolname = current_user and (rolsuper or rolcreaterole))"
        " or count(*) filter (where rolname in (current_database() || '_app', current_database() || '_system')) = 2 from pg_roles"
    ).fetchone()
    return bool(found and found[0])


def broker(url: str | None) -> Finding:
    if url is None:
        return Finding("REDIS_URL", EMBEDDED)
    try:
        with redis.Redis.from_url(url, socket_timeout=3, socket_connect_timeout=3, retry=Retry(NoBackoff(), 0)) as client:
            facts = client.info()
    except (redis.RedisError, ValueError, OSError) as error:
        remedy = "check the address and the password in REDIS_URL, and that the server runs"
        return Finding("REDIS_URL", f"cannot be reached: {error}", remedy)
    version, policy = str(facts.get("redis_version", "0")), str(facts.get("maxmemory_policy", "unknown"))
    said = f"{facts.get('server_name', 'redis')} {facts.get('valkey_version', version)}, {policy}"
    if numbers(version) < REDIS_FROM:
        return Finding("REDIS_URL", said, "use Redis 6.2 or newer, or Valkey")
    if policy != "noeviction":
        remedy = "set `maxmemory-policy noeviction` there: otherwise a full server drops queued work in silence"
        return Finding("REDIS_URL", said, remedy)
    return Finding("REDIS_URL", said)


def numbers(version: str) -> tuple[int, int]:
    """The first two numbers of a version."""
    major, minor, *_ = [*version.split("."), "0"]
    return int(major), int(minor)
