"""What an import would change: new, changed, same and missing questions. It deletes nothing."""

from dataclasses import dataclass

from practice.bank.model import Bank, Lang, Question
from practice.bank.reading import Reading
from practice.bank.rewording import keep_ids


@dataclass(frozen=True, slots=True)
class Entry:
    """``line`` is where the question stands in the file; None for a missing one.

    ``points`` are those of its rubric, misconceptions included. Without ``can_be_scored`` an answer gets no score.
    """

    id: str
    line: int | None
    text: str
    model_answer: bool
    points: int
    follow_ups: int
    hints: int
    can_be_scored: bool


@dataclass(frozen=True, slots=True)
class ImportDiff:
    """``bank`` is what to store: the new one, under the old ids where only the wording was edited."""

    bank: Bank
    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    same: tuple[Entry, ...]
    missing: tuple[Entry, ...]


def diff(old: Bank | None, new: Reading) -> ImportDiff:
    """The reading against what is stored (None: nothing is)."""
    kept = keep_ids(old, new) if old else new
    before = {question.id: question for question in old.questions} if old else {}
    after = {question.id for question in kept.bank.questions}
    found: dict[str, list[Entry]] = {"added": [], "changed": [], "same": []}
    for question in kept.bank.questions:
        known = before.get(question.id)
        kind = "added" if known is None else "same" if known == question else "changed"
        found[kind].append(_entry(question, kept.lines.get(question.id), kept.bank.lang))
    missing = tuple(_entry(question, None, kept.bank.lang) for name, question in before.items() if name not in after)
    return ImportDiff(kept.bank, tuple(found["added"]), tuple(found["changed"]), tuple(found["same"]), missing)


def _entry(question: Question, line: int | None, lang: Lang) -> Entry:
    return Entry(
        id=question.id,
        line=line,
        text=question.text.get(lang),
        model_answer=bool(question.answer),
        points=len(question.rubric),
        follow_ups=len(question.followups),
        hints=len(question.hints.get(lang)),
        can_be_scored=question.can_be_scored,
    )
