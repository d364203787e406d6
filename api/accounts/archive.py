"""A workspace as a ZIP file that is written while it is sent: a page of rows is all that is held in memory."""

import json
import zipfile
from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from practice.clock import now
from practice.db.unit_of_work import Database
from practice.identity import export

ABOUT = (
    "One file a kind of row, one row a line, as JSON. Vectors stand with their answers. Banks of your own are sheets that can be "
    "imported again. Each page of rows was read at its own moment: what changed during the download may be in one file and not "
    "in another."
)


class _Sink:
    """What ``zipfile`` writes to; it has no ``seek``, so sizes stand behind each file's bytes."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, part: bytes) -> int:
        self._written += part
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


async def archive(database: Database, user_id: UUID) -> AsyncIterator[bytes]:
    """The bytes of the archive. Each page is a transaction of its own, so a slow download holds no connection."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archived:  # type: ignore[call-overload]
        counts: dict[str, int] = {}
        for table in export.tables():
            with archived.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
                async for lines in _pages(database, user_id, table):
                    counts[table.name] = counts.get(table.name, 0) + len(lines)
                    file.write("".join(f"{line}\n" for line in lines).encode())
                    yield sink.take()
        for slug in await database.as_user(user_id, lambda conn: export.own_banks(conn, user_id)):
            for ending, text in await _sheets(database, user_id, slug):
                archived.writestr(f"banks/{slug}.{ending}", text.encode())
            yield sink.take()
        manifest = {"about": ABOUT, "user_id": str(user_id), "at": now().isoformat(), "rows": counts}
        archived.writestr("manifest.json", json.dumps(manifest, indent=2))
    yield sink.take()


async def _pages(database: Database, user_id: UUID, table: Table) -> AsyncIterator[list[str]]:
    after: Sequence[Any] | None = None
    while True:
        cursor = after
        page = await database.as_user(user_id, lambda conn: export.page(conn, user_id, table, cursor))  # noqa: B023
        if page.lines:
            yield page.lines
        if page.after is None:
            return
        after = page.after


async def _sheets(database: Database, user_id: UUID, slug: str) -> list[tuple[str, str]]:
    return await database.as_user(user_id, lambda conn: list(export.sheets(conn, user_id, slug)))
