"""Fits the scale of a model on the shipped bank: related and unrelated texts, in one language and in two."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from practice.bank.model import LANGS, Bank, Lang
from practice.embedding.calibration import Calibration, Knot
from practice.embedding.port import Encoder, Vectors

Cosines = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Levels:
    """Cosines by what the two texts have to do with each other; ``across``: their languages differ."""

    unrelated: Cosines
    unrelated_across: Cosines
    wanted: Cosines
    wanted_across: Cosines

    @property
    def across(self) -> float:
        """How much lower unrelated texts of two languages lie."""
        return max(0.0, float(np.median(self.unrelated) - np.median(self.unrelated_across)))


def fitted(encoder: Encoder, bank: Bank) -> Calibration:
    """Six texts a question are embedded: some minutes on one core. See Calibration for what the knots stand for."""
    answers, search, headings = levels(encoder, bank)
    levelled = np.concatenate([headings.unrelated, headings.unrelated_across + search.across])
    least = (_at(levelled, 5), 0.0)
    return Calibration(
        answers=_rising((_at(answers.unrelated, 95), 0.0), (_at(answers.wanted_across, 50) + answers.across, 0.8), (1.0, 1.0)),
        search=_rising(least, (_at(search.unrelated, 50), 0.2), (_at(search.wanted, 50), 0.6), (1.0, 1.0)),
        answers_across=round(answers.across, 3),
        search_across=round(search.across, 3),
    )


def levels(encoder: Encoder, bank: Bank) -> tuple[Levels, Levels, Levels]:
    """Between model answers (unrelated: of questions of two sections; wanted: an answer and itself), from questions to
    model answers (wanted: the question's own), and from a section's title, a query of few words, to model answers."""
    questions = [question for question in bank.questions if question.answer.ko and question.answer.en]
    sections = np.array([question.section for question in questions])
    apart = sections[:, None] != sections[None, :]
    answers = {lang: encoder.encode([question.answer.get(lang) for question in questions], "passage") for lang in LANGS}
    asked = {lang: encoder.encode([question.text.get(lang) for question in questions], "query") for lang in LANGS}
    titles = {section.id: section.title for section in bank.sections}
    headings = {lang: encoder.encode([titles[section].get(lang) for section in sections], "query") for lang in LANGS}
    return _levels(answers, answers, apart), _levels(asked, answers, apart), _levels(headings, answers, apart)


def _levels(left: Mapping[Lang, Vectors], right: Mapping[Lang, Vectors], apart: NDArray[np.bool_]) -> Levels:
    products = {(one, other): left[one] @ right[other].T for one in left for other in right}
    within = [product for (one, other), product in products.items() if one == other]
    across = [product for (one, other), product in products.items() if one != other]
    return Levels(
        np.concatenate([product[apart] for product in within]),
        np.concatenate([product[apart] for product in across]),
        np.concatenate([np.diag(product) for product in within]),
        np.concatenate([np.diag(product) for product in across]),
    )


def _at(cosines: Cosines, percentile: float) -> float:
    return round(float(np.percentile(cosines, percentile)), 3)


def _rising(*knots: Knot) -> tuple[Knot, ...]:
    """Knots that do not rise are left out: a model that tells nothing apart has a straight line up to the same text."""
    kept = [knots[0]]
    for knot in knots[1:-1]:
        if kept[-1][0] < knot[0] < knots[-1][0]:
            kept.append(knot)
    return (*kept, knots[-1])
