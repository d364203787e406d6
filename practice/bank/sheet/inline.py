"""What stands inside one line: code spans, which hide tags, and page furniture, which is dropped."""

import re

BACKTICKS = re.compile("`+")
FURNITURE = re.compile(r"</?(?:form|input|br)\b[^<>]*>|</br>|</?div\b[^<>]*>", re.I)
WRAPPER = re.compile(r"\bmarkdown\b", re.I)


def code_spans(line: str) -> list[tuple[int, int]]:
    """Where the line is inline code. A run of backticks ends at the next run of the same length (CommonMark 6.1)."""
    runs = [found.span() for found in BACKTICKS.finditer(line)]
    following: dict[int, int] = {}
    partner: list[int | None] = [None] * len(runs)
    for index in range(len(runs) - 1, -1, -1):
        length = runs[index][1] - runs[index][0]
        partner[index] = following.get(length)
        following[length] = index
    return _outermost(runs, partner)


def _outermost(runs: list[tuple[int, int]], partner: list[int | None]) -> list[tuple[int, int]]:
    spans, index = [], 0
    while index < len(runs):
        other = partner[index]
        if other is None:
            index += 1
        else:
            spans.append((runs[index][0], runs[other][1]))
            index = other + 1
    return spans


def comment_spans(line: str) -> list[tuple[int, int]]:
    """Where the line is a comment that ends on it."""
    spans, start = [], line.find("<!--")
    while start >= 0 and (end := line.find("-->", start + 4)) >= 0:
        spans.append((start, end + 3))
        start = line.find("<!--", end + 3)
    return spans


def masked(line: str) -> str:
    """The line, as long as it is, with code spans and comments blanked: what is left may be a tag."""
    if "<" not in line:
        return line
    line = _blanked(line, comment_spans(line))
    return _blanked(line, code_spans(line)) if "`" in line else line


def _blanked(line: str, spans: list[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in spans:
        pieces += [line[at:start], " " * (end - start)]
        at = end
    return "".join([*pieces, line[at:]])


class Furniture:
    """Drops form, input, br and wrapper div tags, line by line, and knows which ``</div>`` closes a wrapper."""

    def __init__(self) -> None:
        self._divs: list[bool] = []

    def dropped(self, line: str) -> str:
        if "<" not in line:
            return line
        pieces, at = [], 0
        for found in FURNITURE.finditer(masked(line)):
            if self._is_furniture(found.group()):
                before = line[at : found.start()]
                pieces += [before, " " if before.strip() else ""]
                at = found.end()
                while not before.strip() and line[at : at + 1] in (" ", "\t"):
                    at += 1
        return "".join([*pieces, line[at:]]).rstrip() if pieces else line

    def _is_furniture(self, tag: str) -> bool:
        if tag.lower().startswith("<div"):
            self._divs.append(bool(WRAPPER.search(tag)))
            return self._divs[-1]
        if tag.lower().startswith("</div"):
            return bool(self._divs) and self._divs.pop()
        return True
