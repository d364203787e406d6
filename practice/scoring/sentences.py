"""Split a Markdown answer, Korean or English, into sentences that know where they stand."""

import re
from collections.abc import Iterator

from practice.scoring.lines import breaks
from practice.scoring.spans import Span, trimmed

FENCE = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)
ITEM = re.compile(r"[ \t]*(?:>[ \t]*)*(?:[-*+•·▪○]|\(?\d{1,2}[.):]|\(?[a-z][.)]|#{1,6})[ \t]+", re.IGNORECASE)
BLANK = re.compile(r"[ \t>]*$")
# not where code has them: "version = ?", "SELECT ... FOR UPDATE"
STOP = re.compile(
    r"(?<![.!?…])(?<!=\s)(?!(?<=\s)(?:\.{2,}|…)\s[A-Za-z])[.!?。！？…]+[\"'”’)\]]*(?=\s|$)"
    r"|(?<=[가-힣])[.!?](?=[가-힣\"“(])|;\s"
)
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|no|fig|dr|mr|ms|al|incl)|\b[A-Z]|(?:^|\s)\d{1,2})\.$", re.IGNORECASE
)
CODE_LIMIT = 400


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences in reading order; a list item ends a sentence, a fenced block is one."""
    found: list[Span] = []
    for start, end, is_code in blocks(text):
        found.extend(_code(text, start, end) if is_code else _prose(text, start, end))
    return tuple(found)


def blocks(text: str) -> Iterator[tuple[int, int, bool]]:
    """Runs of prose and of fenced code: (start, end, is_code); the fence lines belong to neither."""
    position = 0
    while opening := FENCE.search(text, position):
        yield position, opening.start(), False
        inside = _line_end(text, opening.start())
        closing = re.compile(rf"^ {{0,3}}{re.escape(opening[1][0])}{{{len(opening[1])},}}[ \t]*$", re.MULTILINE).search(
            text, inside
        )
        yield inside, closing.start() if closing else len(text), True
        position = _line_end(text, closing.start()) if closing else len(text)
    yield position, len(text), False


def _line_end(text: str, start: int) -> int:
    newline = text.find("\n", start)
    return len(text) if newline < 0 else newline + 1


def _code(text: str, start: int, end: int) -> Iterator[Span]:
    if span := trimmed(text, start, min(end, start + CODE_LIMIT)):
        yield span


def _prose(text: str, start: int, end: int) -> Iterator[Span]:
    for first, last in _paragraphs(text, start, end):
        for begin, stop in _typed_lines(text, first, last):
            yield from _stops(text, begin, stop)


def _typed_lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph, divided where its line breaks end sentences."""
    lines = text[start:end].splitlines(keepends=True)
    begin = at = start
    for line, ends in zip(lines, breaks(lines), strict=False):
        at += len(line)
        if ends:
            yield begin, at
            begin = at
    yield begin, end


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of lines without an item mark or a blank line between them: hard-wrapped text stays together."""
    begin, line = start, start
    while line < end:
        after = min(_line_end(text, line), end)
        item = ITEM.match(text, line, after)
        if item or BLANK.match(text[line:after].rstrip("\n")):
            yield begin, line
            begin = item.end() if item else after
        line = after
    yield begin, end


def _stops(text: str, start: int, end: int) -> Iterator[Span]:
    begin = start
    for stop in STOP.finditer(text, start, end):
        if ABBREVIATION.search(text[max(begin, stop.end() - 8) : stop.end()]):
            continue
        if span := trimmed(text, begin, stop.end()):
            yield span
        begin = stop.end()
    if span := trimmed(text, begin, end):
        yield span
