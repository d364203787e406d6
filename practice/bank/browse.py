"""Banks and questions as lists: the one that ships and one's own."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, func, or_, select, tuple_

from practice.bank.body import SECTIONS, from_body
from practice.bank.model import Bank, Question, Section, Text
from practice.bank.store import load_bank
from practice.db.tables import BankRow, QuestionRow
from practice.errors import BankNotFound, QuestionNotFound
from practice.scoring.loanwords import spellings


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed by; ``words`` must all occur in the question, in either language and script."""

    bank: str | None = None
    section: str | None = None
    axis: str | None = None
    difficulty: int | None = None
    tag: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """A question under the id that the API speaks of, with its section's title."""

    id: str
    bank: str
    section_title: Text
    question: Question


@dataclass(frozen=True, slots=True)
class ListedBank:
    """A bank with the number of questions in it and in each of its sections."""

    id: UUID
    slug: str
    title: Text
    license: str | None
    own: bool
    questions: int
    sections: tuple[tuple[Section, int], ...]


Cursor = tuple[UUID, int]

COLUMNS = (QuestionRow.id, QuestionRow.bank, QuestionRow.section, QuestionRow.body, QuestionRow.bank_id, QuestionRow.position)


def _titled(rows: Sequence[Row[Any]]) -> list[ListedQuestion]:
    titles: dict[UUID, dict[str, Text]] = {}
    for row in rows:
        if row.bank_id not in titles:
            titles[row.bank_id] = {section.id: section.title for section in SECTIONS.validate_python(row.sections)}
    return [
        ListedQuestion(row.id, row.bank, titles[row.bank_id].get(row.section, Text(ko=row.section)), from_body(row.body))
        for row in rows
    ]


def _narrowed(statement: Select[Any], filters: Filters) -> Select[Any]:
    if filters.bank is not None:
        # one's own bank stands before the one that ships under the same slug
        chosen = select(BankRow.id).where(BankRow.slug == filters.bank).order_by(BankRow.user_id.is_(None)).limit(1)
        statement = statement.where(QuestionRow.bank_id == chosen.scalar_subquery())
    exact = ((QuestionRow.section, filters.section), (QuestionRow.difficulty, filters.difficulty))
    for column, value in exact:
        if value is not None:
            statement = statement.where(column == value)
    for listed, name in ((QuestionRow.axes, filters.axis), (QuestionRow.tags, filters.tag)):
        if name is not None:
            statement = statement.where(listed.contains([name]))
    for word in filters.words:
        # decomposed Hangul, as macOS writes it, is another string
        composed = unicodedata.normalize("NFC", word).lower()
        statement = statement.where(or_(*(QuestionRow.words.contains(form, autoescape=True) for form in spellings(composed))))
    return statement


def questions(conn: Connection, filters: Filters, after: Cursor | None, limit: int) -> tuple[list[ListedQuestion], Cursor | None]:
    """A page in reading order, and the cursor of the next one."""
    statement = select(*COLUMNS, BankRow.sections).join(BankRow, BankRow.id == QuestionRow.bank_id)
    statement = _narrowed(statement, filters).order_by(QuestionRow.bank_id, QuestionRow.position).limit(limit + 1)
    if after is not None:
        statement = statement.where(tuple_(QuestionRow.bank_id, QuestionRow.position) > tuple_(*after))
    rows = conn.execute(statement).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return _titled(rows[:limit]), (last.bank_id, last.position) if last else None


def question(conn: Connection, question_id: str) -> ListedQuestion:
    """One question. Raises QuestionNotFound, for another person's question too."""
    statement = select(*COLUMNS, BankRow.sections).join(BankRow, BankRow.id == QuestionRow.bank_id)
    rows = conn.execute(statement.where(QuestionRow.id == question_id)).all()
    if not rows:
        raise QuestionNotFound("No question has this id. Take one from GET /api/questions.")
    return _titled(rows)[0]


def listed(conn: Connection, ids: Sequence[str]) -> dict[str, ListedQuestion]:
    """Those of the questions that can be seen, by id."""
    statement = select(*COLUMNS, BankRow.sections).join(BankRow, BankRow.id == QuestionRow.bank_id)
    rows = conn.execute(statement.where(QuestionRow.id.in_(ids))).all()
    return {one.id: one for one in _titled(rows)}


def banks(conn: Connection) -> list[ListedBank]:
    """The bank that ships first, then one's own."""
    counted = select(QuestionRow.bank_id, QuestionRow.section, func.count().label("n")).group_by(
        QuestionRow.bank_id, QuestionRow.section
    )
    counts = {(row.bank_id, row.section): row.n for row in conn.execute(counted)}
    rows = conn.execute(select(BankRow).order_by(BankRow.user_id.is_not(None), BankRow.id))
    return [_listed_bank(row, counts) for row in rows]


def bank(conn: Connection, slug: str) -> ListedBank:
    """One bank; one's own stands before the one that ships. Raises BankNotFound."""
    found = [listed for listed in banks(conn) if listed.slug == slug]
    if not found:
        raise _unknown()
    return found[-1]


def _unknown() -> BankNotFound:
    return BankNotFound("No bank has this slug. Take one from GET /api/banks.")


def _listed_bank(row: Row[Any], counts: dict[tuple[UUID, str], int]) -> ListedBank:
    sections = SECTIONS.validate_python(row.sections)
    return ListedBank(
        id=row.id,
        slug=row.slug,
        title=Text(**row.title),
        license=row.license,
        own=row.user_id is not None,
        questions=sum(n for (bank_id, _), n in counts.items() if bank_id == row.id),
        sections=tuple((section, counts.get((row.id, section.id), 0)) for section in sections),
    )


def visible_bank(conn: Connection, slug: str) -> Bank:
    """A whole bank; one's own stands before the one that ships. Raises BankNotFound."""
    owner = select(BankRow.user_id).where(BankRow.slug == slug).order_by(BankRow.user_id.is_(None)).limit(1)
    row = conn.execute(owner).one_or_none()
    bank = load_bank(conn, slug, row.user_id) if row else None
    if bank is None:
        raise _unknown()
    return bank
