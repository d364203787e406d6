"""`backtalk person list|delete`: whose workspaces these are, and one of them deleted; answers' texts are not shown."""

from dataclasses import asdict
from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy import Connection

from practice.errors import NotFound
from practice.identity.people import Resident, is_there, people
from practice.identity.workspace import Contents, contents, delete_workspace
from stack.commands.owner import as_owner

app = typer.Typer(help="People: list them, delete one with all that is theirs.", no_args_is_help=True, add_completion=False)
PersonId = Annotated[UUID, typer.Argument(help="The id of the person, as `list` shows it.")]


@app.command("list")
def list_them(
    name: Annotated[str | None, typer.Option(help="Only accounts with this in their name.")] = None,
    accounts: Annotated[bool, typer.Option("--accounts", help="Only who signs in; no guests.")] = False,
    limit: Annotated[int, typer.Option(min=1, help="At most so many, who answered last first.")] = 100,
) -> None:
    """Who has a workspace here."""
    found = as_owner(lambda conn: people(conn, limit, name, accounts=accounts))
    for one in found:
        typer.echo(_line(one))
    typer.echo(f"{len(found)} person(s)." + (" `backtalk person delete ID` deletes one." if found else ""))


@app.command()
def delete(
    person: PersonId, yes: Annotated[bool, typer.Option("--yes", help="Without asking. Nothing can be brought back.")] = False
) -> None:
    """Delete a person with everything that is theirs: answers, scores, events, banks, sessions, the account."""
    if not yes:
        typer.confirm(f"{_told(as_owner(lambda conn: _held(conn, person)))}. Delete all of it for good?", abort=True)
    typer.echo(f"Deleted: {_told(as_owner(lambda conn: _deleted(conn, person)))}.")


def _held(conn: Connection, person: UUID) -> Contents:
    if not is_there(conn, person):
        raise NotFound(f"There is no person {person} here; `backtalk person list` shows who is.")
    return contents(conn, person)


def _deleted(conn: Connection, person: UUID) -> Contents:
    held = _held(conn, person)
    delete_workspace(conn, person)
    return held


def _line(one: Resident) -> str:
    latest = f"{one.latest:%Y-%m-%d %H:%M}" if one.latest else "never answered  "
    who = f"{one.name or 'an account without a name'} ({one.issuer})" if one.issuer else "guest"
    return f"{one.id}  since {one.created_at:%Y-%m-%d}  {one.answers:>6} answer(s)  {latest}  {who}"


def _told(held: Contents) -> str:
    return ", ".join(f"{count} {name}" for name, count in asdict(held).items())
