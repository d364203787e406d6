"""Lists inside a block: rubric points, follow-ups, hints."""

import re
from dataclasses import dataclass, field

from practice.bank.fields import ID
from practice.bank.sheet.inline import comment_spans
from practice.bank.sheet.metadata import listed, pairs

BULLET = re.compile(r"(?P<indent>[ \t]*)(?:[-*+](?:[ \t]+|$)|\d{1,3}[.)][ \t]+)(?P<text>.*)")
QUOTE = re.compile(r"[ \t]*>[ \t]?(?P<text>.*)")
FENCES = ("```", "~~~")
# An editor that sets type makes a dash or a minus sign of a hyphen: read as a word, a misconception would earn a point.
WEIGHT = re.compile(r"[\[(]\s*(?P<sign>[+\-\u2212\u2013]?)(?P<weight>\d{1,3})\s*(?:점|pts?|points?)?\s*[\])]\s*")
UNREADABLE = re.compile(r"\[\s*(?P<said>[+\-\u2212\u2013]?\d[\d.,/]*)\s*(?:점|pts?|points?)?\s*\]\s*")
HIGHEST = 100


@dataclass(slots=True)
class Entry:
    """An item of a list; ``inner`` are the items below it, ``quoted`` the lines of a quote below it.

    ``unread`` was meant as a weight, and cannot be one. ``axes`` are named as they stand there, known or not;
    ``strange`` are names in a point's comment that mean nothing.
    """

    line: int
    text: str
    id: str | None = None
    weight: int | None = None
    unread: str | None = None
    aims_at: str | None = None
    axes: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    inner: list[str] = field(default_factory=list)
    quoted: list[str] = field(default_factory=list)


def entries(body: str, *, weighted: bool = False) -> tuple[list[Entry], list[str]]:
    """The items of the list in ``body``, and the lines that stand before it. Line numbers count from 0 within ``body``."""
    found: list[Entry] = []
    before: list[str] = []
    base: int | None = None
    for number, line in enumerate(body.split("\n")):
        bullet = BULLET.fullmatch(line)
        if bullet and (base is None or len(bullet["indent"]) <= base):
            base = len(bullet["indent"])
            found.append(_entry(number, bullet["text"], weighted=weighted))
        elif bullet and found:
            found[-1].inner.append(bullet["text"].strip())
        elif line.strip() and found:
            _go_on(found[-1], line.strip())
        elif line.strip():
            before.append(line.strip())
    return found, before


def with_quotes(body: str) -> list[Entry]:
    """The items of the list in ``body``, after the lines before it as items too; a quote below an item is kept apart from it."""
    lines = body.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip() and not QUOTE.fullmatch(line)), len(lines))
    quoted = {number: said for number, said in quotes(lines).items() if number > first}
    rest = "\n".join("" if number in quoted else line for number, line in enumerate(lines))
    found, before = entries(rest)
    starts = iter([number for number, line in enumerate(lines) if line.strip() and number not in quoted])
    every = [Entry(next(starts), line) for line in before] + found
    for number, said in quoted.items():
        own = [entry for entry in every if entry.line < number][-1]
        own.quoted += [""] * (bool(own.quoted) and number - 1 not in quoted) + [said]
    return every


def quotes(lines: list[str]) -> dict[int, str]:
    """What quotes say, by line; a line that goes on without the mark is of the quote, one of code is not."""
    found: dict[int, str] = {}
    coded = False
    for number, line in enumerate(lines):
        quote = QUOTE.fullmatch(line)
        if quote is None and line.strip().startswith(FENCES):
            coded = not coded
        elif not coded and quote:
            found[number] = quote["text"]
        elif not coded and found.get(number - 1, "").strip() and line.strip() and not BULLET.fullmatch(line):
            found[number] = line.strip()
    return found


def answer_of(body: str) -> list[str]:
    """The lines of a model answer below one follow-up, a quote without its marks; none where more questions stand there."""
    lines = body.split("\n")
    quoted = quotes(lines)
    if all(number in quoted for number, line in enumerate(lines) if line.strip()):
        return [quoted.get(number, "") for number in range(len(lines))]
    found, _ = entries(body)
    if "<details" in body.lower() or (found and all(entry.text.endswith(("?", "？")) for entry in found)):
        return []
    return lines


def _go_on(entry: Entry, line: str) -> None:
    if entry.inner:
        entry.inner[-1] += "\n" + line
    else:
        entry.text += "\n" + line


def _entry(number: int, text: str, *, weighted: bool) -> Entry:
    entry = Entry(number, text.strip())
    spans = comment_spans(entry.text)
    known = ("id", "for", "axes") if weighted else ("id", "for")
    found = pairs(entry.text[slice(*spans[-1])], known) if spans and spans[-1][1] == len(entry.text) else None
    if found is not None:
        entry.text = entry.text[: spans[-1][0]].rstrip()
        said = dict(found)
        entry.id = said.get("id") if ID.fullmatch(said.get("id", "")) else None
        entry.aims_at = said.get("for") if ID.fullmatch(said.get("for", "")) else None
        if weighted:
            entry.axes = listed(said.get("axes", ""))
            entry.strange = tuple(key or "?" for key in said if key not in known)
    if weighted:
        _weigh(entry)
    return entry


def _weigh(entry: Entry) -> None:
    if weight := WEIGHT.match(entry.text):
        entry.text = entry.text[weight.end() :]
        found = int(weight["weight"])
        entry.weight = found if weight["sign"] in ("", "+") else -found
        entry.unread = None if 0 < found <= HIGHEST else str(entry.weight)
    elif weight := UNREADABLE.match(entry.text):
        entry.text = entry.text[weight.end() :]
        entry.unread = weight["said"]
