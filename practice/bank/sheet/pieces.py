"""Lines cut where a details block ends, each piece with its line number and what veils it."""

import re
from dataclasses import dataclass

from practice.bank.reading import Warning
from practice.bank.sheet.fences import veil
from practice.bank.sheet.inline import Furniture, masked

CLOSE = re.compile(r"</details\s*>", re.I)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line or a part of one (``glued`` to the part before it). A comment or code is never a tag, a heading or a question."""

    line: int
    text: str
    code: bool = False
    comment: bool = False
    glued: bool = False
    furniture: bool = False

    @property
    def veiled(self) -> bool:
        return self.code or self.comment


def cut(lines: list[str], first: int) -> tuple[list[Piece], list[Warning]]:
    """Pieces of ``lines``, the first of which has the number ``first``."""
    veils, warnings = veil(lines)
    furniture, pieces = Furniture(), []
    for index, text in enumerate(lines):
        number = first + index
        if veils.code[index] or veils.comment[index]:
            pieces.append(Piece(number, text, code=veils.code[index], comment=veils.comment[index]))
        else:
            pieces += _parts(number, text, furniture.dropped(text))
    return pieces, [Warning(found.line + first - 1, found.message, found.code) for found in warnings]


def _parts(number: int, original: str, text: str) -> list[Piece]:
    if not text.strip():
        return [Piece(number, "", furniture=bool(original.strip()))]
    ends = [found.end() for found in CLOSE.finditer(masked(text))] if "</" in text else []
    starts = [0, *(end for end in ends if text[end:].strip())]
    stops = [*starts[1:], len(text)]
    return [Piece(number, text[start:stop], glued=start > 0) for start, stop in zip(starts, stops, strict=True)]


def joined(pieces: list[Piece]) -> str:
    """The text again, as it stood."""
    return "".join(piece.text if piece.glued or not index else "\n" + piece.text for index, piece in enumerate(pieces))
