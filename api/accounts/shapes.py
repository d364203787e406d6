"""The shapes of sessions and of the workspace as a whole."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class OpenedSession(Shape):
    user_id: UUID
    token: str


class SignInOut(Shape):
    enabled: bool
    url: str


class Me(Shape):
    """``sign_in`` is null where no provider is configured; ``guest`` says that no account stands behind this workspace."""

    user_id: UUID
    guest: bool
    name: str | None
    created_at: datetime
    session_expires_at: datetime
    sign_in: SignInOut | None


class SessionOut(Shape):
    id: UUID
    created_at: datetime
    last_seen_at: datetime | None
    expires_at: datetime
    current: bool
    client: str | None


class SessionList(Shape):
    items: list[SessionOut]


class WorkspaceOut(Shape):
    """How many rows of each kind there are; a vector belongs to an answer."""

    answers: int
    scores: int
    events: int
    vectors: int
    banks: int
    sessions: int
