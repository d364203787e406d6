"""Top-level ``<details>``: where each begins and ends, what it is labelled with, what it holds."""

import re
from dataclasses import dataclass

from practice.bank.reading import Limits
from practice.bank.sheet.errors import SheetTooDeep
from practice.bank.sheet.inline import masked
from practice.bank.sheet.labels import label_of
from practice.bank.sheet.marks import heading, question_mark
from practice.bank.sheet.pieces import CLOSE, Piece, joined

OPEN = re.compile(r"[ \t>]*<details\b[^<>]*>", re.I)
NESTED_OPEN = re.compile(r"<details\b[^<>]*>(?=[ \t]*<summary)", re.I)
SUMMARY = re.compile(r"<summary\b[^<>]*>", re.I)
SUMMARY_END = re.compile(r"</summary\s*>", re.I)
LONGEST_SUMMARY = 2000
ORNAMENT = re.compile(r"</?(?:h[1-6]|b|strong|i|em|u|span|p|font)\b[^<>]*>", re.I)


@dataclass(frozen=True, slots=True)
class Details:
    """One block: ``body`` is what stands below the summary, without the tags; its first line is ``body_line`` of the sheet."""

    line: int
    last: int
    summary: str
    body: str
    closed: bool = True
    raw: str = ""
    body_line: int = 0

    @property
    def is_indented(self) -> bool:
        return self.raw[:1] in (" ", "\t")


def extents(pieces: list[Piece], limits: Limits) -> dict[int, tuple[int, bool]]:
    """For the piece that opens each top-level block: the piece after its end, and whether it is closed. Raises SheetTooDeep."""
    matches = _matches(pieces, limits)
    found: dict[int, tuple[int, bool]] = {}
    index = 0
    while index < len(pieces):
        if index not in matches:
            index += 1
            continue
        end = matches[index]
        found[index] = (_given_up(pieces, index, matches), False) if end is None else (end + 1, True)
        index = found[index][0]
    return found


def _matches(pieces: list[Piece], limits: Limits) -> dict[int, int | None]:
    matches: dict[int, int | None] = {}
    stack: list[list[int]] = []
    for index, piece in enumerate(pieces):
        if piece.veiled or "<" not in piece.text:
            continue
        text = masked(piece.text)
        if OPEN.match(text) or (stack and NESTED_OPEN.search(text)):
            stack.append([index, 1])
            matches[index] = None
        if stack and CLOSE.search(text):
            opened, depth = stack.pop()
            matches[opened] = index
            _check_depth(depth, stack, piece.line, limits)
    return matches


def _check_depth(depth: int, stack: list[list[int]], line: int, limits: Limits) -> None:
    if depth > limits.nesting:
        raise SheetTooDeep(f"the <details> that end in line {line} are nested {depth} deep; {limits.nesting} are allowed")
    if stack:
        stack[-1][1] = max(stack[-1][1], depth + 1)


def _given_up(pieces: list[Piece], start: int, matches: dict[int, int | None]) -> int:
    """Where a block that is never closed ends: before the next section, question or labelled block."""
    number, run, index = _number_above(pieces, start), 0, start + 1
    while index < len(pieces):
        piece = pieces[index]
        if not piece.veiled and _sheet_goes_on(pieces, index, number, run):
            return index
        mark = None if piece.veiled else question_mark(piece.text)
        run = mark.number or 0 if mark else run
        nested = matches.get(index)
        index = index + 1 if nested is None else nested + 1
    return len(pieces)


def _sheet_goes_on(pieces: list[Piece], index: int, number: int | None, run: int) -> bool:
    text = pieces[index].text
    mark, title = question_mark(text), heading(text)
    if mark and mark.sure:
        return True
    if mark and number is not None and mark.number == number + 1 and run != number:
        return True
    if title and title.level <= 2:
        return True
    return text[:8].lower() == "<details" and label_of(unfold(pieces[index : index + 3]).summary) is not None


def _number_above(pieces: list[Piece], start: int) -> int | None:
    for index in range(start - 1, max(-1, start - 60), -1):
        mark = None if pieces[index].veiled else question_mark(pieces[index].text)
        if mark and mark.number is not None:
            return mark.number
    return None


def unfold(pieces: list[Piece], *, closed: bool = True) -> Details:
    """The parts of one block."""
    raw = joined(pieces)
    opener = OPEN.match(raw)
    indent = len(raw) - len(raw.lstrip(" \t"))
    start = opener.end() if opener else 0
    inner = raw[start:]
    if closed and (ends := [found.start() for found in CLOSE.finditer(inner)]):
        inner = inner[: ends[-1]]
    summary, below = _summary(inner)
    body = _unwrapped(trimmed(below, indent))
    # what lies below the summary is the end of what lies inside, and blank lines before its words are not of the body
    first = start + len(inner) - len(below) + max(0, below.find(body.partition("\n")[0].lstrip()))
    body_line = pieces[0].line + raw.count("\n", 0, first)
    return Details(pieces[0].line, pieces[-1].line, summary, body, closed, raw, body_line)


def _unwrapped(body: str) -> str:
    """Without a bold tag around the whole."""
    bold = body[:3].lower() == "<b>" and body[-4:].lower() == "</b>" and body.lower().count("<b>") == 1
    return trimmed(body[3:-4], 0).strip() if bold else body


def _summary(inner: str) -> tuple[str, str]:
    found = SUMMARY.match(inner.lstrip())
    if not found:
        return "", inner
    rest = inner.lstrip()[found.end() :]
    end = SUMMARY_END.search("\n".join(masked(line) for line in rest[:LONGEST_SUMMARY].split("\n")))
    said = rest[: end.start()] if end else ""
    # A closing tag behind a blank line or another summary closes something else.
    if not end or "\n\n" in said or SUMMARY.search(said):
        label, _, body = rest.partition("\n")
        return label.strip(), body
    return " ".join(ORNAMENT.sub("", said).split()), rest[end.end() :]


def trimmed(text: str, indent: int) -> str:
    """Without blank lines around it, and without the indentation that the list around it asked for."""
    lines = [line.rstrip() for line in text.split("\n")]
    filled = [at for at, line in enumerate(lines) if line]
    lines = lines[filled[0] : filled[-1] + 1] if filled else []
    return "\n".join(line[min(indent, len(line) - len(line.lstrip(" \t"))) :] for line in lines)
