"""Everything of a person, table by table and page by page, as lines of JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pgvector.sqlalchemy import HALFVEC
from sqlalchemy import Connection, LargeBinary, Table, Text, cast, func, literal_column, select, tuple_
from sqlalchemy.dialects.postgresql import ARRAY

from practice.bank.sheet import write_sheet
from practice.bank.store import load_bank
from practice.bank.yaml_twin import write_yaml
from practice.db.policies import GUARDED
from practice.db.tables import BankRow, Base

PAGE_ROWS = 200


@dataclass(frozen=True, slots=True)
class Page:
    """Rows as JSON texts, and the key after which the next page begins (None: there is none)."""

    lines: list[str]
    after: Sequence[Any] | None


def tables() -> list[Table]:
    """Every table that holds rows of people."""
    return [Base.metadata.tables[name] for name in GUARDED]


def page(conn: Connection, user_id: UUID, table: Table, after: Sequence[Any] | None) -> Page:
    """One page of one's own rows, in the order of the primary key; bytes and copies of vectors are left out."""
    keys = list(table.primary_key)
    hidden = [column.name for column in table.columns if isinstance(column.type, LargeBinary | HALFVEC)]
    line = cast(func.to_jsonb(literal_column(table.name)).op("-")(cast(hidden, ARRAY(Text))), Text)
    owner = table.c.id if table.name == "users" else table.c.user_id
    statement = select(line, *keys).where(owner == user_id).order_by(*keys).limit(PAGE_ROWS)
    if after is not None:
        statement = statement.where(tuple_(*keys) > tuple_(*after, types=[key.type for key in keys]))
    rows = conn.execute(statement).all()
    return Page([row[0] for row in rows], rows[-1][1:] if len(rows) == PAGE_ROWS else None)


def own_banks(conn: Connection, user_id: UUID) -> list[str]:
    """The slugs of one's own banks."""
    return list(conn.scalars(select(BankRow.slug).where(BankRow.user_id == user_id).order_by(BankRow.slug)))


def sheets(conn: Connection, user_id: UUID, slug: str) -> Iterator[tuple[str, str]]:
    """The bank as a sheet and as its twin: (ending, text). Nothing when it was deleted meanwhile."""
    bank = load_bank(conn, slug, user_id)
    if bank is not None:
        yield "md", write_sheet(bank, bank.lang)
        yield "yaml", write_yaml(bank)
