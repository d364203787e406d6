"""Brings a database to the newest schema: extension, roles, tables, policies, the bank that ships.

``python -m practice.db.migrate`` reads BACKTALK_ADMIN_DATABASE_URL (the owner's), BACKTALK_APP_PASSWORD and
BACKTALK_SYSTEM_PASSWORD.
"""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from practice.bank import shipped
from practice.bank.importing import with_missing
from practice.bank.store import load_bank, store_bank
from practice.db.engines import with_driver
from practice.db.roles import RolePasswords, ensure_roles

HERE = Path(__file__).parent / "migrations"
# Any number: two migrations at once wait for each other on it.
LOCK = 7_231_001


def _config(conn: Connection | None = None) -> Config:
    config = Config()
    # % is alembic's interpolation character, and may stand in a path
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.attributes["connection"] = conn
    return config


def migrate(admin_url: str, passwords: RolePasswords) -> None:
    """Applies what is missing; running it again changes nothing."""
    engine = create_engine(with_driver(make_url(admin_url)))
    with engine.begin() as conn:
        conn.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        conn.execute(text("create extension if not exists vector"))
        ensure_roles(conn, passwords)
        command.upgrade(_config(conn), "head")
        bank = shipped.load()
        store_bank(conn, with_missing(load_bank(conn, bank.slug, None), bank), owner=None)
    _settle(engine)
    engine.dispose()


# What was written by a migration is looked up row by row, and planned for by guess, until it has been vacuumed.
UNSETTLED = text("select relallvisible < relpages / 2 from pg_class where oid = 'answers'::regclass")


def _settle(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        if conn.scalar(UNSETTLED):
            conn.execute(text("vacuum analyze answers"))


def main() -> int:
    """Exit status 2 when a variable is missing."""
    names = ("BACKTALK_ADMIN_DATABASE_URL", "BACKTALK_APP_PASSWORD", "BACKTALK_SYSTEM_PASSWORD")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        sys.stderr.write(f"set {', '.join(missing)}: the owner's database URL and the passwords of the two roles\n")
        return 2
    url, app, system = (os.environ[name] for name in names)
    migrate(url, RolePasswords(app=app, system=system))
    return 0


if __name__ == "__main__":
    sys.exit(main())
