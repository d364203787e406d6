"""How well a search fits the questions that one has answered: who answers need not repeat what was asked."""

from uuid import UUID

from sqlalchemy import Connection, func, select

from practice.db.tables import Answer, BankPassage
from practice.search.words import QueryWords


def asked(conn: Connection, user_id: UUID, model: str, words: QueryWords) -> dict[str, float]:
    """The BM25 score of each question that has any of the words, by its id.

    Of its text and its model answer, in either language, the one that fits best counts: a term of the field often stands in
    the question in one language and in the answer in the other.
    """
    score = func.max(-BankPassage.words.max_inner_product(words.vector))
    answered = select(Answer.id).where(Answer.user_id == user_id, Answer.question_id == BankPassage.question_id).exists()
    statement = select(BankPassage.question_id, score).where(BankPassage.model == model, answered)
    rows = conn.execute(statement.group_by(BankPassage.question_id).having(score > 0))
    return {question_id: float(found) for question_id, found in rows}
