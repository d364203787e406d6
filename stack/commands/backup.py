"""`backtalk backup FILE`: everything that is kept, in one file, while Backtalk runs or while it does not."""

from pathlib import Path
from typing import Annotated

import typer

from practice.settings import Settings
from stack.binaries import BinaryMissing, postgres_client
from stack.client import run_client
from stack.embedded import ServerFailed
from stack.lock import FolderInUse
from stack.reach import NoDatabase, owner_url

app = typer.Typer(help="Write the whole database to a file.", add_completion=False)


class BackupFailed(Exception):
    """pg_dump did not write the file."""

    code = "backup_failed"


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Where to write it; must not exist yet.")]) -> None:
    """One moment of the database: answers, scores, vectors, events, sessions, questions. `backtalk restore` reads it."""
    if file.exists():
        typer.echo(f"{file} exists already: give a new name, so that no backup is lost", err=True)
        raise typer.Exit(2)
    try:
        with owner_url(Settings().data_dir.absolute()) as url:
            dump(url, file)
    except (NoDatabase, BackupFailed, BinaryMissing, ServerFailed, FolderInUse) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{file}: {file.stat().st_size / 2**20:.1f} MB")


def dump(url: str, file: Path) -> None:
    """Whole or not at all. Roles and rights are left out: the migration makes them anew. Raises BackupFailed."""
    program, draft = postgres_client("pg_dump"), file.with_name(f"{file.name}.part")
    try:
        # the file holds people's answers: for the owner's eyes from the first byte on
        draft.touch(mode=0o600)
    except OSError as error:
        raise BackupFailed(f"{draft} cannot be written: {error.strerror}") from error
    done = run_client(program, url, "--format=custom", "--compress=gzip:3", "--no-owner", f"--file={draft}")
    if done.returncode:
        draft.unlink(missing_ok=True)
        raise BackupFailed(f"pg_dump failed: {done.stderr.strip()}")
    draft.rename(file)
