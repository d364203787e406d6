"""The texts of the banks that want vectors: each question and its model answer, in each language."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import numpy as np
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from practice.bank.body import from_body
from practice.bank.model import LANGS, Lang
from practice.db.tables import BankPassage, QuestionRow
from practice.embedding.port import Vectors
from practice.embedding.source import Item
from practice.search.bank import PARTS, Part


@dataclass(frozen=True, slots=True)
class PassageKey:
    """One text of a question, as the question was at ``made_of``."""

    question_id: str
    user_id: UUID | None
    made_of: datetime
    part: Part
    lang: Lang


class BankSource:
    """A Source: what was imported or edited gets its vectors from whoever embeds."""

    def missing(self, conn: Connection, model: str, limit: int) -> list[Item]:
        """Whole questions, even if that is some texts more than ``limit``: they must be stored together."""
        made = (
            BankPassage.question_id == QuestionRow.id,
            BankPassage.model == model,
            BankPassage.made_of == QuestionRow.updated_at,
        )
        statement = select(QuestionRow.id, QuestionRow.user_id, QuestionRow.updated_at, QuestionRow.body)
        statement = statement.where(~select(BankPassage.question_id).where(*made).exists()).order_by(QuestionRow.id)
        found: list[Item] = []
        for row in conn.execute(statement.limit(limit)):
            if len(found) >= limit:
                break
            texts = _texts(row.body)
            found += [Item(PassageKey(row.id, row.user_id, row.updated_at, part, lang), said) for part, lang, said in texts]
        return found

    def store(self, conn: Connection, model: str, items: list[Item], vectors: Vectors) -> None:
        """In place of what the questions had before; a question that is gone by now is left out."""
        keys = [item.key for item in items]
        questions = sorted({key.question_id for key in keys if isinstance(key, PassageKey)})
        # held until the commit, in the order in which a bank is deleted: none is deleted under its new rows
        statement = select(QuestionRow.id).where(QuestionRow.id.in_(questions)).order_by(QuestionRow.id)
        held = set(conn.scalars(statement.with_for_update(read=True, key_share=True)))
        conn.execute(delete(BankPassage).where(BankPassage.question_id.in_(held), BankPassage.model == model))
        for item, vector in zip(items, vectors, strict=True):
            key = item.key
            if isinstance(key, PassageKey) and key.question_id in held:
                _store(conn, model, key, item.text, vector)

    def drop(self, conn: Connection, model: str) -> None:
        conn.execute(delete(BankPassage).where(BankPassage.model == model))


def _store(conn: Connection, model: str, key: PassageKey, said: str, vector: Vectors) -> None:
    values = {"question_id": key.question_id, "user_id": key.user_id, "made_of": key.made_of, "part": key.part, "lang": key.lang}
    made = {"model": model, "text": said, "words": func.word_weights(said), "embedding": np.asarray(vector, np.float32)}
    conn.execute(insert(BankPassage).values(**values, **made).on_conflict_do_nothing())


def _texts(body: dict[str, object]) -> Iterator[tuple[Part, Lang, str]]:
    question = from_body(body)
    for part in PARTS:
        both = question.text if part == "question" else question.answer
        for lang in LANGS:
            said = getattr(both, lang)
            if said:
                yield part, lang, said
