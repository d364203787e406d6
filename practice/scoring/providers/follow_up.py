"""The one question that a provider may add: one sentence, one question mark, and nothing that was asked already."""

from collections.abc import Sequence

LONGEST = 240
MARKS = "?？"


def checked(question: str, asked: Sequence[str]) -> str | None:
    """The question as it may be shown, or None."""
    said = " ".join(question.split())
    if not 8 <= len(said) <= LONGEST or said[-1] not in MARKS or sum(said.count(mark) for mark in MARKS) != 1:
        return None
    inner = said[:-1]
    # an end of sentence inside: a full stop before a space, not the one of an abbreviation or a number
    if any(f"{end} " in inner for end in ("。", "!", "다.", "요.")) or _ends_inside(inner):
        return None
    return None if said.casefold() in {other.casefold() for other in asked} else said


def _ends_inside(text: str) -> bool:
    parts = text.split(". ")
    return any(len(before.rsplit(" ", 1)[-1].rstrip(".")) > 3 for before in parts[:-1])
