"""The offline scorer: an answer against its rubric, point by point, by meaning and words; explainable and deterministic."""

import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

import numpy as np

from practice.bank.derived import is_derived
from practice.bank.model import Lang, Question
from practice.embedding.port import Encoder, Vectors
from practice.scoring import arithmetic, gates, words
from practice.scoring.aim import held_against
from practice.scoring.background import middle_of
from practice.scoring.centred import centred
from practice.scoring.coefficients import CURRENT, DERIVED, SCALES, Coefficients, Scales
from practice.scoring.estimate import LACKING, estimated, model_answer, share, stretched
from practice.scoring.form import form_of
from practice.scoring.match import Match, best_match
from practice.scoring.model import Evidence, PointScore, Provenance, Score
from practice.scoring.overlap import recall, weights
from practice.scoring.passage import passage
from practice.scoring.provenance import provenance_of, rubric_hash
from practice.scoring.providers.neutral import without_markers
from practice.scoring.reading import Reading, read
from practice.scoring.sheet import PointSheet, Sheet, sheet_of
from practice.scoring.terms import terms
from practice.scoring.unknown import known
from practice.scoring.verdicts import Finding, find, find_wrong

OnPoint = Callable[[int, int, PointScore], None]


class RubricScorer:
    """Judges with one encoder and keeps the prepared rubrics of the latest questions. Safe to share between threads."""

    def __init__(self, encoder: Encoder, by: Coefficients = CURRENT, keep: int = 128, scales: Scales = SCALES) -> None:
        self.encoder = encoder
        self.by = by
        self.scales = scales
        self._keep = keep
        self._sheets: OrderedDict[tuple[str, str, Lang], Sheet] = OrderedDict()
        self._middle: dict[str, Vectors] = {}
        self._lock = Lock()

    def judge(
        self, answer: str, lang: Lang, question: Question, on_point: OnPoint | None = None, followup: str | None = None
    ) -> Score:
        """The score; ``on_point(index, of, point)`` hears of each point as it is decided, where no gate decides them all at once.

        ``followup``: the question that was asked after an earlier answer, and that this one answers. Raises EncoderUnavailable.
        """
        text = unicodedata.normalize("NFC", answer)
        held = held_against(question, followup)
        asked, judged = held.asked, held.all
        gate = gates.before_points(text, question, lang, followup)
        if gate is None and not any(point.weight > 0 for point in judged.rubric):
            gate = gates.FORM_ONLY
        if gate:
            return _gated(gate, asked, lang)
        sheet = self.sheet(judged, lang)
        # markup of somebody else's prompts must not change where a sentence ends
        plain = without_markers(text)
        stated = known(plain)
        reading = read(stated, judged.text.get(lang), self.encoder, sheet.middle, whole=sheet.model is not None)
        foreign = getattr(judged.text, lang) is None
        rough = sheet.model is not None or foreign
        if self._off_topic(stated, reading, sheet, followup, foreign):
            nothing_known = stated != plain and not reading.units
            return _gated(gates.DONT_KNOW if nothing_known else gates.OFF_TOPIC, asked, lang, uncertain=rough)
        by = DERIVED if sheet.model else self.by.of(judged)
        points, unsure = _points(stated, reading, sheet, asked, lang, by, on_point)
        covered, value = self._values(stated, reading, sheet, points, lang, held.kind == "own")
        pasted = (gates.pasted(text, judged) or gates.pasted(text, question)) and not any(map(arithmetic.is_refused, points))
        summary = words.summary(points, covered, lang, unsure or rough, pasted, held.kind, foreign)
        score = _score(asked, points, value, lang, summary)
        gate = gates.PASTED if pasted else None
        return replace(score, gate=gate, uncertain=unsure or rough, form=form_of(text, question, lang, timed=followup is None))

    def _values(
        self, text: str, reading: Reading, sheet: Sheet, points: tuple[PointScore, ...], lang: Lang, followup: bool
    ) -> tuple[int, int]:
        """How much is covered, and the score. ``followup``: the model answer is that of a follow-up, a few sentences."""
        if sheet.model is None:
            return (value := arithmetic.overall(points)), value
        part = passage(text, sheet.model.reference) if followup else text
        if part != text:
            reading = read(part, sheet.model.asked, self.encoder, sheet.middle, whole=True)
        scale = self.scales.followup[lang] if followup else stretched(self.scales.whole[lang], sheet.model)
        covered = estimated(part, reading, sheet.model, points, scale, 1.0 if followup else LACKING)
        return covered, max(0, covered - round(100 * arithmetic.taken(points)))

    def _off_topic(self, text: str, reading: Reading, sheet: Sheet, followup: str | None, foreign: bool) -> bool:
        """No words come near to what was asked, and the text as a whole not to the model answer that is all there is."""
        if on_topic(reading, sheet, self.by, foreign) or (followup and self._on_followup(reading, followup, sheet.middle)):
            return False
        return sheet.model is None or share(text, reading, sheet.model) < self.by.topic_share

    def _on_followup(self, reading: Reading, followup: str, middle: Vectors) -> bool:
        """An invented follow-up may lead away from the question; who went along is not off the topic."""
        words = terms(followup)
        vector = centred(self.encoder.encode([followup], "passage"), middle)
        return _near(reading, vector, recall(words, weights(words, ()), reading.terms), self.by)

    def sheet(self, question: Question, lang: Lang) -> Sheet:
        """The prepared rubric of a question that has points; kept for the next answer. Raises EncoderUnavailable."""
        key = (self.encoder.model, rubric_hash(question), lang)
        with self._lock:
            if key in self._sheets:
                self._sheets.move_to_end(key)
                return self._sheets[key]
            middle = self._middle.get(self.encoder.model)
        # outside the lock: two threads may prepare the same sheet, none waits for another's network
        middle = middle_of(self.encoder) if middle is None else middle
        sheet = sheet_of(question, lang, self.encoder, middle)
        if is_derived(question.rubric[0]):
            sheet = replace(sheet, model=model_answer(question, lang, self.encoder, middle))
        with self._lock:
            self._middle[self.encoder.model] = middle
            self._sheets[key] = sheet
            while len(self._sheets) > self._keep:
                self._sheets.popitem(last=False)
        return sheet


def judge(answer: str, lang: Lang, question: Question, encoder: Encoder, on_point: OnPoint | None = None) -> Score:
    """One answer, nothing kept. Raises EncoderUnavailable."""
    return RubricScorer(encoder).judge(answer, lang, question, on_point)


def provenance(question: Question, encoder: Encoder, followup: str | None = None) -> Provenance:
    """Where a score of this question by this encoder comes from; a derived rubric is hashed as it is judged."""
    return provenance_of(held_against(question, followup).asked, encoder.model)


def on_topic(reading: Reading, sheet: Sheet, by: Coefficients, foreign: bool = False) -> bool:
    """Something in the answer comes near to the question, its points or its model answer.

    ``foreign``: these stand in another language, so that shared words cannot be asked for.
    """
    targets = [
        sheet.question_vector[None],
        sheet.model_vectors,
        *(claim.vector[None] for point in sheet.points for claim in point.claims),
    ]
    said = max(recall(claim.terms, weights(claim.terms, ()), reading.terms) for point in sheet.points for claim in point.claims)
    return _near(reading, np.concatenate(targets), 1.0 if foreign else said, by)


def _near(reading: Reading, targets: Vectors, said: float, by: Coefficients) -> bool:
    """Some unit lies near a target, and shares words with it unless it is very near; ``said`` is the share, 0..1."""
    if not reading.units:
        return False
    nearest = float(np.round(reading.vectors @ targets.T, 3).max())
    return nearest >= by.topic_near and (said >= by.topic_said or nearest >= by.topic_sure)


def _points(
    text: str, reading: Reading, sheet: Sheet, question: Question, lang: Lang, by: Coefficients, on_point: OnPoint | None
) -> tuple[tuple[PointScore, ...], bool]:
    """The points that the question has, and whether too many of them are close calls."""
    done: list[PointScore] = []
    # a sheet is kept for all questions that are judged alike, whatever axes their points name
    axes = {point.id: point.axes for point in question.rubric}
    asked = [point for point in sheet.points if point.point.id in axes]
    doubts = 0
    wrong, rest = set_apart(text, reading, sheet, by)
    for index, point in enumerate(asked):
        finding = wrong.get(point.point.id) or find(best_match(point, rest, sheet.others(point)), text, sheet.truth, by)
        doubts += point.point.weight > 0 and _doubtful(finding, by)
        done.append(replace(_point_score(point, finding, lang, text), axes=axes[point.point.id]))
        if on_point:
            on_point(index, len(asked), done[-1])
    return tuple(done), doubts * 3 >= len(done)


def set_apart(text: str, reading: Reading, sheet: Sheet, by: Coefficients) -> tuple[dict[str, Finding], Reading]:
    """The finding on each misconception, and the reading without the words that state one: those state no point."""
    wrong = {point.point.id: _wrong(point, text, reading, sheet, by) for point in sheet.points if point.point.weight < 0}
    spoken = [finding.match.unit.span for finding in wrong.values() if finding.match and finding.verdict == "met"]
    return wrong, reading.without(spoken)


def _wrong(point: PointSheet, text: str, reading: Reading, sheet: Sheet, by: Coefficients) -> Finding:
    match = best_match(point, reading, sheet.others(point))
    return find_wrong(match, text, _nearest_truth(match, sheet) if match else 0.0, by)


def _nearest_truth(match: Match, sheet: Sheet) -> float:
    """How near the same words come to something true: a point worth making, or a sentence of the model answer."""
    true = [claim.vector[None] for point in sheet.points if point.point.weight > 0 for claim in point.claims]
    return float(np.round(np.concatenate([sheet.model_vectors, *true]) @ match.vector, 3).max())


def _doubtful(finding: Finding, by: Coefficients) -> bool:
    near_border = min(abs(finding.chance - by.met), abs(finding.chance - by.partial)) < by.unsure
    return near_border or finding.refused is not None


def _point_score(sheet: PointSheet, finding: Finding, lang: Lang, text: str) -> PointScore:
    point = sheet.point
    shown = finding.match is not None and (finding.verdict != "missed" or finding.refused is not None)
    span = finding.match.unit.span if finding.match and shown else None
    evidence = (Evidence(span.text, span.start, span.end),) if span else ()
    return PointScore(
        point.id, point.text.get(lang), point.weight, finding.verdict, evidence, words.advice(point, finding, lang, text)
    )


def _score(question: Question, points: tuple[PointScore, ...], value: int, lang: Lang, summary: str) -> Score:
    return Score(
        overall=value,
        axes=arithmetic.axes(question.axes, value, points),
        points=points,
        summary=summary,
        strengths=words.strengths(points, lang),
        improvements=words.improvements(points),
        follow_ups=words.follow_ups(question, points, lang),
    )


def _gated(gate: str, question: Question, lang: Lang, uncertain: bool = False) -> Score:
    """Overall 0, every point missed, no praise; the hints and what to try next stay."""
    missed = [(point, Finding("missed", 0.0, None)) for point in question.rubric]
    points = tuple(
        PointScore(
            point.id, point.text.get(lang), point.weight, "missed", (), words.advice(point, finding, lang), axes=point.axes
        )
        for point, finding in missed
    )
    return Score(
        overall=0,
        axes=arithmetic.axes(question.axes, 0),
        points=points,
        summary=words.gate_summary(gate, lang),
        strengths=(),
        improvements=words.gate_improvements(question, lang) or words.improvements(points),
        follow_ups=words.follow_ups(question, (), lang) if gate != gates.EMPTY else (),
        gate=gate,
        uncertain=uncertain or gate == gates.FORM_ONLY,
    )
