"""An answer that is prose, parted into what answers the question and the follow-ups that stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from practice.bank.sheet.blocks import Block
from practice.bank.sheet.body import prose
from practice.bank.sheet.details import trimmed
from practice.bank.sheet.entries import BULLET, QUOTE, Entry, answer_of, entries, with_quotes
from practice.bank.sheet.fences import OPENER
from practice.bank.sheet.leads import FOLLOWUP_LEAD, followup_of, is_followup_label, is_label, width, without_lead
from practice.bank.sheet.marks import BULLET as POINT
from practice.bank.sheet.marks import HEADING, RULE, asks, is_signed


@dataclass(frozen=True, slots=True)
class Parted:
    """``rest`` is what is left when the follow-ups have gone; ``asking`` are items of lists in it that end in a question mark."""

    rest: str
    followups: list[Entry]
    asking: list[Block]

    @property
    def answer(self) -> str | None:
        """None where nothing but follow-ups stands there."""
        return without_lead(self.rest) if self.rest else None


def parted(under: Sequence[Block], above: Sequence[Block]) -> Parted:
    """The answer and the follow-ups.

    ``under`` begins right under the question: a list there whose items all ask is one of follow-ups.
    """
    lines = Lines(unquoted([*under, *above]))
    at, found = lines.asked_list() if under and POINT.match(under[0].text) else (0, [])
    rest: list[Block] = []
    asking: list[Block] = []
    left = False
    while at < len(lines.blocks):
        block = lines.blocks[at]
        asks_too = lines.is_asking_item(at)
        at, said = lines.followups(at)
        found += said
        asking += [block] if asks_too and not said else []
        # One blank line is enough where a follow-up has left.
        if said:
            left = True
        elif block.text.strip() or not (left and rest and not rest[-1].text.strip()):
            rest.append(block)
            left = False
    return Parted(prose(rest), found, asking)


def unquoted(blocks: Sequence[Block]) -> list[Block]:
    """Without the marks of a quote from a line on that announces follow-ups where their list is quoted with it."""
    found: list[Block] = []
    inside = False
    for at, block in enumerate(blocks):
        quote = None if block.code else QUOTE.fullmatch(block.text)
        below = QUOTE.fullmatch(blocks[at + 1].text) if at + 1 < len(blocks) else None
        begins = quote and below and is_followup_label(quote["text"]) and BULLET.fullmatch(below["text"])
        inside = bool(quote and (inside or begins))
        found.append(replace(block, text=quote["text"]) if quote and inside else block)
    return found


class Lines:
    """The lines of one answer; ``_coded`` says which are code."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self._texts = [block.text for block in blocks]
        self._coded = _coded(blocks)

    def asked_list(self) -> tuple[int, list[Entry]]:
        """The line after the list at the start, and its items; nothing unless they all ask."""
        end = self._list_end(0)
        items = self._items(0, end)
        return (end, [entry for _, found in items for entry in found]) if all(asks(text) for text, _ in items) else (0, [])

    def is_asking_item(self, at: int) -> bool:
        bullet = None if self._coded[at] else BULLET.fullmatch(self._texts[at])
        return bool(bullet and is_signed(bullet["text"]))

    def followups(self, at: int) -> tuple[int, list[Entry]]:
        """The line to read next, and the follow-ups that the line at ``at`` begins."""
        if self._coded[at]:
            return at + 1, []
        if asked := followup_of(self._texts[at]):
            end = self._below(at)
            return end, _answered(asked, self._texts[at + 1 : end])
        start = self._list_below_label(at)
        if start is None:
            return at + 1, []
        end = self._list_end(start)
        return end, [entry for _, found in self._items(start, end) for entry in found]

    def _list_below_label(self, at: int) -> int | None:
        """Where the list begins that the label in this line announces."""
        label = self._texts[at]
        if not is_followup_label(label):
            return None
        start = next((start for start in range(at + 1, len(self._texts)) if self._texts[start].strip()), None)
        if start is None or self._coded[start] or not BULLET.fullmatch(self._texts[start]):
            return None
        nested = width(self._texts[start]) > width(label)
        return start if nested or not BULLET.fullmatch(label) else None

    def _below(self, at: int) -> int:
        """The end of what stands below the item at ``at``: deeper or quoted, and right under it."""
        end, base = at + 1, width(self._texts[at])
        while end < len(self._texts) and self._is_below(end, base, first=end == at + 1):
            end += 1
        return end

    def _is_below(self, at: int, base: int, *, first: bool) -> bool:
        text = self._texts[at]
        if self._coded[at]:
            return width(text) > base or (not first and self._coded[at - 1])
        if not text.strip() or FOLLOWUP_LEAD.fullmatch(text):
            return False
        return width(text) > base or bool(QUOTE.fullmatch(text))

    def _list_end(self, start: int) -> int:
        """Up to a heading, another label, a rule, or a line at its margin that follows a blank one."""
        base, end = width(self._texts[start]), start + 1
        while end < len(self._texts) and not self._ends_list(end, base):
            end += 1
        return end

    def _ends_list(self, at: int, base: int) -> bool:
        text, before = self._texts[at], self._texts[at - 1]
        if not text.strip() or width(text) > base:
            return False
        if self._coded[at]:
            return not self._coded[at - 1]
        if HEADING.match(text) or RULE.fullmatch(text) or is_label(text):
            return True
        bullet = BULLET.fullmatch(text)
        return width(text) < base if bullet else not before.strip() and not QUOTE.fullmatch(text)

    def _items(self, start: int, end: int) -> list[tuple[str, list[Entry]]]:
        """What each item of a list says, and the follow-ups in it."""
        base = width(self._texts[start])
        starts = [at for at in range(start, end) if self._begins_item(at, base)]
        return [self._item(at, after) for at, after in zip(starts, [*starts[1:], end], strict=True)]

    def _begins_item(self, at: int, base: int) -> bool:
        return not self._coded[at] and width(self._texts[at]) <= base and bool(BULLET.fullmatch(self._texts[at]))

    def _item(self, at: int, end: int) -> tuple[str, list[Entry]]:
        line, rest = self._texts[at], at + 1
        bullet = BULLET.fullmatch(line)
        text = followup_of(line) or (bullet["text"].strip() if bullet else line.strip())
        while rest < end and not asks(text) and self._goes_on(rest):
            text, rest = f"{text}\n{self._texts[rest].strip()}", rest + 1
        return text, _answered(text, self._texts[rest:end])

    def _goes_on(self, at: int) -> bool:
        """A follow-up may run over two lines."""
        text = self._texts[at]
        return bool(text.strip()) and not self._coded[at] and not BULLET.fullmatch(text) and not QUOTE.fullmatch(text)


def _answered(text: str, below: Sequence[str]) -> list[Entry]:
    """A follow-up with what stands below it as its answer, or with the follow-ups that stand there."""
    filled = [line for line in below if line.strip()]
    body = trimmed("\n".join(below), width(filled[0])) if filled else ""
    if body and not any(sign.isalnum() for sign in text):
        return with_quotes(f"{text}\n{body}")
    entry = next(iter(entries(f"- {text}")[0]))
    said = answer_of(body) if body else []
    entry.quoted = without_lead("\n".join(said)).split("\n") if said else []
    return [entry, *(with_quotes(body) if body and not said else [])]


def _coded(blocks: Sequence[Block]) -> list[bool]:
    """Which lines are code; those of a block that was taken as it stood are looked through for fences here."""
    found, inside = [], False
    for block in blocks:
        fence = not block.code and OPENER.fullmatch(block.text) is not None
        found.append(block.code or inside or fence)
        inside = inside != fence
    return found
