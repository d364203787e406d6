"""A question as the JSON that a row keeps, and back."""

import unicodedata
from typing import Any

from pydantic import TypeAdapter

from practice.bank.model import Question, Section

QUESTION = TypeAdapter(Question)
SECTIONS = TypeAdapter(tuple[Section, ...])


def to_body(question: Question) -> dict[str, Any]:
    """The whole question, as JSON values."""
    body: dict[str, Any] = QUESTION.dump_python(question, mode="json")
    return body


def from_body(body: dict[str, Any]) -> Question:
    """The question of a row; raises pydantic.ValidationError when a newer version wrote it."""
    return QUESTION.validate_python(body)


def from_json(body: str) -> Question:
    """The same of the JSON as text."""
    return QUESTION.validate_json(body)


def words_of(question: Question) -> str:
    """What the text filter of a list looks into: in lower case and composed, as the filter's own words are."""
    parts = (question.text.ko, question.text.en, *question.tags)
    return unicodedata.normalize("NFC", "\n".join(part for part in parts if part)).lower()
