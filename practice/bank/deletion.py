"""A bank of one's own goes, with its questions and, where its owner agreed to it, with the answers to them."""

from uuid import UUID

from sqlalchemy import Connection, text

from practice.answers.change import announce_removal, hold_jobs, take_out
from practice.bank.errors import BankHasAnswers
from practice.errors import BankNotFound

MINE = text("select id from banks where slug = :slug and user_id = :me")
# Nobody but the owner of a bank can answer its questions.
ANSWERED = text("""
select a.id from questions q join answers a on a.question_id = q.id and a.user_id = q.user_id
where q.bank_id = :bank order by a.id
""")
HOLD_BANK = text("select id from banks where id = :bank and user_id = :me for update")
# In the order in which whoever embeds the questions holds them. An answer that is sent meanwhile waits, and finds no question.
HOLD_QUESTIONS = text("select 1 from questions where bank_id = :bank and user_id = :me order by id for update")
DELETE = text("delete from banks where id = :bank and user_id = :me")


def answers_to(conn: Connection, bank_id: UUID) -> list[UUID]:
    """The answers that would go with a bank, the oldest first; none with the one that ships, which nobody can delete."""
    return list(conn.scalars(ANSWERED, {"bank": bank_id}))


def delete_bank(conn: Connection, user_id: UUID, slug: str, agreed: int) -> None:
    """Deletes the bank with its questions and the answers to them, of which no more than ``agreed`` may go.

    Nothing else may follow before the commit. Raises BankNotFound, for another person's bank and the one that ships too, and
    BankHasAnswers.
    """
    bank_id = conn.scalar(MINE, {"slug": slug, "me": user_id})
    bank = {"bank": bank_id, "me": user_id}
    # the jobs come first, as workers lock and whoever deletes the workspace does
    hold_jobs(conn, user_id, _agreed(conn, slug, bank_id, agreed))
    bank_id = conn.scalar(HOLD_BANK, bank)
    conn.execute(HOLD_QUESTIONS, bank)
    # from here on nobody can answer; what came before that is among them now
    answers = _agreed(conn, slug, bank_id, agreed)
    hold_jobs(conn, user_id, answers)
    gone = take_out(conn, user_id, answers)
    conn.execute(DELETE, bank)
    announce_removal(conn, user_id, gone)


def _agreed(conn: Connection, slug: str, bank_id: UUID | None, agreed: int) -> list[UUID]:
    """The answers that go. Raises BankNotFound where there is no bank, BankHasAnswers where they are too many."""
    if bank_id is None:
        raise BankNotFound("No bank of yours has this slug. Take one from GET /api/banks.")
    answers = answers_to(conn, bank_id)
    if len(answers) > agreed:
        raise BankHasAnswers(slug, len(answers))
    return answers
