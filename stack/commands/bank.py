"""`backtalk bank check|export|import FILE`: question sheets from the command line; only import talks to a server."""

import json
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Literal

import typer

from practice.bank.errors import refuse_empty
from practice.bank.model import Lang
from practice.bank.reading import Reading
from practice.bank.sheet import read_sheet, write_sheet
from practice.bank.yaml_twin import read_yaml, write_yaml
from practice.errors import BacktalkError
from stack.direct import opener_for

app = typer.Typer(
    help="Question sheets: check one, turn it into its twin, import it.", no_args_is_help=True, add_completion=False
)
Format = Literal["md", "yaml"]
MEDIA = {"md": "text/markdown", "yaml": "application/yaml"}
TABLES = (".csv", ".tsv", ".xlsx")
NO_TABLES = "a table is not read. Write each row as `### Q1. question` with the answer below it (.md), or write YAML (.yaml)."
START = "Start one with `backtalk run` (compose: `docker compose up -d`), or say where it is with --server or BACKTALK_SERVER."
NO_SCORE = " (no score: neither a model answer nor a rubric point to make was read)"
Source = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A sheet (.md) or its twin (.yaml).")]


@app.command()
def check(file: Source) -> None:
    """Say what the file holds and what is odd about it, by line. Exits with 1 if there is a warning."""
    reading = _read(file)
    for warning in reading.warnings:
        typer.echo(f"{file}:{warning.line}: {warning.message} [{warning.code}]")
    answered = sum(1 for question in reading.bank.questions if question.answer)
    judged = sum(1 for question in reading.bank.questions if question.rubric)
    count = len(reading.bank.questions)
    held = f"{count} questions, {answered} with an answer, {judged} with a rubric"
    typer.echo(f"{reading.bank.slug}: {held}; {len(reading.warnings)} warnings")
    raise typer.Exit(1 if reading.warnings else 0)


@app.command()
def export(
    file: Source,
    format: Annotated[Format | None, typer.Option(help="md or yaml; the other one than the file's by default.")] = None,
    lang: Annotated[Lang | None, typer.Option(help="Main language of a sheet: ko or en; the bank's own by default.")] = None,
    out: Annotated[Path | None, typer.Option(help="Where to write; the terminal by default.")] = None,
) -> None:
    """Write the bank of the file as a sheet or as YAML, without loss."""
    bank = _read(file).bank
    wanted = format or ("md" if _format(file) == "yaml" else "yaml")
    text = write_yaml(bank) if wanted == "yaml" else write_sheet(bank, lang or bank.lang)
    if out:
        out.write_text(text, encoding="utf-8", newline="\n")
    else:
        typer.echo(text, nl=False)


@app.command("import")
def import_file(
    file: Source,
    server: Annotated[str, typer.Option(envvar="BACKTALK_SERVER", help="The running Backtalk.")] = "http://127.0.0.1:8000",
    token: Annotated[str | None, typer.Option(envvar="BACKTALK_TOKEN", help="The token that POST /api/session gave you.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Only show what would change.")] = False,
) -> None:
    """Send the file to a running server; it becomes a bank of your own."""
    if not token:
        typer.echo("Give --token or BACKTALK_TOKEN: POST /api/session returns one.", err=True)
        raise typer.Exit(2)
    with _words_for(file):
        refuse_empty(_read(file))
    _show(_posted(file, server, token, dry_run=dry_run))


def _read(file: Path) -> Reading:
    if file.suffix.lower() in TABLES:
        typer.echo(f"{file}: {NO_TABLES}", err=True)
        raise typer.Exit(1)
    with _words_for(file):
        raw = file.read_bytes()
        return read_yaml(raw) if _format(file) == "yaml" else read_sheet(raw, slug_hint=file.stem)


@contextmanager
def _words_for(file: Path) -> Iterator[None]:
    """What is wrong with the file, on one line; then exits."""
    try:
        yield
    except BacktalkError as error:
        typer.echo(f"{file}: {error.detail}", err=True)
        raise typer.Exit(1) from None


def _format(file: Path) -> Format:
    return "yaml" if file.suffix.lower() in (".yaml", ".yml") else "md"


def _posted(file: Path, server: str, token: str, *, dry_run: bool) -> dict[str, object]:
    query = urllib.parse.urlencode({"dry_run": str(dry_run).lower()})
    headers = {"Authorization": f"Bearer {token}", "Content-Type": MEDIA[_format(file)]}
    # as one types an address
    server = server if "://" in server else f"http://{server}"
    request = urllib.request.Request(f"{server.rstrip('/')}/api/banks/import?{query}", file.read_bytes(), headers)  # noqa: S310
    try:
        with opener_for(server).open(request, timeout=60) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        problem = error.read().decode(errors="replace")
        typer.echo(f"The server refused the file ({error.code}): {_detail(problem)}", err=True)
    except (urllib.error.URLError, OSError) as error:
        typer.echo(f"No Backtalk answers at {server}: {error}. {START}", err=True)
    raise typer.Exit(1)


def _detail(problem: str) -> str:
    try:
        return str(json.loads(problem).get("detail", problem))
    except (ValueError, AttributeError):
        return problem[:300]


def _show(result: dict[str, object]) -> None:
    for kind, sign in (("added", "+"), ("changed", "~"), ("missing", "-")):
        for entry in _entries(result.get(kind)):
            note = "" if entry.get("can_be_scored", True) else NO_SCORE
            typer.echo(f"{sign} {entry.get('id')}: {str(entry.get('text')).splitlines()[0]}{note}")
    for warning in _entries(result.get("warnings")):
        typer.echo(f"line {warning.get('line')}: {warning.get('message')}")
    counts = ", ".join(f"{len(_entries(result.get(kind)))} {kind}" for kind in ("added", "changed", "same", "missing"))
    typer.echo(f"{result.get('bank')}: {counts} (missing questions stay where they are)")


def _entries(value: object) -> list[dict[str, object]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
