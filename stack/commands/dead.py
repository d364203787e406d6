"""`backtalk dead list|show|retry|drop`: jobs that ended as failed; answers' texts are not shown."""

from typing import Annotated
from uuid import UUID

import typer
from sqlalchemy import Connection

from practice.jobs.dead import DeadLetter, dead_letter, dead_letters, drop, revive
from practice.settings import Settings
from stack.commands.owner import as_owner

app = typer.Typer(help="Jobs that failed for good: list, show, retry, drop.", no_args_is_help=True, add_completion=False)
JobId = Annotated[UUID, typer.Argument(help="The id of the job, as `list` shows it.")]
ByQueue = Annotated[str | None, typer.Option(help="Only of this queue: scoring or embedding.")]
ByCode = Annotated[str | None, typer.Option(help="Only with this reason, for instance worker_lost.")]


@app.command("list")
def list_them(
    queue: ByQueue = None,
    code: ByCode = None,
    dropped: Annotated[bool, typer.Option(help="Those that were dropped, too.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many, the newest first.")] = 100,
) -> None:
    """What failed, when and why."""
    found = as_owner(lambda conn: dead_letters(conn, queue, code, dropped=dropped, limit=limit))
    for letter in found:
        typer.echo(
            f"{letter.id}  {letter.queue:<9}  {letter.finished_at:%Y-%m-%d %H:%M}  {letter.error_code}  {letter.question_id}"
        )
    typer.echo(f"{len(found)} failed job(s)." + (" `backtalk dead show ID` says more." if found else ""))


@app.command()
def show(job: JobId) -> None:
    """One failed job with its reason."""
    letter = as_owner(lambda conn: dead_letter(conn, job))
    for name, value in _lines(letter):
        typer.echo(f"{name:<10} {value}")


@app.command()
def retry(
    job: Annotated[UUID | None, typer.Argument(help="The id of a job; leave it out with --all.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Every failed job that the options name.")] = False,
    queue: ByQueue = None,
    code: ByCode = None,
) -> None:
    """Run it again; a running Backtalk announces it within seconds."""
    attempts = Settings().job_max_attempts

    def work(conn: Connection) -> int:
        letters = dead_letters(conn, queue, code, limit=1_000_000) if all else [dead_letter(conn, _needed(job))]
        for letter in letters:
            revive(conn, letter, attempts)
        return len(letters)

    typer.echo(f"{as_owner(work)} job(s) queued again.")


@app.command("drop")
def drop_it(job: JobId) -> None:
    """Take it off the list. The answer stays, its owner is told and may still run it again."""
    as_owner(lambda conn: drop(conn, dead_letter(conn, job)))
    typer.echo("Dropped.")


def _needed(job: UUID | None) -> UUID:
    if job is None:
        raise typer.BadParameter("Give the id of a job, or --all.")
    return job


def _lines(letter: DeadLetter) -> list[tuple[str, object]]:
    return [
        ("job", letter.id),
        ("queue", letter.queue),
        ("reason", letter.error_code),
        ("said", letter.error_message),
        ("attempts", f"{letter.attempt} of {letter.max_attempts}"),
        ("accepted", f"{letter.created_at:%Y-%m-%d %H:%M:%S}"),
        ("failed", f"{letter.finished_at:%Y-%m-%d %H:%M:%S}"),
        ("answer", f"{letter.answer_id} ({letter.lang}, {letter.characters} characters)"),
        ("question", letter.question_id),
        ("owner", letter.user_id),
    ]
