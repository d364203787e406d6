"""The shapes of banks and their questions."""

from api.views.shape import Shape, TextOut, TextsOut


class SectionOut(Shape):
    id: str
    title: TextOut
    questions: int


class BankOut(Shape):
    slug: str
    title: TextOut
    license: str | None
    own: bool
    questions: int
    sections: list[SectionOut]


class BankDetail(BankOut):
    """``answers``: how many of one's own would go with a bank of one's own; 0 for the one that ships, which nobody deletes."""

    answers: int


class BankList(Shape):
    items: list[BankOut]


class QuestionOut(Shape):
    id: str
    bank: str
    section: str
    section_title: TextOut
    axes: list[str]
    difficulty: int | None
    time_s: int | None
    tags: list[str]
    text: TextOut
    one_minute: TextOut | None


class RubricPointOut(Shape):
    """``axes``: those of its question's that the point speaks for; empty: all of them."""

    id: str
    weight: int
    text: TextOut
    hints: TextsOut
    axes: list[str]


class FollowUpOut(Shape):
    """``answer`` is its own model answer."""

    id: str
    aims_at: str | None
    text: TextOut
    answer: TextOut | None


class QuestionDetail(QuestionOut):
    """``answer_max_chars``: the longest answer that this host takes."""

    answer_max_chars: int
    hints: TextsOut
    answer: TextOut | None
    rubric: list[RubricPointOut]
    followups: list[FollowUpOut]


class QuestionList(Shape):
    items: list[QuestionOut]
    next_cursor: str | None
