"""What an answer is held against: the question's points with their words and vectors, prepared once per rubric."""

from dataclasses import dataclass

import numpy as np

from practice.bank.model import Lang, Question, RubricPoint
from practice.embedding.port import Encoder, Vectors
from practice.scoring.centred import centred
from practice.scoring.estimate import ModelAnswer
from practice.scoring.overlap import weights
from practice.scoring.partners import Partners, partners
from practice.scoring.sentences import sentences
from practice.scoring.terms import Term, terms


@dataclass(frozen=True, slots=True)
class Claim:
    """One way to say a point: its text in one language, or the sentence of the model answer that makes it."""

    text: str
    terms: tuple[Term, ...]
    weights: tuple[float, ...]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class PointSheet:
    """A rubric point and the claims that stand for it; the first is its own text."""

    point: RubricPoint
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that does not depend on the answer. ``middle`` is the mean of the background; all vectors are centred on it."""

    points: tuple[PointSheet, ...]
    question: tuple[Term, ...]
    question_vector: Vectors
    model_vectors: Vectors
    middle: Vectors
    truth: Partners
    model: ModelAnswer | None = None  # where there is no rubric, the answer is held against this

    def others(self, point: PointSheet) -> Vectors:
        """The vectors of all points worth making but this one."""
        claims = [
            claim.vector for other in self.points if other is not point and other.point.weight > 0 for claim in other.claims
        ]
        return np.stack(claims) if claims else self.question_vector[None][:0]


EXEMPLAR_NEAR = 0.45


def sheet_of(question: Question, lang: Lang, encoder: Encoder, middle: Vectors) -> Sheet:
    """One call of the encoder for all texts of the rubric, the question and the model answer."""
    asked = question.text.get(lang)
    parts = [span.text for span in sentences(question.answer.get(lang))]
    says = [_languages(point, lang) for point in question.rubric]
    texts = [asked, *parts, *(text for both in says for text in both)]
    vectors = centred(encoder.encode(texts, "passage"), middle)
    model = vectors[1 : 1 + len(parts)]
    given = terms(asked)
    points, at = [], 1 + len(parts)
    for point, both in zip(question.rubric, says, strict=True):
        claims = [_claim(text, given, vectors[at + offset]) for offset, text in enumerate(both)]
        at += len(both)
        if point.weight > 0:
            claims.extend(_exemplar(claims[0], parts, model, given))
        points.append(PointSheet(point, tuple(claims)))
    return Sheet(tuple(points), given, vectors[0], model, middle, _truth(question, lang, parts))


def _truth(question: Question, lang: Lang, parts: list[str]) -> Partners:
    return partners([*(point.text.get(lang) for point in question.rubric if point.weight > 0), *parts])


def _languages(point: RubricPoint, lang: Lang) -> tuple[str, ...]:
    """The point's text in the answer's language first, then in the other: answers mix them."""
    first = point.text.get(lang)
    other = point.text.en if lang == "ko" else point.text.ko
    return (first, other) if other and other != first else (first,)


def _claim(text: str, given: tuple[Term, ...], vector: Vectors) -> Claim:
    words = terms(text)
    return Claim(text, words, weights(words, given), vector)


def _exemplar(claim: Claim, parts: list[str], model: Vectors, given: tuple[Term, ...]) -> list[Claim]:
    """The sentence of the model answer that makes the point, when one clearly does."""
    if not parts:
        return []
    near = np.round(model @ claim.vector, 3)
    best = int(near.argmax())
    return [_claim(parts[best], given, model[best])] if near[best] >= EXEMPLAR_NEAR and parts[best] != claim.text else []
