"""What an answer to a follow-up is held against: the point that the follow-up aims at."""

from dataclasses import replace
from functools import lru_cache

from practice.bank.model import FollowUp, Question


@lru_cache(256)
def aimed(question: Question, followup: str | None) -> Question:
    """The question with that point alone, beside its misconceptions.

    As it is where no follow-up was answered, or one that is not the bank's own or aims at no point: nobody knows what it wants.
    """
    aims = {one.aims_at for one in question.followups if followup and followup in _wordings(one)}
    kept = tuple(point for point in question.rubric if point.weight < 0 or point.id in aims)
    return replace(question, rubric=kept) if any(point.weight > 0 for point in kept) else question


def _wordings(followup: FollowUp) -> set[str]:
    """In both languages and on one line, as an answer keeps what was asked."""
    return {" ".join(text.split()) for text in (followup.text.ko, followup.text.en) if text}
