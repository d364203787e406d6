"""From a draft to a question."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeVar

from practice.bank.model import FollowUp, Lang, Question, RubricPoint
from practice.bank.reading import Warning
from practice.bank.sheet import axes, blend, exact
from practice.bank.sheet.blocks import Block
from practice.bank.sheet.body import is_empty, is_placeholder, prose
from practice.bank.sheet.details import Details
from practice.bank.sheet.draft import Draft
from practice.bank.sheet.entries import Entry, answer_of, entries, with_quotes
from practice.bank.sheet.labels import Label, without_lang
from practice.bank.sheet.marks import plain, starred
from practice.bank.sheet.parting import parted

NAMED = 10
Item = TypeVar("Item", RubricPoint, FollowUp)
DEFAULTS: dict[str, Any] = {known.name: known.default for known in fields(Question)}


@dataclass(slots=True)
class Parts:
    """The details blocks of a question, read, in the order in which they stand."""

    texts: list[tuple[Lang, str]] = field(default_factory=list)
    answers: list[tuple[Lang, str]] = field(default_factory=list)
    one_minute: list[tuple[Lang, str]] = field(default_factory=list)
    rubric: list[tuple[Lang, list[Entry]]] = field(default_factory=list)
    followups: list[tuple[Lang, list[Entry]]] = field(default_factory=list)
    hints: list[tuple[Lang, tuple[str, ...]]] = field(default_factory=list)
    extras: list[tuple[str, Lang, str]] = field(default_factory=list)


class Finish:
    """Finishes one draft; ``id`` stays empty unless the sheet gives one."""

    def __init__(self, draft: Draft, lang: Lang, warnings: list[Warning]) -> None:
        self._draft, self._lang, self._warnings = draft, lang, warnings
        self._parts = Parts()
        self._named: dict[str, int] = {}
        self._answered = any(part.label and part.label.kind == "answer" for part in draft.parts)

    def question(self) -> Question:
        draft, parts = self._draft, self._parts
        for part in draft.parts:
            self._read(part.label, part.details)
        text, stars = starred("\n".join(self._asked()))
        text = self._place_prose(plain(text))
        said = draft.metadata
        natural = Question(
            id=said.id or "",
            section=draft.section,
            subsection=draft.subsection,
            text=blend.both([(self._lang, text), *parts.texts]),
            axes=said.axes,
            difficulty=said.difficulty or self._difficulty(stars),
            time_s=said.time_s,
            tags=said.tags,
            answer=blend.both(parts.answers),
            rubric=self._worded(blend.rubric(parts.rubric)),
            followups=self._worded(blend.followups(parts.followups)),
            hints=blend.hints(parts.hints),
            one_minute=blend.both(parts.one_minute),
            extras=blend.extras(parts.extras),
        )
        return axes.of_its_own(self._exactly(natural), self._named, draft.exact_line, self._warnings)

    def _asked(self) -> list[str]:
        """The lines of the text; with an answer elsewhere, those that look like one are of the text as well."""
        under = self._draft.under if self._parts.answers else []
        return [*self._draft.text, *(block.text.strip() for block in under)]

    def _place_prose(self, text: str) -> str:
        """Prose above the answer belongs to the question; without an answer it is the answer."""
        draft, parts = self._draft, self._parts
        above = prose(draft.above)
        if above and parts.answers:
            text = f"{text}\n\n{above}"
        elif not parts.answers:
            self._answer_with_prose()
        if draft.below:
            self._keep_below(draft.below)
        return text

    def _answer_with_prose(self) -> None:
        body = [*self._draft.under, *self._draft.above]
        found = parted(self._draft.under, self._draft.above)
        if found.followups:
            self._keep_followups(self._lang, found.followups, body[0].line, body[-1].last)
        if found.answer is not None:
            self._add_answer(self._lang, found.answer, body[0].line, body[-1].last)
        if found.asking:
            self._warn_of_asking(found.asking)

    def _warn_of_asking(self, items: Sequence[Block]) -> None:
        named = ", ".join(f"`{item.text.replace('`', '').strip()[:60]}`" for item in items[:NAMED])
        what = f"{len(items)} items of a list read as the model answer ask something: {named}; write `### Q1. ...` for questions"
        self._warn("asks", items[0].line, what, items[-1].last)

    def _keep_below(self, below: Sequence[Block]) -> None:
        """Lines below the blocks: follow-ups if they say so, as in an answer; anything else is an extra."""
        found = parted([], below)
        if found.followups:
            self._keep_followups(self._lang, found.followups, below[0].line, below[-1].last)
        if found.rest:
            self._warn("loose", below[0].line, "text below the question's blocks; kept as an extra", below[-1].last)
            self._parts.extras.append(("", self._lang, found.rest))

    def _read(self, label: Label | None, details: Details) -> None:
        summary, body, line, last = details.summary, details.body, details.line, details.last
        lang = (label.lang if label else None) or self._lang
        if label and label.beyond:
            self._warn("label", line, f"`{label.beyond[:60]}` in a label is not kept", last)
        if label is None:
            self._read_unknown(summary, body, line, last)
        elif label.kind == "answer":
            self._add_answer(lang, body, line, last)
        elif label.kind == "rubric":
            self._add_rubric(lang, details)
        elif label.kind == "followups":
            self._add_followups(label, lang, summary, body, line, last)
        elif label.kind == "hints":
            found, before = entries(body)
            self._parts.hints.append((lang, tuple(before + ["\n".join([item.text, *item.inner]) for item in found])))
        else:
            (self._parts.texts if label.kind == "text" else self._parts.one_minute).append((lang, body))

    def _read_unknown(self, summary: str, body: str, line: int, last: int) -> None:
        name, lang = without_lang(summary)
        if self._answered or any(label == name for label, _, _ in self._parts.extras[-1:]):
            self._parts.extras.append((name, lang or self._lang, body))
            self._warn("label", line, f"the label `{name[:60]}` is not known; kept as an extra", last)
        else:
            self._warn("label", line, f"the label `{name[:60]}` is not known; read as the answer", last)
            self._add_answer(lang or self._lang, body, line, last)
            self._answered = bool(self._parts.answers)

    def _add_answer(self, lang: Lang, body: str, line: int, last: int) -> None:
        if is_empty(body):
            self._warn("empty-answer", line, "an empty answer")
        elif is_placeholder(body):
            self._warn("placeholder", line, f"a placeholder where the answer should stand: {body.strip()[:60]}", last)
        else:
            self._parts.answers.append((lang, body))

    def _add_rubric(self, lang: Lang, details: Details) -> None:
        line = details.line
        found, before = entries(details.body, weighted=True)
        if before:
            self._warn("rubric", line, "text in a rubric that is no item of its list (`- [2] ...`); kept as an extra")
            self._parts.extras.append((without_lang(details.summary)[0], lang, "\n".join(before)))
        self._named = axes.read(found, details.body_line, self._warnings) | self._named
        for entry in found:
            if entry.unread is not None:
                self._warn("weight", line, f"a weight of `{entry.unread}` means nothing; 1 was taken")
        self._parts.rubric.append((lang, found))

    def _add_followups(self, label: Label, lang: Lang, summary: str, body: str, line: int, last: int) -> None:
        if label.own:
            found = [Entry(line, label.own, quoted=answer_of(body))]
            self._parts.extras += [(without_lang(summary)[0], lang, body)] if body and not found[0].quoted else []
        else:
            found = with_quotes(body)
        self._keep_followups(lang, found, line, last)

    def _keep_followups(self, lang: Lang, found: list[Entry], line: int, last: int) -> None:
        for entry in found:
            said = "\n".join(entry.quoted)
            if is_placeholder(said):
                self._warn("placeholder", line, f"a placeholder where the answer should stand: {said.strip()[:60]}", last)
                entry.quoted = []
        self._parts.followups.append((lang, found))

    def _worded(self, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """A point that says nothing would be missed by every answer. Left out here: by its place it may pair two languages."""
        kept = tuple(item for item in items if item.text.has_words)
        if len(kept) < len(items):
            self._warn("blank-item", self._draft.line, "an item of a list that has no words; not kept")
        return kept

    def _difficulty(self, stars: int) -> int | None:
        if stars > 5:
            self._warn("stars", self._draft.line, f"{stars} stars; 5 are the most")
        return min(stars, 5) or None

    def _exactly(self, natural: Question) -> Question:
        """The question with what its exact comment says; whatever that gets wrong stays as it was read."""
        found = exact.question_fields(self._draft.exact, self._lang, self._draft.exact_line, self._warnings)
        needed = ("id", "section", "text")
        said = {
            name: DEFAULTS[name] if value is None else value
            for name, value in found.items()
            if value is not None or name not in needed
        }
        for name in said:
            if name not in (*needed, "subsection") and getattr(natural, name) != DEFAULTS[name]:
                what = f"{name} stands here twice; the exact comment was taken"
                self._warn("exact", self._draft.line, what, self._draft.last_comment)
        return replace(natural, **said)

    def _warn(self, code: str, line: int, message: str, last: int = 0) -> None:
        self._warnings.append(Warning(line, message, code, last))
