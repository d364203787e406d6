"""`backtalk restore FILE`: a backup becomes the database of a fresh data folder, or of an empty given database."""

import os
from pathlib import Path
from typing import Annotated

import psycopg
import typer
from sqlalchemy import create_engine, make_url

from practice.db.engines import with_driver
from practice.db.roles import RolePasswords, ensure_roles
from practice.db.server import CannotMigrate, require_server
from practice.settings import Settings
from stack.access import access
from stack.binaries import BinaryMissing, postgres_client
from stack.client import run_client
from stack.embedded import ServerFailed
from stack.given import given
from stack.lock import FolderInUse
from stack.migration import MigrationFailed, migrate
from stack.postgres import EmbeddedPostgres

app = typer.Typer(help="Fill an empty installation from a backup.", add_completion=False)


class RestoreFailed(Exception):
    """The backup could not be read, or there is something to lose where it should go."""

    code = "restore_failed"


@app.command()
def restore(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="What `backtalk backup` wrote.")]) -> None:
    """Only where nothing is: an installation that holds answers is never overwritten."""
    try:
        _restore(file, Settings().data_dir.absolute())
    except (RestoreFailed, BinaryMissing, ServerFailed, MigrationFailed, FolderInUse) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo("Restored. `backtalk run` goes on from there.")


def _restore(file: Path, data_dir: Path) -> None:
    if url := given(os.environ).database_url:
        fill(url, file, data_dir)
        return
    with EmbeddedPostgres(data_dir / "postgres") as server:
        # a database without tables is what a restore leaves behind that failed: the right file comes next
        if _tables(server.url):
            raise RestoreFailed(
                f"{data_dir} holds a database already: move it away, or name another folder with BACKTALK_DATA_DIR"
            )
        fill(server.url, file, data_dir)


def fill(url: str, file: Path, data_dir: Path) -> None:
    """Roles first, since policies and rights name them; then the rows; then whatever the schema has gained since.

    Raises RestoreFailed, MigrationFailed.
    """
    allowed = access(url, data_dir)
    if _tables(url):
        raise RestoreFailed("the database is not empty: give one that is")
    _prepare(url, RolePasswords(app=allowed.app_password, system=allowed.system_password))
    done = run_client(postgres_client("pg_restore"), url, "--no-owner", "--exit-on-error", "--single-transaction", str(file))
    if done.returncode:
        raise RestoreFailed(f"pg_restore failed: {done.stderr.strip()}")
    migrate(allowed, typer.echo)


def _prepare(url: str, passwords: RolePasswords) -> None:
    engine = create_engine(with_driver(make_url(url)), hide_parameters=True)
    try:
        with engine.begin() as conn:
            require_server(conn)
            ensure_roles(conn, passwords)
    except CannotMigrate as error:
        raise RestoreFailed(str(error)) from None
    finally:
        engine.dispose()


def _tables(url: str) -> int:
    try:
        with psycopg.connect(url) as conn:
            row = conn.execute("select count(*) from pg_tables where schemaname = 'public'").fetchone()
            return int(row[0]) if row else 0
    except psycopg.Error as error:
        raise RestoreFailed(f"the database cannot be reached: {str(error).strip().splitlines()[0]}") from error
