"""How well a search fits the questions that one has answered: who answers need not repeat what was asked."""

from uuid import UUID

from sqlalchemy import Connection, and_, func, select

from practice.db.tables import Answer, BankPassage
from practice.search.words import QueryWords


def asked(conn: Connection, user_id: UUID, model: str, words: QueryWords) -> dict[str, float]:
    """The BM25 score of each question that has any of the words, by its id.

    Of its text and its model answer, in either language, the one that fits best counts: a term of the field often stands in
    the question in one language and in the answer in the other. Empty as long as one of the questions waits for its passages:
    answers to the others would be shown before those to it, for no reason of theirs.
    """
    answered = select(Answer.question_id).where(Answer.user_id == user_id).distinct().subquery()
    score = func.max(-BankPassage.words.max_inner_product(words.vector))
    same = and_(BankPassage.question_id == answered.c.question_id, BankPassage.model == model)
    statement = select(answered.c.question_id, score).outerjoin(BankPassage, same).group_by(answered.c.question_id)
    rows = conn.execute(statement).all()
    if any(best is None for _, best in rows):
        return {}
    return {question_id: float(best) for question_id, best in rows if best > 0}
