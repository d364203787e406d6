"""Banks into the database. Nothing is deleted: attempts stay with their question when its wording changes."""

from uuid import UUID

from sqlalchemy import Connection, func, select, text
from sqlalchemy.dialects.postgresql import insert

from practice.bank.body import SECTIONS, from_body, to_body, words_of
from practice.bank.model import Bank, Question, Text
from practice.clock import new_id
from practice.db.tables import BankRow, QuestionRow


def public_id(bank_id: UUID, owner: UUID | None, local_id: str) -> str:
    """The id that the API speaks of: plain for the bank that ships, with the bank before it for one's own."""
    return local_id if owner is None else f"{bank_id.hex[-12:]}.{local_id}"


def load_bank(conn: Connection, slug: str, owner: UUID | None) -> Bank | None:
    """The bank of that owner (None: the one that ships) under that slug, in reading order."""
    mine = (BankRow.slug == slug, BankRow.user_id.is_not_distinct_from(owner))
    row = conn.execute(select(BankRow).where(*mine)).one_or_none()
    if row is None:
        return None
    bodies = conn.scalars(select(QuestionRow.body).where(QuestionRow.bank_id == row.id).order_by(QuestionRow.position))
    return Bank(
        slug=row.slug,
        title=Text(**row.title),
        license=row.license,
        source=row.source,
        lang="en" if row.lang == "en" else "ko",
        sections=SECTIONS.validate_python(row.sections),
        questions=tuple(from_body(body) for body in bodies),
    )


def _store_head(conn: Connection, bank: Bank, owner: UUID | None) -> UUID:
    found = conn.scalar(select(BankRow.id).where(BankRow.slug == bank.slug, BankRow.user_id.is_not_distinct_from(owner)))
    values = {
        "title": {"ko": bank.title.ko, "en": bank.title.en},
        "lang": bank.lang,
        "license": bank.license,
        "source": bank.source,
        "sections": SECTIONS.dump_python(bank.sections, mode="json"),
    }
    statement = insert(BankRow).values(id=found or new_id(), user_id=owner, slug=bank.slug, **values)
    statement = statement.on_conflict_do_update(
        index_elements=["user_id", "slug"], set_={**values, "updated_at": func.clock_timestamp()}
    )
    stored: UUID = conn.execute(statement.returning(BankRow.id)).scalar_one()
    return stored


def _row(bank_id: UUID, slug: str, owner: UUID | None, question: Question, position: int) -> dict[str, object]:
    return {
        "id": public_id(bank_id, owner, question.id),
        "bank_id": bank_id,
        "user_id": owner,
        "local_id": question.id,
        "bank": slug,
        "section": question.section,
        "axes": list(question.axes),
        "tags": list(question.tags),
        "difficulty": question.difficulty,
        "position": position,
        "body": to_body(question),
        "words": words_of(question),
    }


# What the bank no longer holds stays, behind the rest: were two in one place, a page could end between them and lose one.
LEFT_OUT = text("""
update questions set position = :behind + place.n
from (select id, row_number() over (order by position, id) - 1 as n from questions
      where bank_id = :bank_id and local_id <> all (cast(:ids as text[]))) as place
where questions.id = place.id and questions.position <> :behind + place.n
""")


# Answers hold copies of these, and are searched and counted by them. In the order of their ids, as whoever embeds locks them.
FOLLOWED = text("""
with moved as (
  select a.id, q.section, q.axes from answers a join questions q on q.id = a.question_id
  where q.id = any(cast(:ids as text[])) and (cast(:owner as uuid) is null or a.user_id = :owner)
    and (a.section, a.axes) is distinct from (q.section, q.axes)
  order by a.id for update of a)
update answers set section = moved.section, axes = moved.axes from moved where answers.id = moved.id
""")


def _moved(conn: Connection, bank_id: UUID, rows: list[dict[str, object]]) -> list[object]:
    """The ids of stored questions whose section or axes will change."""
    columns = (QuestionRow.id, QuestionRow.section, QuestionRow.axes)
    before = {row.id: (row.section, row.axes) for row in conn.execute(select(*columns).where(QuestionRow.bank_id == bank_id))}
    return [row["id"] for row in rows if row["id"] in before and before[row["id"]] != (row["section"], row["axes"])]


def store_bank(conn: Connection, bank: Bank, owner: UUID | None) -> UUID:
    """Adds what is new and updates what changed, in reading order; returns the bank's id."""
    bank_id = _store_head(conn, bank, owner)
    rows = [_row(bank_id, bank.slug, owner, question, place) for place, question in enumerate(bank.questions)]
    if not rows:
        return bank_id
    moved = _moved(conn, bank_id, rows)
    statement = insert(QuestionRow)
    changing = ("section", "axes", "tags", "difficulty", "position", "body", "words")
    statement = statement.on_conflict_do_update(
        index_elements=["bank_id", "local_id"],
        set_={name: statement.excluded[name] for name in changing} | {"updated_at": func.clock_timestamp()},
        # an unchanged question keeps its row and its time
        where=QuestionRow.body.is_distinct_from(statement.excluded.body) | (QuestionRow.position != statement.excluded.position),
    )
    conn.execute(statement, rows)
    conn.execute(LEFT_OUT, {"bank_id": bank_id, "ids": [question.id for question in bank.questions], "behind": len(rows)})
    if moved:
        conn.execute(FOLLOWED, {"ids": moved, "owner": owner})
    return bank_id
