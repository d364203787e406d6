"""The part of a long answer to a follow-up that is held against its model answer, which is of a few sentences."""

from practice.scoring.likeness import Reference, length
from practice.scoring.overlap import weights
from practice.scoring.sentences import sentences
from practice.scoring.spans import Span
from practice.scoring.terms import terms

# of the model answer's length: whoever answers in their own words needs hardly more (95 of 100 graded answers to follow-ups
# need 1.28), and a text that is about anything comes nearer to any model answer the longer it is
MOST = 1.5


def passage(text: str, reference: Reference) -> str:
    """The sentences in a row that say most of the model answer's words, ``MOST`` times its length or less; a short text whole."""
    room = MOST * reference.length
    if length(text) <= room:
        return text
    parts = sentences(text)
    if not parts:
        return text
    own = weights(reference.terms, reference.given)
    # a word that is said again weighs nothing there
    worth = {term.stem: weight for term, weight in zip(reference.terms, own, strict=True) if weight}
    # by stem alone: the text may be a hundred times as long as what it is compared with
    said = [worth.keys() & {term.stem for term in terms(part.text)} for part in parts]
    rows = [_row(parts, start, room) for start in range(len(parts))]
    start, end = max(rows, key=lambda row: round(sum(worth[stem] for stem in set().union(*said[slice(*row)])), 4))
    return text[parts[start].start : parts[end - 1].end]


def _row(parts: tuple[Span, ...], start: int, room: float) -> tuple[int, int]:
    """From this sentence on as many as there is room for, and at least it."""
    used, end = length(parts[start].text), start + 1
    while end < len(parts) and (used := used + length(parts[end].text)) <= room:
        end += 1
    return start, end
