"""Which schema this code needs and which a database has, without the migration library: the gateway asks at each start."""

from pathlib import Path

from sqlalchemy import Connection, text

VERSIONS = Path(__file__).parent / "migrations" / "versions"
CURRENT = text("select version_num from alembic_version")


def known() -> frozenset[str]:
    """The revisions that this code can write: a migration's file is named after its number."""
    return frozenset(path.name.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def newest() -> str:
    """The newest revision: numbers only grow."""
    return max(known())


def current(conn: Connection) -> str | None:
    """The revision that the database has; raises sqlalchemy's ProgrammingError before the first migration."""
    revision: str | None = conn.scalar(CURRENT)
    return revision
