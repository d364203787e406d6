"""Graded answers as numbers: their likeness to the references, by the very functions that the product scores with."""

import unicodedata
from collections.abc import Sequence

import numpy as np

from bench.scoring_eval.rows import Graded
from practice.embedding.port import Encoder
from practice.scoring.background import middle_of
from practice.scoring.likeness import Likeness, Reference, closest, likeness, reference_of
from practice.scoring.reading import read


class Measures:
    """Prepared references are kept."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._middle = middle_of(encoder)
        self._references: dict[tuple[str, str], Reference] = {}

    def table(self, rows: Sequence[Graded]) -> np.ndarray:
        """Shape (rows, features)."""
        return np.array([self.of(row).vector() for row in rows])

    def of(self, row: Graded) -> Likeness:
        """Against the reference that fits best; references are alternatives."""
        return closest(self._each(row))

    def alternatives(self, rows: Sequence[Graded]) -> list[np.ndarray]:
        """For each answer shape (references, features), the closest reference first."""
        return [np.array([closest(found).vector(), *(one.vector() for one in found)]) for found in map(self._each, rows)]

    def _each(self, row: Graded) -> list[Likeness]:
        text = unicodedata.normalize("NFC", row.answer)
        reading = read(text, row.question, self._encoder, self._middle, whole=True)
        return [likeness(text, reading, self._reference(row.question, words)) for words in row.references]

    def _reference(self, question: str, words: str) -> Reference:
        key = (question, words)
        if key not in self._references:
            self._references[key] = reference_of(question, words, self._encoder, self._middle)
        return self._references[key]
