"""What in a sheet asks: which headings, numbered lines and labels begin a question, and which stand in an answer."""

from collections.abc import Sequence

from practice.bank.sheet.blocks import Block
from practice.bank.sheet.draft import Draft
from practice.bank.sheet.labels import CONTENTS, Label, is_generic, label_of
from practice.bank.sheet.leads import is_label
from practice.bank.sheet.marks import Heading, Mark, asks, question_mark, starred
from practice.bank.sheet.outlook import (
    is_asked_by_summary,
    is_furnished,
    is_section,
    leads_to_question,
    significant,
    tables_of_questions,
)


class Asking:
    """The blocks of a sheet as seen from each of them; what depends on the question above is told it as ``draft``."""

    def __init__(self, row: Sequence[Block]) -> None:
        self._row = row
        self._has_sections = any(is_section(block) for block in row)
        self._by_summary = is_asked_by_summary(row)
        self._next = significant(row)
        self.tables = tables_of_questions(row)

    def below(self, index: int) -> str:
        """The line right below."""
        return self._row[index + 1].text if index + 1 < len(self._row) else ""

    def following(self, index: int) -> Block | None:
        """The next block that is more than a blank, a rule or a comment."""
        at = self._next[index]
        return self._row[at] if at < len(self._row) else None

    def by_heading(self, heading: Heading, following: Block | None, draft: Draft | None, count: int | None) -> Mark | None:
        """``### 1. ...`` and a heading right above its answer are questions if they ask or are answered."""
        if heading.level < 3 or (following and following.kind == "question"):
            return None
        answered = bool(following and following.details and self._is_answered(heading, following.details.summary, draft))
        if heading.numbered:
            goes_on = _goes_on(heading.numbered, draft, count)
            return heading.numbered if answered or goes_on or asks(starred(heading.numbered.text)[0]) else None
        return Mark(heading.text, None, heading.level, sure=True) if answered else None

    def _is_answered(self, heading: Heading, summary: str, draft: Draft | None) -> bool:
        """Whether a block with this label, right below the heading, answers it."""
        label = self.label(summary)
        if label or not is_generic(summary):
            return bool(label and label.kind == "answer")
        within = draft and draft.takes_prose and heading.level > draft.level
        return asks(heading.text) or not (within or CONTENTS.match(heading.text))

    def label(self, summary: str) -> Label | None:
        """What a label stands for; where questions stand in labels, one that asks at length is a question."""
        label = label_of(summary)
        if label and label.kind != "followups" and self._by_summary and asks(summary) and len(label.beyond.split()) > 1:
            return None
        return label

    def is_listed(self, mark: Mark, index: int, draft: Draft) -> bool:
        """Whether ``mark`` is an item of a list that begins at 1 and goes on by one: an answer's to a ``Q.``, or follow-ups."""
        goes_on = draft.listed and mark.number == draft.listed + 1
        begun = draft.listed or draft.under or any(block.text for block in draft.above)
        begins = mark.number == 1 and not draft.parts and (begun or not (draft.text_open or asks(mark.text)))
        # questions that are plain numbers themselves would go on with the list
        announced = mark.number == 1 and draft.announces_followups and (draft.lettered or draft.style == "heading")
        return bool((draft.lettered and begins) or announced or goes_on) and not is_furnished(self._row, index)

    def is_before_sections(self, mark: Mark, index: int) -> bool:
        """Whether a numbered line above all sections is none of their questions."""
        return self._has_sections and not mark.sure and not is_furnished(self._row, index)

    def is_question_summary(self, summary: str, draft: Draft | None) -> bool:
        if is_generic(summary) or CONTENTS.match(summary):
            return False
        if question_mark(summary):
            return True
        if draft is None or draft.style == "summary":
            return self._by_summary or asks(summary)
        return self._by_summary and asks(summary)


def _goes_on(mark: Mark, draft: Draft | None, count: int | None) -> bool:
    """Whether ``mark`` is the next number on the level of the question above."""
    return draft is not None and draft.level == mark.level and mark.number == (count or 0) + 1


def is_label_within(text: str, following: Block | None, draft: Draft) -> bool:
    """A label inside an answer begins no subsection, unless questions stand below it."""
    if draft.parts or not is_label(text):
        return False
    return following is None or following.mark is None or (draft.lettered and not following.mark.sure)


def is_heading_within(block: Block, following: Block | None, draft: Draft) -> bool:
    """Whether a heading stands in the answer of ``draft``."""
    if is_label_within(block.text, following, draft):
        return True
    return draft.takes_prose and not leads_to_question(following)
