"""What an answer is held against: its question, or the follow-up that it answers."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from practice.bank.model import LANGS, FollowUp, Lang, Question, Text
from practice.scoring.derived import as_judged, undivided

# An answer to the question; to a follow-up with a model answer of its own; to one that aims at a point; to any other follow-up.
Kind = Literal["whole", "own", "aimed", "followup"]


@dataclass(frozen=True, slots=True)
class Held:
    """``asked`` has the points that count. ``all`` has those beside them that words of the answer may be meant for."""

    asked: Question
    all: Question
    kind: Kind
    context: Text | None = None

    @property
    def to_read(self) -> Question:
        """``asked`` for whoever reads it without having seen the question: a follow-up leaves unsaid what that said."""
        if self.context is None:
            return self.asked
        said: dict[Lang, str] = {lang: f"{self.context.get(lang)}\n{self.asked.text.get(lang)}" for lang in LANGS}
        return replace(self.asked, text=Text(said["ko"], said["en"]))


@lru_cache(256)
def held_against(question: Question, followup: str | None) -> Held:
    """Where the bank's own follow-up was answered, the model answer of that; if it has none, the point alone that it aims at.

    Both beside the question's misconceptions. Nobody knows what any other follow-up wants: it leaves the question whole.
    An answer to a follow-up says nothing of one axis of the question against another.
    """
    one = _known(question, followup)
    question = undivided(question) if followup else question
    # what was asked just now is not asked again
    question = replace(question, followups=tuple(other for other in question.followups if other is not one)) if one else question
    if one and one.answer.has_words:
        judged = _weighed(as_judged(_with_its_answer(question, one)), question)
        return Held(judged, judged, "own", question.text)
    judged = as_judged(question)
    aimed = tuple(point for point in judged.rubric if point.weight < 0 or (one and point.id == one.aims_at))
    if any(point.weight > 0 for point in aimed):
        return Held(replace(judged, rubric=aimed), judged, "aimed")
    return Held(judged, judged, "followup" if followup else "whole")


def _known(question: Question, followup: str | None) -> FollowUp | None:
    """The bank's follow-up of these words, in either language and on one line, as an answer keeps what was asked."""
    same = [one for one in question.followups if followup and followup in _wordings(one.text)]
    return next((one for one in same if one.answer.has_words), same[0] if same else None)


def _wordings(asked: Text) -> set[str]:
    return {" ".join(text.split()) for text in (asked.ko, asked.en) if text}


def _with_its_answer(question: Question, one: FollowUp) -> Question:
    hints = next((point.hints for point in question.rubric if point.id == one.aims_at and point.hints), question.hints)
    wrong = tuple(point for point in question.rubric if point.weight < 0)
    return replace(question, text=one.text, hints=hints, answer=one.answer, rubric=wrong)


def _weighed(drawn: Question, question: Question) -> Question:
    """With claims that weigh together about as much as the question's points: a misconception weighs what it weighs there."""
    claims = sum(point.weight > 0 for point in drawn.rubric)
    each = max(1, round(sum(point.weight for point in question.rubric if point.weight > 0) / claims))
    return replace(drawn, rubric=tuple(replace(point, weight=each) if point.weight > 0 else point for point in drawn.rubric))
