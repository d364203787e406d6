"""An answer as the model can read it: windows within its token limit, and passages short enough to be pointed at."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from practice.embedding.port import Vectors
from practice.scoring.sentences import sentences
from practice.scoring.spans import trimmed

Bounds = tuple[int, int]
Cost = Callable[[Sequence[str]], Sequence[int]]

# two or three sentences: what a person reads at a glance
PASSAGE_CHARACTERS = 250


def passages(text: str) -> list[Bounds]:
    """Runs of whole sentences of about PASSAGE_CHARACTERS, as (start, end); one of them when the text is that short.

    What is twice as long without an end, most often code, is cut between words.
    """
    pieces = [piece for part in _parts(text) for piece in _pieces(text, part, 2 * PASSAGE_CHARACTERS, _characters)]
    return [_bare(text, run) for run in _runs(pieces, [end - start for start, end in pieces], PASSAGE_CHARACTERS)]


def windows(text: str, limit: int, cost: Cost) -> list[Bounds]:
    """Runs of whole sentences that cost at most ``limit`` tokens each; a longer sentence is cut between words.

    ``cost`` counts the tokens of each of several texts. A text within the limit is one window, to its last character.
    """
    if cost([text])[0] <= limit:
        return [(0, len(text))]
    pieces = [piece for part in _parts(text) for piece in _pieces(text, part, limit, cost)]
    return [_bare(text, run) for run in _runs(pieces, cost([text[start:end] for start, end in pieces]), limit)]


def _characters(texts: Sequence[str]) -> list[int]:
    return [len(text) for text in texts]


def _parts(text: str) -> list[Bounds]:
    """Sentences, each with what stands before the next: whoever judges reads only the beginning of code, a model all of it."""
    starts = [0, *(span.start for span in sentences(text)[1:])]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _bare(text: str, bounds: Bounds) -> Bounds:
    start, end = bounds
    span = trimmed(text, start, end)
    return (span.start, span.end) if span else bounds


def _pieces(text: str, part: Bounds, limit: int, cost: Cost) -> Iterator[Bounds]:
    start, end = part
    if cost([text[start:end]])[0] <= limit or end - start < 2:  # one character cannot be cut
        yield part
        return
    middle = (start + end) // 2
    # at the last blank of the first half, else anywhere: a wall of characters has none
    cut = max(text.rfind(blank, start + 1, middle + 1) for blank in " \n")
    cut = middle if cut < 0 else cut
    yield from _pieces(text, (start, cut), limit, cost)
    yield from _pieces(text, (cut, end), limit, cost)


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
    """One unit vector for several windows of shape (n, dimensions): their mean, as far from the middle of all texts (shape
    (dimensions,)) as the windows are. Half of the weight goes by length, half is the first window's: what an answer is
    about is said at its beginning.

    A bare mean lies nearer to the middle than any text does, and so nearer to every query: long answers would come first
    whatever is asked.
    """
    weights: NDArray[np.float32] = np.asarray(np.divide(lengths, 2 * sum(lengths)), np.float32)
    weights[0] += 0.5
    mean = weights @ vectors
    away, far = mean - middle, float(weights @ np.linalg.norm(vectors - middle, axis=1))
    # windows that cancel each other out say nothing but the middle
    moved = middle + away * (far / max(float(np.linalg.norm(away)), 1e-6))
    unit: Vectors = (moved / np.linalg.norm(moved)).astype(np.float32)
    return unit
