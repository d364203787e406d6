"""`backtalk reembed`: change the embedding model while searches go on, watch it, call it off, drop the old vectors; or make
the vectors of long answers anew."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlalchemy import create_engine, make_url

from practice.db.engines import with_driver
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding import changing
from practice.embedding.active import every
from practice.embedding.models import ModelSpec, UnknownModel
from practice.embedding.renewing import renew_long
from practice.embedding.shelf.manifest import ModelNotReady, known_spec, require_checked
from practice.errors import BacktalkError
from practice.settings import Settings
from stack.reach import NoDatabase, owner_url

app = typer.Typer(help="Change the embedding model while searches go on.", add_completion=False)
EVERY_S = 1.0
STEP = 500
# longer than a sweep and the loading of a model
SILENT_S = 60.0


@app.callback(invoke_without_command=True)
def reembed(
    model: Annotated[str | None, typer.Option(help="The next model; `backtalk model check` has passed it.")] = None,
    watch: Annotated[bool, typer.Option(help="Stay and show the progress; the work goes on without you.")] = True,
    cancel: Annotated[
        bool, typer.Option("--cancel", help="Call the change off; what was filled in stays until dropped.")
    ] = False,
    drop_old: Annotated[bool, typer.Option("--drop-old", help="Drop the vectors of the model that is out of use.")] = False,
    long: Annotated[
        bool, typer.Option("--long", help="Embed answers again that the model reads in several windows, in this process.")
    ] = False,
) -> None:
    """Without options: which models have vectors here, and how far a change has come."""
    if sum((model is not None, cancel, drop_old, long)) > 1:
        raise typer.BadParameter("choose one of --model, --cancel, --drop-old and --long")
    settings = Settings()
    try:
        with _database(settings) as database:
            if cancel:
                typer.echo(f"Called off: {database.run(changing.cancel) or 'no change was under way'}.")
            elif drop_old:
                _drop(database)
            elif long:
                _renew(database, settings)
            elif model:
                _change(database, settings, model, watch)
            else:
                _show(database)
    except (NoDatabase, BacktalkError, UnknownModel, ModelNotReady) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


def _change(database: WorkerDatabase, settings: Settings, name: str, watch: bool) -> None:
    spec = _ready(settings, name)
    database.run(lambda conn: changing.begin(conn, spec, settings.embedding_model))
    typer.echo(f"Changing to {name}: the embedding worker fills in the vectors, searches stay with the old ones until then.")
    if watch:
        _watch(database, name)


def _ready(settings: Settings, name: str) -> ModelSpec:
    spec = known_spec(name, settings.data_dir)
    require_checked(spec, settings.data_dir)
    return spec


def _watch(database: WorkerDatabase, name: str) -> None:
    shown = ""
    while True:
        found = next((one for one in database.run(changing.models) if one.name == name), None)
        if found is None or found.state != "filling":
            break
        line = _line(found)
        if line != shown:
            typer.echo(line)
            shown = line
        time.sleep(EVERY_S)
    over = found is not None and found.state == "active"
    typer.echo(f"{name} is the active model now. `backtalk reembed --drop-old` frees the old vectors." if over else "Called off.")
    raise typer.Exit(0 if over else 1)


def _line(found: changing.Progress) -> str:
    silent = found.idle_s is not None and found.idle_s > SILENT_S
    remark = "; no worker has touched it for a while: is Backtalk running?" if silent else ""
    share = 100 * found.done // found.total if found.total else 100
    return f"{found.name}: {found.state}, {found.done} of {found.total} answers ({share} %){remark}"


def _show(database: WorkerDatabase) -> None:
    rows = database.run(changing.models)
    for found in rows:
        typer.echo(_line(found) if found.state == "filling" else f"{found.name}: {found.state}")
    if not rows:
        typer.echo("Nothing has been embedded yet.")


def _drop(database: WorkerDatabase) -> None:
    dropped, name = 0, None
    while (step := database.run(lambda conn: changing.drop_some(conn, STEP))) and step[1]:
        name, dropped = step[0], dropped + step[1]
        typer.echo(f"{name}: {dropped} vectors dropped")
    typer.echo("No vectors of an old model are left.")


def _renew(database: WorkerDatabase, settings: Settings) -> None:
    # the libraries take seconds to load
    from practice.embedding.engine import bounds_of, load_model  # noqa: PLC0415

    for found in database.run(every):
        if found.spec.is_remote:
            typer.echo(f"{found.name}: behind an API, left as it is")
            continue
        encoder, done = load_model(found.spec, settings.data_dir, bounds_of(settings, settings.embedding_threads)), 0
        for done in renew_long(database, found, encoder):
            typer.echo(f"{found.name}: {done} long answers embedded again")
        typer.echo(f"{found.name}: done, {done}")


@contextmanager
def _database(settings: Settings) -> Iterator[WorkerDatabase]:
    with owner_url(settings.data_dir.absolute()) as url:
        engine = create_engine(with_driver(make_url(url)), hide_parameters=True)
        try:
            yield WorkerDatabase(engine)
        finally:
            engine.dispose()
