"""An answer as a whole against a model answer: sixteen numbers that a person can follow, the same for any question."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields

import numpy as np

from practice.embedding.port import Encoder, Vectors
from practice.scoring.centred import centred
from practice.scoring.clauses import clauses
from practice.scoring.opposites import Sides, sides
from practice.scoring.overlap import recall, weights
from practice.scoring.polarity import denials
from practice.scoring.reading import Reading
from practice.scoring.runs import Wording, letters_kept, neighbours_kept, wording, words_kept
from practice.scoring.sentences import sentences
from practice.scoring.terms import Term, alike, terms

GIVEN = 0.9


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares are 0..1, cosines centred. Similarity differs more between questions than between answers, so gains are
    measured from the question itself: what repeating it would earn is not the answer's."""

    recall: float  # share of the model answer's content words; words that the question gives count little
    fresh: float  # the same, of words that the question does not give
    plain: float  # share of its words of every kind: "not", "same" and "only" carry facts
    neighbours: float  # share of its pairs of neighbouring words
    letters: float  # share of its letter runs: other endings, compounds, typing slips
    reach: float  # mean share of each claim's words
    cosine: float  # answer with model answer
    gain: float  # that, over the question's own cosine with the model answer
    cover: float  # mean over the claims: the answer's nearest words
    least: float  # the same for the claim that is furthest from anything said
    nearest: float  # the answer's words that come nearest to the model answer as a whole
    claim_gain: float  # mean over the claims: how much nearer the answer comes than the question, of what there was to gain
    undenied: float  # 1 when the model answer denies something and the answer denies nothing
    agrees: float  # of the sides that the model answer takes (faster, higher, open): the share that the answer takes too
    opposes: float  # the share that the answer takes the other side of
    about: float  # cosine with the question

    def vector(self) -> tuple[float, ...]:
        return astuple(self)


NAMES = tuple(field.name for field in fields(Likeness))
NOTHING = Likeness(*[0.0] * len(NAMES))


@dataclass(frozen=True, slots=True)
class Reference:
    """A model answer cut into claims; ``vectors``: the question, the model answer as a whole, then each claim."""

    terms: tuple[Term, ...]
    given: tuple[Term, ...]
    claims: tuple[tuple[Term, ...], ...]
    vectors: Vectors
    wording: Wording
    denies: bool
    sides: Sides
    length: int  # characters that are no space


def reference_of(question: str, answer: str, encoder: Encoder, middle: Vectors) -> Reference:
    """One call of the encoder. Raises EncoderUnavailable."""
    parts = _claims(answer)
    vectors = centred(encoder.encode([question, " ".join(answer.split()), *parts], "passage"), middle)
    words, denies = tuple(map(terms, parts)), denials(answer) > 0
    return Reference(terms(answer), terms(question), words, vectors, wording(answer), denies, sides(answer), length(answer))


def length(text: str) -> int:
    """Characters that are no space."""
    return len("".join(text.split()))


def likeness(text: str, reading: Reading, reference: Reference) -> Likeness:
    """``reading`` must hold the vector of the whole."""
    if not reading.units or reading.whole is None:
        return NOTHING
    said, taken = wording(text), sides(text)
    asked, entire, claims = reference.vectors[0], reference.vectors[1], reference.vectors[2:]
    near, start, cosine = (reading.vectors @ claims.T).max(0), claims @ asked, float(reading.whole @ entire)
    shares = [recall(claim, weights(claim, reference.given), reading.terms) for claim in reference.claims]
    found = Likeness(
        recall=recall(reference.terms, weights(reference.terms, reference.given), reading.terms),
        fresh=_fresh(reference, reading.terms),
        plain=words_kept(reference.wording, said),
        neighbours=neighbours_kept(reference.wording, said),
        letters=letters_kept(reference.wording, said),
        reach=float(np.mean(shares)),
        cosine=cosine,
        gain=cosine - float(asked @ entire),
        cover=float(near.mean()),
        least=float(near.min()),
        nearest=float((reading.vectors @ entire).max()),
        claim_gain=float(np.mean((near - start) / (1.01 - start))),
        undenied=float(reference.denies and denials(text) == 0),
        agrees=_share(taken.get(axis) == side for axis, side in reference.sides.items()),
        opposes=_share(taken.get(axis) == -side for axis, side in reference.sides.items()),
        about=float(reading.whole @ asked),
    )
    # engines differ in the sixth place, and a grade must not
    return Likeness(*(round(value, 3) for value in found.vector()))


def closest(found: Sequence[Likeness]) -> Likeness:
    """Model answers are alternatives: the one that this answer resembles most."""
    return max(found, key=lambda one: (one.recall + one.letters + one.cosine, one.vector()))


def _fresh(reference: Reference, said: tuple[Term, ...]) -> float:
    new = [term for term in reference.terms if not any(alike(term, other) >= GIVEN for other in reference.given)]
    words = new or reference.terms
    return recall(words, weights(words, ()), said)


def _share(found: Iterable[bool]) -> float:
    """0 of nothing."""
    every = list(found)
    return sum(every) / len(every) if every else 0.0


def _claims(words: str) -> list[str]:
    pieces = [piece.text for part in sentences(words) for piece in (clauses(part) or (part,))]
    return [piece for piece in pieces if len(terms(piece)) >= 2] or [" ".join(words.split())]
