"""Where code fences and comments of several lines stand; one that is never closed is ended where the sheet goes on."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from practice.bank.reading import Warning

# An opener may stand in a quote or begin a list item; a backtick fence's info string holds no backtick.
OPENER = re.compile(
    r"(?P<lead>[ \t]*(?P<quote>>[ >\t]*)?(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<marks>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)"
)
CLOSER = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*")
GOES_ON = re.compile(r"</details\s*>|##?\s|>?\s*#{1,6}\s+\**Q", re.I)
NUMBERED = re.compile(r"(?:\*\*)?\d{1,3}[.)]\s")


@dataclass(frozen=True, slots=True)
class Veils:
    """For each line: is it code, is it inside a comment of several lines."""

    code: list[bool]
    comment: list[bool]


def veil(lines: list[str]) -> tuple[Veils, list[Warning]]:
    veils = Veils([False] * len(lines), [False] * len(lines))
    ends = [index for index, line in enumerate(lines) if "-->" in line]
    warnings: list[Warning] = []
    index = 0
    while index < len(lines):
        opener = OPENER.fullmatch(lines[index])
        if opener:
            index = _fence(lines, index, opener, veils.code, warnings)
        elif lines[index].lstrip().startswith("<!--") and "-->" not in lines[index]:
            index = _comment(index, ends, veils.comment, warnings)
        else:
            index += 1
    return veils, warnings


def _comment(start: int, ends: list[int], flags: list[bool], warnings: list[Warning]) -> int:
    at = bisect_left(ends, start)
    if at == len(ends):
        warnings.append(Warning(start + 1, "a comment (<!--) that is never closed; it is read as text", "unclosed-comment"))
        return start + 1
    flags[start : ends[at] + 1] = [True] * (ends[at] + 1 - start)
    return ends[at] + 1


def _fence(lines: list[str], start: int, opener: re.Match[str], flags: list[bool], warnings: list[Warning]) -> int:
    end, closed = _end(lines, start, opener)
    if not closed:
        warnings.append(Warning(start + 1, f"a code fence ({opener['marks'][:3]}) that is never closed", "unclosed-fence"))
    flags[start:end] = [True] * (end - start)
    return end


def _end(lines: list[str], start: int, opener: re.Match[str]) -> tuple[int, bool]:
    """The line after the fence, and whether the author closed it."""
    marks, quoted, goes_on = opener["marks"], bool(opener["quote"]), 0
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if quoted and not line.lstrip().startswith(">"):
            return index, True
        closer = CLOSER.fullmatch(line)
        if closer and closer[1].startswith(marks):
            return index + 1, True
        if not goes_on and (GOES_ON.match(line) or (NUMBERED.match(line) and not lines[index - 1].strip())):
            goes_on = index
        # The next fence opens before this one ends, and the sheet went on in between: the closing line was forgotten.
        if goes_on and _opens_with_info(line, marks):
            return goes_on, False
    return goes_on or len(lines), False


def _opens_with_info(line: str, marks: str) -> bool:
    opener = OPENER.fullmatch(line)
    return bool(opener and opener["info"].strip() and opener["marks"].startswith(marks))
