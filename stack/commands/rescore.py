"""`backtalk rescore`: score answers again by filter, beside the old scores, and say what changed.

It only queues the jobs: the running workers score, with the scorer, the limits and the budget that they have.
"""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import typer
from pydantic import SecretStr

from practice.db.engines import sync_engine
from practice.db.unit_of_work import WorkerDatabase
from practice.scoring.rescore import Scored, Selection, as_they_are, chosen, queue_again
from practice.settings import Settings
from stack.access import access
from stack.reach import NoDatabase, owner_url

app = typer.Typer(help="Score answers again; old scores are kept.", add_completion=False)
LOOK_EVERY_S = 0.5
BATCH = 200
Moment = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S%z"])]


@app.command()
def rescore(
    question: Annotated[str | None, typer.Option(help="Only answers to this question (its id).")] = None,
    section: Annotated[str | None, typer.Option(help="Only answers of this section.")] = None,
    since: Moment = None,
    until: Moment = None,
    scorer: Annotated[str | None, typer.Option(help="Only answers whose score this scorer made: rubric, openai, ...")] = None,
    dry_run: Annotated[bool, typer.Option(help="Only say which answers it would be.")] = False,
    wait_s: Annotated[float, typer.Option(help="How long to wait for the workers.")] = 3600.0,
) -> None:
    """Queue the scoring of the answers chosen, wait for it, and report old -> new. Exits with 1 if some were not scored."""
    with _database() as database:
        answers = database.run(lambda conn: chosen(conn, Selection(question, section, _utc(since), _utc(until), scorer)))
        if dry_run or not answers:
            _list(answers)
            return
        report = Report()
        for batch in _batches(answers):
            database.run(lambda conn, batch=batch: queue_again(conn, batch, Settings().job_max_attempts))  # type: ignore[misc]
            report.add(batch, _when_done(database, batch, wait_s))
    report.show()
    raise typer.Exit(1 if report.counts["not scored"] else 0)


@contextmanager
def _database() -> Iterator[WorkerDatabase]:
    """As the system, which sees everybody's answers."""
    settings = Settings()
    data_dir = settings.data_dir.absolute()
    try:
        with owner_url(data_dir) as url:
            system_url = SecretStr(access(url, data_dir).system_url)
            engine = sync_engine(settings.model_copy(update={"database_url": system_url}), "rescore")
            yield WorkerDatabase(engine)
            engine.dispose()
    except NoDatabase as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _list(answers: list[Scored]) -> None:
    for answer in answers:
        typer.echo(f"{answer.answer_id} {answer.question_id}: {answer.overall} by {_source(answer)}")
    typer.echo(f"{len(answers)} answers")


def _batches(answers: list[Scored]) -> Iterator[list[Scored]]:
    # what people submit meanwhile must not wait behind thousands of old answers
    for at in range(0, len(answers), BATCH):
        yield answers[at : at + BATCH]


def _when_done(database: WorkerDatabase, batch: list[Scored], wait_s: float) -> dict[UUID, Scored]:
    until = time.monotonic() + wait_s
    while True:
        now = database.run(lambda conn: as_they_are(conn, batch))
        if all(answer.state in ("done", "failed") for answer in now.values()) or time.monotonic() > until:
            return now
        time.sleep(LOOK_EVERY_S)


def _source(answer: Scored) -> str:
    return f"{answer.scorer} {answer.version} ({answer.model})"


class Report:
    """What became of each answer."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._moved = 0

    def add(self, before: list[Scored], after: dict[UUID, Scored]) -> None:
        for old in before:
            kind, line = self._compared(old, after.get(old.answer_id))
            self.counts[kind] += 1
            typer.echo(f"{old.answer_id} {old.question_id}: {line}")

    def _compared(self, old: Scored, new: Scored | None) -> tuple[str, str]:
        if new is None:
            return "deleted", "deleted meanwhile"
        if new.score_id == old.score_id:
            return "not scored", f"{old.overall} stays: its scoring is {new.state}"
        by = f"by {_source(new)}" if _source(new) == _source(old) else f"{_source(old)} -> {_source(new)}"
        self._moved += abs(new.overall - old.overall)
        kind = "same" if new.overall == old.overall else ("higher" if new.overall > old.overall else "lower")
        return kind, f"{old.overall} -> {new.overall} {by}"

    def show(self) -> None:
        scored = sum(self.counts[kind] for kind in ("same", "higher", "lower"))
        typer.echo(", ".join(f"{count} {kind}" for kind, count in sorted(self.counts.items())))
        if scored:
            typer.echo(f"{scored} scored again, moved by {self._moved / scored:.1f} points on average")
