"""Cursors of lists: opaque to the caller."""

import base64
import binascii
from uuid import UUID

from practice.errors import InvalidInput

# the database's integer; a number beyond it comes from no page of ours
LAST_PLACE = 2**31 - 1


class MalformedCursor(InvalidInput):
    code, title = "malformed_cursor", "This is no cursor of ours"


def encode(*parts: object) -> str:
    """A cursor that is safe in a URL."""
    return base64.urlsafe_b64encode(":".join(str(part) for part in parts).encode()).decode().rstrip("=")


def decode_place(cursor: str | None) -> tuple[UUID, int] | None:
    """A place in a list of questions. Raises MalformedCursor."""
    if cursor is None:
        return None
    try:
        bank, place = _plain(cursor).split(":")
        found = UUID(bank), int(place)
    except ValueError:
        raise _malformed() from None
    if not 0 <= found[1] <= LAST_PLACE:
        raise _malformed()
    return found


def decode_id(cursor: str | None) -> UUID | None:
    """A place in the history. Raises MalformedCursor."""
    if cursor is None:
        return None
    try:
        return UUID(_plain(cursor))
    except ValueError:
        raise _malformed() from None


def _plain(cursor: str) -> str:
    try:
        return base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeError):
        raise _malformed() from None


def _malformed() -> MalformedCursor:
    return MalformedCursor("Take next_cursor of the page before, or leave the cursor out to begin anew.")
