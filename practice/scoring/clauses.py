"""Split a sentence into clauses, and join neighbours into windows: a point is rarely cut like the answer is."""

import re
from itertools import pairwise

from practice.scoring.chunks import NEAR, NOUNS
from practice.scoring.spans import Span, trimmed

LONG_ENOUGH = 40
SHORTEST = 10
MOST_UNITS = 120

BREAK = re.compile(
    r"[,;:，、]\s+"
    r"|\s[-–—]{1,2}\s"
    r"|(?<=[가-힣](?:고|며|만|서|로|면|데|니|자))\s+(?=[가-힣A-Za-z]{2})"
    r"|(?<=까)\s+"
    r"|(?<!\s)\s+(?=(?:but|because|while|whereas|which|although|however|so that|and then|therefore|unless|instead)\b)",
    re.IGNORECASE,
)
# these end like connectives but are words of their own or particles that bind closely
BOUND = re.compile(
    rf"(?:그리고|그러면|하지만|그래서|따라서|수록|에서|면서|으로|대로|별로|만|서로|바로|실제로|따로|기준으로|{NOUNS})$"
)


def clauses(sentence: Span) -> tuple[Span, ...]:
    """The clauses of a long sentence; none when it is short or whole."""
    if len(sentence.text) < LONG_ENOUGH:
        return ()
    cuts = [0]
    for mark in BREAK.finditer(sentence.text):
        if mark.start() - cuts[-1] >= SHORTEST and not BOUND.search(sentence.text[max(0, mark.start() - NEAR) : mark.start()]):
            cuts.append(mark.end())
    if len(sentence.text) - cuts[-1] < SHORTEST and len(cuts) > 1:
        cuts.pop()
    if len(cuts) == 1:
        return ()
    pieces = zip(cuts, [*cuts[1:], len(sentence.text)], strict=True)
    found = (trimmed(sentence.text, start, end, " ,;:-–—") for start, end in pieces)
    return tuple(Span(piece.text, sentence.start + piece.start, sentence.start + piece.end) for piece in found if piece)


def windows(text: str, parts: tuple[Span, ...], longest: int = 400) -> tuple[Span, ...]:
    """Each two neighbouring sentences as one span."""
    pairs = ((one.start, two.end) for one, two in pairwise(parts))
    return tuple(Span(text[start:end], start, end) for start, end in pairs if end - start <= longest)


def units(text: str, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    """Everything that may be evidence, without repeats, in reading order; a very long answer gives whole sentences only."""
    small = tuple(piece for part in parts for piece in clauses(part))
    found = {(span.start, span.end): span for span in (*parts, *small, *windows(text, parts))}
    if len(found) > MOST_UNITS:
        found = {(span.start, span.end): span for span in _merged(text, parts)}
    return tuple(found[key] for key in sorted(found))


def _merged(text: str, parts: tuple[Span, ...]) -> tuple[Span, ...]:
    size = -(-len(parts) // MOST_UNITS)
    groups = (parts[at : at + size] for at in range(0, len(parts), size))
    return tuple(Span(text[group[0].start : group[-1].end], group[0].start, group[-1].end) for group in groups)
