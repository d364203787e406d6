"""Answers to vectors: one for the whole of each, and one for each passage of those that have several."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Protocol

import numpy as np

from practice.embedding.chunking import Bounds, passages, pooled, windows
from practice.embedding.port import Encoder, Vectors
from practice.scoring.background import middle_of

_MIDDLES: dict[tuple[str, int], Vectors] = {}


class BulkEncoder(Encoder, Protocol):
    """An encoder that knows how much of a text it can read at once."""

    @property
    def window(self) -> int:
        """The most tokens of one text, prefix and marks not counted."""
        ...

    def count(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text, uncut."""
        ...


@dataclass(frozen=True, slots=True)
class AnswerVectors:
    """``whole``: shape (dimensions,); ``passages``: bounds and vectors, shape (n, dimensions), none for a short answer."""

    whole: Vectors
    bounds: tuple[Bounds, ...]
    passages: Vectors


def embed_answers(encoder: BulkEncoder, texts: Sequence[str]) -> list[AnswerVectors]:
    """All texts in one call of the encoder, which sorts them by length.

    A text beyond the encoder's window is split by sentence into windows, whose vectors are pooled.
    """
    plans = [(windows(text, encoder.window, encoder.count), _several(passages(text))) for text in texts]
    cut = [text[start:end] for text, plan in zip(texts, plans, strict=True) for part in plan for start, end in part]
    vectors = encoder.encode(cut, "passage")
    done: list[AnswerVectors] = []
    at = 0
    for whole, parts in plans:
        then, end = at + len(whole), at + len(whole) + len(parts)
        done.append(AnswerVectors(_pooled(encoder, vectors[at:then], whole), tuple(parts), vectors[then:end]))
        at = end
    return done


def embed_wholes(encoder: BulkEncoder, texts: Sequence[str]) -> Vectors:
    """One vector for the whole of each, shape (n, dimensions), made as an answer's is."""
    cut = [windows(text, encoder.window, encoder.count) for text in texts]
    vectors = encoder.encode([text[start:end] for text, parts in zip(texts, cut, strict=True) for start, end in parts], "passage")
    ends = accumulate(len(parts) for parts in cut)
    wholes = [_pooled(encoder, vectors[end - len(parts) : end], parts) for end, parts in zip(ends, cut, strict=True)]
    return np.asarray(wholes, np.float32)


def _pooled(encoder: Encoder, vectors: Vectors, bounds: Sequence[Bounds]) -> Vectors:
    if len(vectors) == 1:
        only: Vectors = vectors[0]
        return only
    # asked for once a model: the same for all its answers
    about = (encoder.model, vectors.shape[1])
    if about not in _MIDDLES:
        _MIDDLES[about] = middle_of(encoder)
    return pooled(vectors, [max(1, end - start) for start, end in bounds], _MIDDLES[about])


def _several(found: list[Bounds]) -> list[Bounds]:
    # one passage is the whole answer: there is nothing to point at
    return found if len(found) > 1 else []
