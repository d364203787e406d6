"""The offline scorer: an answer against its rubric, point by point, by meaning and words; explainable and deterministic."""

import unicodedata
from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from practice.bank.derived import is_derived
from practice.bank.model import Lang, Question
from practice.embedding.port import Encoder, Vectors
from practice.scoring import arithmetic, gates, words
from practice.scoring.aim import held_against
from practice.scoring.background import middle_of
from practice.scoring.centred import centred
from practice.scoring.coefficients import CURRENT, DERIVED, SCALES, Coefficients, Scales
from practice.scoring.decided import OnPoint, decide
from practice.scoring.estimate import LACKING, estimated, model_answer, share, stretched
from practice.scoring.form import form_of
from practice.scoring.model import PointScore, Provenance, Score
from practice.scoring.overlap import recall, weights
from practice.scoring.passage import passage
from practice.scoring.provenance import provenance_of, rubric_hash
from practice.scoring.providers.neutral import without_markers
from practice.scoring.reading import Reading, read
from practice.scoring.sheet import Sheet, sheet_of
from practice.scoring.terms import terms
from practice.scoring.topic import near, on_topic
from practice.scoring.unknown import known
from practice.scoring.verdicts import Finding


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
        points, unsure = decide(stated, reading, sheet, asked, lang, by, on_point)
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
        return near(reading, vector, recall(words, weights(words, ()), reading.terms), self.by)

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
