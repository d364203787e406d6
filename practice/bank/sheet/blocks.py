"""The sheet as a row of blocks at the top level: headings, questions, details, comments, prose."""

import re
from dataclasses import dataclass
from typing import Literal

from practice.bank.reading import Limits, Warning
from practice.bank.sheet.details import Details, extents, unfold
from practice.bank.sheet.inline import comment_spans
from practice.bank.sheet.marks import RULE, Heading, Mark, heading, question_mark
from practice.bank.sheet.pieces import Piece, cut

Kind = Literal["blank", "furniture", "heading", "question", "details", "comment", "rule", "stray", "prose"]
STRAY = re.compile(r"\s*(?:</(?:details|summary)\s*>\s*)+", re.I)
BACK_TO_TOP = re.compile(r"[*_\s]*\[[^\[\]]*(?:top|맨 ?위|위로|목차|⬆|↥)[^\[\]]*\]\(#[^()]*\)[*_\s]*", re.I)


@dataclass(frozen=True, slots=True)
class Block:
    kind: Kind
    line: int
    last: int
    text: str = ""
    code: bool = False
    mark: Mark | None = None
    heading: Heading | None = None
    details: Details | None = None


def blocks(lines: list[str], first: int, limits: Limits) -> tuple[list[Block], list[Warning]]:
    """Blocks of ``lines``, the first of which has the number ``first``. Raises SheetTooDeep."""
    pieces, warnings = cut(lines, first)
    spans, found, index = extents(pieces, limits), [], 0
    while index < len(pieces):
        if index in spans:
            end, closed = spans[index]
            found.append(_details(pieces[index:end], warnings, closed=closed))
        elif pieces[index].comment or _is_comment(pieces[index]):
            end = _comment_end(pieces, index)
            text = "\n".join(piece.text for piece in pieces[index:end])
            found.append(Block("comment", pieces[index].line, pieces[end - 1].line, text))
        else:
            end = index + 1
            found.append(_line(pieces[index]))
        index = end
    return found, warnings


def _details(pieces: list[Piece], warnings: list[Warning], *, closed: bool) -> Block:
    details = unfold(pieces, closed=closed)
    if not closed:
        message = "a <details> that is never closed; it was ended before the next question or section"
        warnings.append(Warning(details.line, message, "unclosed-details"))
    return Block("details", details.line, details.last, details=details)


def _is_comment(piece: Piece) -> bool:
    text = piece.text.strip()
    return not piece.code and text.startswith("<!--") and comment_spans(text)[-1:] == [(0, len(text))]


def _comment_end(pieces: list[Piece], index: int) -> int:
    while pieces[index].comment and "-->" not in pieces[index].text:
        index += 1
    return index + 1


def _line(piece: Piece) -> Block:
    text, at = piece.text.rstrip(), piece.line
    if piece.code:
        return Block("prose", at, at, text, code=True)
    if not text.strip():
        return Block("furniture" if piece.furniture else "blank", at, at)
    if mark := question_mark(text):
        return Block("question", at, at, text, mark=mark)
    if title := heading(text):
        return Block("heading", at, at, text, heading=title)
    patterns: dict[Kind, re.Pattern[str]] = {"stray": STRAY, "rule": RULE, "furniture": BACK_TO_TOP}
    kind: Kind = next((kind for kind, pattern in patterns.items() if pattern.fullmatch(text)), "prose")
    return Block(kind, at, at, text)
