"""What a database must be before it is migrated: on a server that is new enough, and not further on than this code."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from practice.db.revision import current, known, newest
from practice.errors import BacktalkError

# crc32(bytea) of the fourth migration is new in 18
POSTGRES_FROM = 180_000
VECTOR_THERE = text("select 1 from pg_extension where extname = 'vector'")


class CannotMigrate(BacktalkError):
    code, title = "cannot_migrate", "This database cannot be brought to the newest schema"


def version_name(number: int) -> str:
    """As people write it: 18.1."""
    return f"{number // 10_000}.{number % 10_000}"


def require_server(conn: Connection) -> None:
    """Raises CannotMigrate for a server that is too old for the migrations."""
    found = int(conn.scalar(text("show server_version_num")) or 0)
    if found < POSTGRES_FROM:
        raise CannotMigrate(
            f"the database's server is PostgreSQL {version_name(found)}, and Backtalk needs {POSTGRES_FROM // 10_000} or newer: "
            "give it a newer server, or leave DATABASE_URL out to use the embedded one"
        )


def require_vector(conn: Connection) -> None:
    """Makes the extension where it is missing. Raises CannotMigrate where that cannot be done."""
    if conn.scalar(VECTOR_THERE):
        return
    said = ""
    try:
        with conn.begin_nested():
            conn.execute(text("create extension if not exists vector"))
    except ProgrammingError as refused:
        said = str(refused.orig).splitlines()[0]
    # raised outside: the statement and its traceback say nothing that a host needs
    if said:
        raise CannotMigrate(
            f"pgvector cannot be set up in this database ({said}): install pgvector 0.8 or newer on the server, and let a "
            "superuser run `CREATE EXTENSION vector` in this database"
        )


def revision_ahead(conn: Connection) -> str | None:
    """The database's revision where a newer version of this code has migrated it, else None.

    Raises CannotMigrate for a revision that is neither known here nor newer.
    """
    found = current(conn) if conn.scalar(text("select to_regclass('alembic_version')")) else None
    if found is None or found in known():
        return None
    if found.isdigit() and int(found) > int(newest()):
        return found
    raise CannotMigrate(
        f"the database is at revision {found!r}, which this code does not know and which is no newer one "
        f"({newest()} is the newest here): start the version of Backtalk that wrote it, or give an empty database"
    )
