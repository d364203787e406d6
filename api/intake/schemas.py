"""What comes in, and what is said back at once. Unknown fields are refused."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator


def _storable(value: str) -> str:
    """JSON can spell NUL and half a surrogate pair; PostgreSQL takes neither."""
    if not value.isprintable():
        raise ValueError("holds characters that no id has")
    return value


def _one_line(value: str) -> str:
    line = _storable(" ".join(value.split()))
    if not line:
        raise ValueError("holds no words; leave it out")
    return line


class NewAnswer(BaseModel):
    """The text's own limits are checked by ``practice.answers.text``, so that each has its own code.

    ``asked``: the words of the follow-up question that it answers, as they were shown; only beside ``parent_id``, else 422.
    """

    model_config = ConfigDict(extra="forbid")

    question_id: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_storable)]
    text: str
    lang: Literal["ko", "en"] | None = None
    parent_id: UUID | None = None
    # below parent_id, which its check looks at
    asked: Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_one_line)] | None = None

    @field_validator("asked")
    @classmethod
    def _beside_a_parent(cls, value: str | None, info: ValidationInfo) -> str | None:
        # a parent_id that was refused is not in the data, and has been said
        if value is not None and info.data.get("parent_id", value) is None:
            raise ValueError("is only for an answer to a follow-up: send parent_id too, or leave it out")
        return value


class AcceptedAnswer(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    question_id: str
    attempt: int
    seq: int
    lang: Literal["ko", "en"]
    created_at: datetime
