"""An answer as the model can read it: windows within its token limit, and passages short enough to be pointed at."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from practice.embedding.port import Vectors
from practice.scoring.sentences import sentences
from practice.scoring.spans import Span

Bounds = tuple[int, int]
Cost = Callable[[Sequence[str]], Sequence[int]]

# two or three sentences: what a person reads at a glance
PASSAGE_CHARACTERS = 250


def passages(text: str) -> list[Bounds]:
    """Runs of whole sentences of about PASSAGE_CHARACTERS, as (start, end); one of them when the text is that short."""
    spans = sentences(text) or (Span(text, 0, len(text)),)
    return list(_runs([(span.start, span.end) for span in spans], [span.end - span.start for span in spans], PASSAGE_CHARACTERS))


def windows(text: str, limit: int, cost: Cost) -> list[Bounds]:
    """Runs of whole sentences that cost at most ``limit`` tokens each; a longer sentence is cut between words.

    ``cost`` counts the tokens of each of several texts. A text within the limit is one window, to its last character.
    """
    if cost([text])[0] <= limit:
        return [(0, len(text))]
    pieces = [piece for span in sentences(text) for piece in _pieces(span, limit, cost)] or [(0, len(text))]
    return list(_runs(pieces, cost([text[start:end] for start, end in pieces]), limit))


def _pieces(span: Span, limit: int, cost: Cost) -> Iterator[Bounds]:
    if cost([span.text])[0] <= limit or len(span.text) < 2:
        yield span.start, span.end
        return
    middle = len(span.text) // 2
    # at the last blank of the first half, else anywhere: a wall of characters has none
    cut = span.text.rfind(" ", 1, middle + 1)
    cut = middle if cut < 1 else cut
    for start, end in ((0, cut), (cut, len(span.text))):
        yield from _pieces(Span(span.text[start:end], span.start + start, span.start + end), limit, cost)


def _runs(pieces: Sequence[Bounds], costs: Sequence[int], limit: int) -> Iterator[Bounds]:
    begin, spent = pieces[0][0], 0
    last = begin
    for (start, end), cost in zip(pieces, costs, strict=True):
        if spent and spent + cost > limit:
            yield begin, last
            begin, spent = start, 0
        spent, last = spent + cost, end
    yield begin, last


def pooled(vectors: Vectors, lengths: Sequence[int], middle: Vectors) -> Vectors:
    """One unit vector for several windows of shape (n, dimensions): their mean, weighted by length, as far from the middle
    of all texts (shape (dimensions,)) as the windows are.

    A bare mean lies nearer to the middle than any text does, and so nearer to every query: long answers would come first
    whatever is asked.
    """
    weights: NDArray[np.float32] = np.asarray(np.divide(lengths, sum(lengths)), np.float32)
    mean = weights @ vectors
    away, far = mean - middle, float(weights @ np.linalg.norm(vectors - middle, axis=1))
    # windows that cancel each other out say nothing but the middle
    moved = middle + away * (far / max(float(np.linalg.norm(away)), 1e-6))
    unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
    return unit
