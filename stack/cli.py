"""The command line `backtalk`; each command pays for its own imports only."""
# ruff: noqa: PLC0415

import os

import typer

from practice.settings import Settings
from stack.commands.lazy import add_commands
from stack.given import given

app = typer.Typer(help="Backtalk: interview practice that talks back.", no_args_is_help=True, add_completion=False)


@app.command()
def run() -> None:
    """Start everything; Ctrl-C stops everything."""
    from stack.run import run as run_all

    raise typer.Exit(run_all())


@app.command()
def migrate() -> None:
    """Bring a given database (DATABASE_URL) to the newest schema and load the shipped questions."""
    from stack.access import access
    from stack.migration import MigrationFailed
    from stack.migration import migrate as migrate_database

    database_url = given(os.environ).database_url
    if database_url is None:
        typer.echo("Give DATABASE_URL the owner's URL of a database; the embedded one is migrated by `backtalk run`.", err=True)
        raise typer.Exit(2)
    try:
        migrate_database(access(database_url, Settings().data_dir.absolute()), typer.echo)
    except MigrationFailed as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo("The schema is ready for this version.")


@app.command()
def doctor() -> None:
    """Say what is wrong with this installation, and what to do about it."""
    from stack.doctor.examine import examine

    problems = 0
    for finding in examine(Settings(), given(os.environ)):
        typer.echo(str(finding))
        problems += not finding.fine
    typer.echo(f"\n{problems} problem(s) found." if problems else "\nAll is well.")
    raise typer.Exit(1 if problems else 0)


add_commands(app)
