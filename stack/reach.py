"""The database of an installation, for commands beside a run: the given one, the running embedded one, or that one started."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.errors import UndefinedTable
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from stack.given import given
from stack.passwords import kept_password
from stack.postgres import DATABASE, OWNER, EmbeddedPostgres


class NoDatabase(Exception):
    """There is no database here yet, or none that answers."""

    code = "no_database"


def running_url(data_dir: Path) -> str | None:
    """The owner's URL of the embedded server that runs in the data folder, if one does: its own file names the port."""
    folder = data_dir / "postgres"
    try:
        lines = (folder / "cluster" / "postmaster.pid").read_text().splitlines()
        os.kill(int(lines[0]), 0)
        port = int(lines[3])
    except (OSError, ValueError, IndexError):
        return None
    return f"postgresql://{OWNER}:{kept_password(folder / 'password')}@127.0.0.1:{port}/{DATABASE}"


@contextmanager
def owner_url(data_dir: Path) -> Iterator[str]:
    """The owner's URL, good inside the block. Raises NoDatabase, also for a database that fails whoever uses the URL."""
    try:
        with _server(data_dir) as url:
            yield url
    except ArgumentError as error:
        raise NoDatabase("DATABASE_URL is no address of a database: postgresql://owner:password@host:5432/name") from error
    except OperationalError as error:
        said = str(error.orig).strip().splitlines()[0]
        raise NoDatabase(f"the database cannot be reached: {said}. See that it runs, and that DATABASE_URL names it") from error
    except ProgrammingError as error:
        if not isinstance(error.orig, UndefinedTable):
            raise
        raise NoDatabase("the database holds no tables yet: start Backtalk once, or run `backtalk migrate`") from error


@contextmanager
def _server(data_dir: Path) -> Iterator[str]:
    if named := given(os.environ).database_url:
        yield named
    elif found := running_url(data_dir):
        yield found
    elif (data_dir / "postgres" / "cluster").exists():
        with EmbeddedPostgres(data_dir / "postgres") as server:
            yield server.url
    else:
        raise NoDatabase(f"{data_dir} holds no database: start Backtalk once, or name the folder with BACKTALK_DATA_DIR")
