"""Work on the database as its owner, from the command line."""

from collections.abc import Callable
from typing import TypeVar

import typer
from sqlalchemy import Connection, create_engine, make_url

from practice.db.engines import with_driver
from practice.errors import BacktalkError
from practice.events.outbox import NOTIFY
from practice.settings import Settings
from stack.embedded import ServerFailed
from stack.lock import FolderInUse
from stack.reach import NoDatabase, owner_url

T = TypeVar("T")


def as_owner(work: Callable[[Connection], T]) -> T:
    """In one transaction; then the relay is woken, for the events that were written. Exits with 1 and says what went wrong."""
    try:
        with owner_url(Settings().data_dir.absolute()) as url:
            engine = create_engine(with_driver(make_url(url)), hide_parameters=True)
            try:
                with engine.begin() as conn:
                    done = work(conn)
                with engine.begin() as conn:
                    conn.exec_driver_sql(NOTIFY)
            finally:
                engine.dispose()
    except (BacktalkError, NoDatabase, ServerFailed, FolderInUse) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    return done
