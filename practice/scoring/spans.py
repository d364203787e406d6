"""A piece of the answer and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """``whole[start:end] == text``; offsets in code points."""

    text: str
    start: int
    end: int


def trimmed(whole: str, start: int, end: int, drop: str = " \t\r\n*_>") -> Span | None:
    """The span without the given characters at its two ends; nothing when only those are there."""
    while start < end and whole[start] in drop:
        start += 1
    while end > start and whole[end - 1] in drop:
        end -= 1
    return Span(whole[start:end], start, end) if start < end else None
