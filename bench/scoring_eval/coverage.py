"""What the scorer sees of an answer as a whole, as four numbers that a person can follow.

Plain similarity differs from question to question more than from answer to answer; what an answer adds over the question's own
words does not, so gains are measured from there.
"""

import unicodedata
from dataclasses import astuple, dataclass

import numpy as np

from bench.scoring_eval.sets import Graded
from practice.embedding.port import Vectors
from practice.scoring.centred import centred
from practice.scoring.clauses import clauses
from practice.scoring.overlap import recall, weights
from practice.scoring.reading import Reading, read
from practice.scoring.rubric import RubricScorer
from practice.scoring.sentences import sentences
from practice.scoring.sheet import middle_of
from practice.scoring.terms import Term, terms


@dataclass(frozen=True, slots=True)
class Features:
    """Each about 0..1."""

    whole: float  # share of the reference's words anywhere in the answer; words of the question count little
    gain: float  # how much nearer the answer comes to the reference than the question itself does, cosine
    reach: float  # the mean share of each claim's words
    claim_gain: float  # the mean gain of the answer's nearest words over the question, claim by claim, of what there was to gain

    def vector(self) -> tuple[float, ...]:
        return astuple(self)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference answer cut into claims; ``vectors``: the question, the reference as a whole, then each claim."""

    terms: tuple[Term, ...]
    given: tuple[Term, ...]
    claims: tuple[tuple[Term, ...], ...]
    vectors: Vectors


class Measure:
    """Features of graded answers; prepared references are kept."""

    def __init__(self, scorer: RubricScorer) -> None:
        self._encoder = scorer.encoder
        self._middle = middle_of(scorer.encoder)
        self._references: dict[tuple[str, str], Reference] = {}

    def features(self, graded: Graded) -> Features:
        """Against the reference that fits best; references are alternatives."""
        text = unicodedata.normalize("NFC", graded.answer)
        reading = read(text, graded.question, self._encoder, self._middle)
        if not reading.units:
            return Features(0, -1, 0, -1)
        whole = self._vectors([" ".join(text.split())])[0]
        found = [_against(reading, whole, self._reference(graded.question, words)) for words in graded.references]
        return max(found, key=lambda item: (item.whole + item.gain, item.vector()))

    def _reference(self, question: str, words: str) -> Reference:
        key = (question, words)
        if key not in self._references:
            parts = _claims(words)
            vectors = self._vectors([question, " ".join(words.split()), *parts])
            self._references[key] = Reference(terms(words), terms(question), tuple(map(terms, parts)), vectors)
        return self._references[key]

    def _vectors(self, texts: list[str]) -> Vectors:
        return centred(self._encoder.encode(texts, "passage"), self._middle)


def _claims(words: str) -> list[str]:
    pieces = [piece.text for part in sentences(words) for piece in (clauses(part) or (part,))]
    return [piece for piece in pieces if len(terms(piece)) >= 2] or [" ".join(words.split())]


def _against(reading: Reading, whole: Vectors, reference: Reference) -> Features:
    asked, entire, claims = reference.vectors[0], reference.vectors[1], reference.vectors[2:]
    nearest, start = (reading.vectors @ claims.T).max(0), claims @ asked
    return Features(
        whole=recall(reference.terms, weights(reference.terms, reference.given), reading.terms),
        gain=float(whole @ entire - asked @ entire),
        reach=float(np.mean([recall(claim, weights(claim, reference.given), reading.terms) for claim in reference.claims])),
        claim_gain=float(np.mean((nearest - start) / (1.01 - start))),
    )
