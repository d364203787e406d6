"""The tables. Every row of a person carries ``user_id``: row security needs no join."""

from practice.db.tables.answers import Answer
from practice.db.tables.bank import BankRow, QuestionRow
from practice.db.tables.base import Base
from practice.db.tables.log import Event, EventStream
from practice.db.tables.people import Account, Session, User
from practice.db.tables.providers import ProviderDay, ProviderGate
from practice.db.tables.vectors import AnswerWindow, BankPassage, EmbeddingModel
from practice.db.tables.work import Job, ScoreRow

__all__ = [
    "Account",
    "Answer",
    "AnswerWindow",
    "BankPassage",
    "BankRow",
    "Base",
    "EmbeddingModel",
    "Event",
    "EventStream",
    "Job",
    "ProviderDay",
    "ProviderGate",
    "QuestionRow",
    "ScoreRow",
    "Session",
    "User",
]
