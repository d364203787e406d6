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
from practice.db.revision import newest
from practice.db.roles import RolePasswords, ensure_roles
from practice.db.server import CannotMigrate, require_server, require_vector, revision_ahead

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
    """Applies what is missing; running it again changes nothing. Raises CannotMigrate.

    A newer version's schema stays as it is: migrations only add, so this code goes on with it. So does the newer bank.
    """
    engine = create_engine(with_driver(make_url(admin_url)), hide_parameters=True)
    try:
        with engine.begin() as conn:
            conn.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
            require_server(conn)
            ahead = revision_ahead(conn)
            ensure_roles(conn, passwords)
            if ahead is None:
                _upgrade(conn)
        if ahead is None:
            _settle(engine)
        else:
            sys.stderr.write(f"the database is newer than this code ({ahead} > {newest()}); its schema stays as it is\n")
    finally:
        engine.dispose()


def _upgrade(conn: Connection) -> None:
    require_vector(conn)
    command.upgrade(_config(conn), "head")
    bank = shipped.load()
    store_bank(conn, with_missing(load_bank(conn, bank.slug, None), bank), owner=None)


# What was written by a migration is looked up row by row, and planned for by guess, until it has been vacuumed.
UNSETTLED = text("select relallvisible < relpages / 2 from pg_class where oid = 'answers'::regclass")


def _settle(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        if conn.scalar(UNSETTLED):
            conn.execute(text("vacuum analyze answers"))


def main() -> int:
    """Exit status 2 when a variable is missing, 1 when the database cannot be migrated."""
    names = ("BACKTALK_ADMIN_DATABASE_URL", "BACKTALK_APP_PASSWORD", "BACKTALK_SYSTEM_PASSWORD")
    missing = [name for name in names if not os.environ.get(name)]
    if missing:
        sys.stderr.write(f"set {', '.join(missing)}: the owner's database URL and the passwords of the two roles\n")
        return 2
    url, app, system = (os.environ[name] for name in names)
    try:
        migrate(url, RolePasswords(app=app, system=system))
    except CannotMigrate as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
