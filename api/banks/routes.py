"""Import (a dry run first, if asked) and export of question sheets; a bank of one's own is deleted."""

import asyncio
from functools import partial
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict

from api.deps import Caller, Shared
from api.views.questions import read_as
from practice.bank.browse import visible_bank
from practice.bank.deletion import delete_bank
from practice.bank.importing import Format, import_bank, read_file
from practice.bank.model import Lang
from practice.bank.reading import Limits
from practice.bank.sheet import write_sheet
from practice.bank.yaml_twin import write_yaml
from practice.errors import BacktalkError

IMPORT_PATH = "/api/banks/import"
FORMATS: dict[str, Format] = {
    "text/markdown": "md",
    "application/yaml": "yaml",
    "application/x-yaml": "yaml",
    "text/yaml": "yaml",
}
MEDIA = {"md": "text/markdown; charset=utf-8", "yaml": "application/yaml; charset=utf-8"}

router = APIRouter(tags=["banks"])


class UnknownFormat(BacktalkError):
    code, status, title = "unsupported_media_type", 415, "This format is not read"


class EntryOut(BaseModel):
    """``id`` is the question's own id in the file's bank; ``line`` where it stands, null for a missing one.

    What was read of it, or is stored of a missing one: ``points`` are those of its rubric, misconceptions included. Without
    ``can_be_scored`` there is neither a model answer nor a point to make, and an answer to it gets no score.
    """

    model_config = ConfigDict(from_attributes=True)

    id: str
    line: int | None
    text: str
    model_answer: bool
    points: int
    follow_ups: int
    hints: int
    can_be_scored: bool


class WarningOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    line: int
    message: str
    code: str


class ImportResult(BaseModel):
    """What the import did, or would do; nothing is ever deleted."""

    bank: str
    dry_run: bool
    added: list[EntryOut]
    changed: list[EntryOut]
    same: list[EntryOut]
    missing: list[EntryOut]
    warnings: list[WarningOut]


BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {kind: {"schema": {"type": "string"}} for kind in ("text/markdown", "application/yaml")},
    }
}


def _format(request: Request) -> Format:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in FORMATS:
        raise UnknownFormat("Send a sheet as text/markdown or its twin as application/yaml, and say so in Content-Type.")
    return FORMATS[kind]


@router.post(IMPORT_PATH, openapi_extra=BODY)
async def import_sheet(
    request: Request,
    shared: Shared,
    caller: Caller,
    dry_run: bool = False,
    slug: Annotated[str, Query(pattern=r"^[a-z0-9][a-z0-9-]{0,79}$")] = "my-bank",
) -> ImportResult:
    """Reads a sheet into a bank of one's own; ``slug`` names it when the sheet does not."""
    read = partial(read_file, await request.body(), _format(request), slug, _limits(shared))
    await shared.database.read(caller, lambda _, user_id: user_id)
    # reading burns CPU for up to seconds; the loop goes on
    reading = await asyncio.to_thread(read)
    done = await shared.database.write(caller, lambda conn, user_id: import_bank(conn, user_id, reading, dry_run))
    lists = {
        kind: [EntryOut.model_validate(entry) for entry in getattr(done.changes, kind)]
        for kind in ("added", "changed", "same", "missing")
    }
    warnings = [WarningOut.model_validate(warning) for warning in sorted(reading.warnings)]
    return ImportResult(bank=done.changes.bank.slug, dry_run=dry_run, warnings=warnings, **lists)


def _limits(shared: Shared) -> Limits:
    return Limits(size=shared.settings.import_max_bytes, questions=shared.settings.import_max_questions)


@router.delete("/api/banks/{slug}", status_code=204)
async def delete_own_bank(
    slug: str,
    shared: Shared,
    caller: Caller,
    answers: Annotated[int, Query(ge=0, description="Up to how many of your answers to its questions may go with it.")] = 0,
) -> None:
    """Deletes a bank of one's own with its questions, and the answers to them if the caller agrees to lose so many."""
    await shared.database.write(caller, lambda conn, user_id: delete_bank(conn, user_id, slug, answers))


@router.get(
    "/api/banks/{slug}/export",
    response_class=Response,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in MEDIA.values()}}},
)
async def export_bank(
    slug: str, request: Request, shared: Shared, format: Literal["md", "yaml"] = "md", lang: Lang | None = None
) -> Response:
    """The whole bank as a sheet or its twin; importing it again gives the same bank."""
    bank = await read_as(request, shared, lambda conn: visible_bank(conn, slug))
    text = await asyncio.to_thread(
        partial(write_yaml, bank) if format == "yaml" else partial(write_sheet, bank, lang or bank.lang)
    )
    return Response(text, media_type=MEDIA[format], headers={"Content-Disposition": _saved_as(f"{bank.slug}.{format}")})


def _saved_as(name: str) -> str:
    """RFC 6266: a header holds ASCII, and a name in Hangul goes beside it in its own encoding."""
    if name.isascii():
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"bank.{name.rpartition('.')[2]}\"; filename*=UTF-8''{quote(name)}"
