"""Which model answers searches now, and in which of the two slots of ``answers`` its vectors stand."""

from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, Row, func, null, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute

from practice.db.tables import Answer, EmbeddingModel
from practice.embedding.models import MODELS, ModelSpec, UnknownModel, model_spec

_SPEC = TypeAdapter(ModelSpec)


@dataclass(frozen=True, slots=True)
class Serving:
    """A model and the slot of its vectors, 1 or 2: the same for as long as it has vectors."""

    spec: ModelSpec
    slot: int

    @property
    def name(self) -> str:
        return self.spec.name


def columns(slot: int) -> tuple[InstrumentedAttribute[Any], InstrumentedAttribute[str | None]]:
    """The columns of a slot: the vector, and the name of the model that made it."""
    if slot == 1:
        return Answer.embedding, Answer.embedding_model
    return Answer.second_embedding, Answer.second_embedding_model


def half_of(slot: int) -> InstrumentedAttribute[Any]:
    """The column with the vectors of a slot in half precision; the default model's alone stand there."""
    return Answer.embedding_half if slot == 1 else Answer.second_embedding_half


def column_names(slot: int) -> tuple[str, str]:
    """The same as text, for statements written by hand."""
    vector, model = columns(slot)
    return vector.key, model.key


def spec_of(name: str, stored: dict[str, Any] | None) -> ModelSpec:
    """The registry knows best about its own models; another's facts were stored when it was checked.

    Raises UnknownModel, for facts that a newer version has stored in words of its own too.
    """
    if not stored or name in MODELS:
        return model_spec(name)
    try:
        return _SPEC.validate_python(stored)
    except ValidationError as unread:
        raise UnknownModel(name) from unread


def stored_spec(spec: ModelSpec) -> dict[str, Any] | None:
    """What of it has to be stored beside its vectors: nothing for a model of the registry."""
    found: dict[str, Any] | None = None if spec.name in MODELS else _SPEC.dump_python(spec, mode="json")
    return found


_COLUMNS = (EmbeddingModel.name, EmbeddingModel.slot, EmbeddingModel.spec)


def _serving(row: Row[*tuple[Any, ...]]) -> Serving:
    return Serving(spec_of(row.name, row.spec), row.slot)


def serving(conn: Connection, default: str) -> Serving:
    """The active model; before anything was embedded it is the default, in the first slot."""
    row = conn.execute(select(*_COLUMNS).where(EmbeddingModel.state == "active")).one_or_none()
    return Serving(model_spec(default), 1) if row is None else _serving(row)


def filling(conn: Connection) -> Serving | None:
    """The model that is being changed to."""
    row = conn.execute(select(*_COLUMNS).where(EmbeddingModel.state == "filling")).one_or_none()
    return None if row is None else _serving(row)


def every(conn: Connection) -> list[Serving]:
    """Each model with vectors here, in use or not."""
    return [_serving(row) for row in conn.execute(select(*_COLUMNS).order_by(EmbeddingModel.slot))]


# Whoever writes vectors holds the active row until the commit: a switch waits for them, and they for a switch.
_HELD = select(EmbeddingModel.name).where(EmbeddingModel.state == "active").with_for_update(read=True)


def hold_active(conn: Connection, found: Serving) -> bool:
    """Whether this model is the active one, and stays so until the end of the transaction; the first ever becomes it."""
    active = conn.scalar(_HELD)
    if active is None:
        _store_first(conn, found)
        active = conn.scalar(_HELD)
    return active == found.name


def _store_first(conn: Connection, first: Serving) -> None:
    if conn.scalar(select(func.count()).select_from(EmbeddingModel)):
        return
    values = {"name": first.name, "slot": first.slot, "state": "active", "activated_at": func.clock_timestamp()}
    spec = stored_spec(first.spec)
    stored = insert(EmbeddingModel).values(**values, spec=null() if spec is None else spec)
    conn.execute(stored.on_conflict_do_nothing())
