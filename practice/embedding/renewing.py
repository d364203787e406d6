"""Vectors of long answers made anew in their place: how windows are pooled may change while the model stays."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, text

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import Serving, column_names
from practice.embedding.answers import AnswerVectors, BulkEncoder, embed_answers
from practice.embedding.vectors import write_vectors

BATCH = 16
# a character is at most so many tokens; whoever has fewer characters is not worth counting
TOKENS_OF_A_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class _Long:
    answer_id: UUID
    user_id: UUID
    text: str


def renew_long(database: WorkerDatabase, serving: Serving, encoder: BulkEncoder) -> Iterator[int]:
    """Embeds what its model reads in several windows again; how many so far, after each batch. May be run again at any time.

    Answers, jobs and events stay as they are; a search finds the old vector until the new one stands in its place.
    """
    after, done = None, 0
    while found := database.run(lambda conn: _next(conn, serving, encoder.window, after)):  # noqa: B023  # runs at once
        after = found[-1].answer_id
        tokens = encoder.count([one.text for one in found])
        long = [one for one, count in zip(found, tokens, strict=True) if count > encoder.window]
        made = embed_answers(encoder, [one.text for one in long]) if long else []
        pairs = list(zip(long, made, strict=True))
        done += database.run(lambda conn: _write(conn, serving, pairs))  # noqa: B023
        yield done


def _write(conn: Connection, serving: Serving, pairs: list[tuple[_Long, AnswerVectors]]) -> int:
    # what was dropped meanwhile stays dropped
    _, model = column_names(serving.slot)
    held = text(f"select id from answers where id = any(:ids) and {model} = :name order by id for no key update")  # noqa: S608
    kept = set(conn.scalars(held, {"ids": [one.answer_id for one, _ in pairs], "name": serving.name}))
    return sum(write_vectors(conn, serving, one.user_id, one.answer_id, made) for one, made in pairs if one.answer_id in kept)


def _next(conn: Connection, serving: Serving, window: int, after: UUID | None) -> list[_Long]:
    _, model = column_names(serving.slot)
    found = text(f"""
        select id, user_id, text from answers
        where (cast(:after as uuid) is null or id > :after) and {model} = :name and char_length(text) > :least
        order by id limit :limit
    """)  # noqa: S608  # a column's name
    least = window // TOKENS_OF_A_CHARACTER
    values = {"after": after, "name": serving.name, "least": least, "limit": BATCH}
    return [_Long(*row) for row in conn.execute(found, values)]
