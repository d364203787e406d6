"""A change of the model: the next one's vectors are filled in beside the active one's, then one update switches.

Work is found, not queued: whatever has a vector of the active model and none of the next. So it goes on after any kill.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, insert, null, text

from practice.db.tables import EmbeddingModel
from practice.embedding.active import Serving, column_names, filling, hold_active, serving, stored_spec
from practice.embedding.answers import AnswerVectors
from practice.embedding.models import ModelSpec
from practice.embedding.sources import SOURCES, Source
from practice.embedding.vectors import write_vectors
from practice.errors import BacktalkError


class CannotChange(BacktalkError):
    """The change cannot begin; the message says what to do first."""

    code, status, title = "model_change_refused", 409, "The model cannot be changed now"


@dataclass(frozen=True, slots=True)
class Old:
    """An answer that the next model has not read yet."""

    answer_id: UUID
    user_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Progress:
    """``done`` of ``total`` answers have a vector of the next model; ``idle_s`` since anybody worked on it."""

    name: str
    state: str
    done: int
    total: int
    idle_s: float | None


_ALL = text("""
select name, state, slot, spec, done, total, extract(epoch from clock_timestamp() - touched_at)::float as idle_s
from embedding_models order by activated_at nulls last, name
""")


def models(conn: Connection) -> list[Progress]:
    """Every model with vectors here."""
    return [Progress(row.name, row.state, row.done, row.total, row.idle_s) for row in conn.execute(_ALL)]


def begin(conn: Connection, spec: ModelSpec, default: str) -> None:
    """Notes the next model; whoever embeds finds it there. Raises CannotChange."""
    active = serving(conn, default)
    hold_active(conn, active)
    rows = {row.name: row for row in conn.execute(_ALL)}
    if active.name == spec.name:
        raise CannotChange(f"{spec.name} is the active model already.")
    other = next((row for row in rows.values() if row.name != active.name), None)
    if other is not None and other.name == spec.name and other.spec != stored_spec(spec):
        raise CannotChange(
            f"{spec.name} has vectors here of other weights or prefixes ({other.state}): {_REMEDY[other.state]} first."
        )
    if other is not None and other.name == spec.name and other.state in ("filling", "retired"):
        _set(conn, spec.name, "state = 'filling', filled_to = null, touched_at = null")
    elif other is not None:
        raise CannotChange(f"The second place holds vectors of {other.name} ({other.state}): {_REMEDY[other.state]} first.")
    else:
        stored = stored_spec(spec)
        row = {"name": spec.name, "slot": 3 - active.slot, "state": "filling", "spec": null() if stored is None else stored}
        conn.execute(insert(EmbeddingModel).values(row))
    recount(conn, active, Serving(spec, other.slot if other else 3 - active.slot))


_REMEDY = {
    "filling": "let it end, or call it off with `backtalk reembed --cancel`,",
    "retired": "drop them with `backtalk reembed --drop-old`",
    "dropping": "finish dropping them with `backtalk reembed --drop-old`",
}


def _set(conn: Connection, name: str, what: str) -> None:
    conn.execute(text(f"update embedding_models set {what} where name = :name"), {"name": name})  # noqa: S608  # constants


def recount(conn: Connection, active: Serving, following: Serving) -> int:
    """Counts anew what is covered, from the rows themselves; returns how many answers are left."""
    (_, old), (_, new) = column_names(active.slot), column_names(following.slot)
    counted = text(f"""
        update embedding_models set (total, done) = (
          select count(*), count(*) filter (where {new} = :name) from answers where {old} = :active)
        where name = :name returning total - done
    """)  # noqa: S608  # column names
    return int(conn.scalar(counted, {"name": following.name, "active": active.name}) or 0)


def take(conn: Connection, active: Serving, following: Serving, limit: int) -> list[Old]:
    """The next answers in the order of their ids; the mark moves at once, so that two workers take different ones.

    What a worker took and lost is found when the mark has come to the end: ``switch`` looks at every row.
    """
    (_, old), (_, new) = column_names(active.slot), column_names(following.slot)
    # the row is locked first: two workers that read the mark at once would take the same answers
    marked = conn.execute(text("select filled_to from embedding_models where name = :n for no key update"), {"n": following.name})
    mark = marked.scalar_one()
    found = text(f"""
        select id, user_id, text from answers
        where (cast(:mark as uuid) is null or id > :mark) and {old} = :active and {new} is distinct from :name
        order by id limit :limit
    """)  # noqa: S608  # column names
    values = {"mark": mark, "active": active.name, "name": following.name, "limit": limit}
    rows = [Old(*row) for row in conn.execute(found, values)]
    if rows:
        moved = text("update embedding_models set filled_to = :mark, touched_at = clock_timestamp() where name = :name")
        conn.execute(moved, {"mark": rows[-1].answer_id, "name": following.name})
    return rows


def store(conn: Connection, following: Serving, read: Sequence[Old], vectors: Sequence[AnswerVectors]) -> int:
    """Writes the next model's vectors; answers deleted meanwhile are left out. Returns how many were written."""
    pairs = sorted(zip(read, vectors, strict=True), key=lambda pair: pair[0].answer_id)
    written = sum(write_vectors(conn, following, one.user_id, one.answer_id, made) for one, made in pairs)
    told = text("update embedding_models set done = done + :n, touched_at = clock_timestamp() where name = :name")
    conn.execute(told, {"n": written, "name": following.name})
    return written


def switch(conn: Connection, active: Serving, following: Serving, sources: Sequence[Source] = SOURCES) -> bool:
    """Makes the next model the active one, if its vectors cover everything; else the search for what is missing begins anew.

    Holds off whoever writes vectors meanwhile, so nothing slips in between the last look and the switch.
    """
    # the next one as well: whoever calls the change off may have been told so already
    if conn.scalar(_HELD, {"active": active.name, "next": following.name}) is None:
        return False
    if recount(conn, active, following) or any(source.missing(conn, following.name, 1) for source in sources):
        _set(conn, following.name, "filled_to = null")
        return False
    _set(conn, active.name, "state = 'retired'")
    _set(conn, following.name, "state = 'active', activated_at = clock_timestamp()")
    return True


_HELD = text("""
select 1 from embedding_models old, embedding_models next
where old.name = :active and old.state = 'active' and next.name = :next and next.state = 'filling' for update
""")


def cancel(conn: Connection) -> str | None:
    """Calls the change off; its vectors wait to be dropped, or to be completed by another `begin`. None: there was none."""
    found: str | None = conn.scalar(text("update embedding_models set state = 'retired' where state = 'filling' returning name"))
    return found


def drop_some(conn: Connection, limit: int, sources: Sequence[Source] = SOURCES) -> tuple[str, int] | None:
    """Drops vectors of the model that is out of use, up to ``limit`` answers; None when nothing is left of any.

    In steps: one statement over every answer would hold them all locked. The last step drops what is not of answers.
    """
    row = conn.execute(
        text("update embedding_models set state = 'dropping' where state in ('retired', 'dropping') returning name, slot")
    ).one_or_none()
    if row is None:
        return None
    vector, model = column_names(row.slot)
    dropped = text(f"""
        with chosen as (select id from answers where {model} = :name order by id limit :limit for update),
        gone as (delete from answer_windows using chosen where answer_id = chosen.id and model = :name)
        update answers set {vector} = null, {model} = null from chosen where answers.id = chosen.id
    """)  # noqa: S608  # column names
    count = conn.execute(dropped, {"name": row.name, "limit": limit}).rowcount
    if not count:
        conn.execute(text("delete from answer_windows where model = :name"), {"name": row.name})
        for source in sources:
            source.drop(conn, row.name)
        conn.execute(text("delete from embedding_models where name = :name"), {"name": row.name})
    return row.name, count


_NUDGED = text("""
update embedding_models set touched_at = clock_timestamp()
where state = any (:states) and coalesce(touched_at < clock_timestamp() - make_interval(secs => :idle_s), true) returning name
""")


def needs_nudge(conn: Connection, default: str, idle_s: float, sources: Sequence[Source] = SOURCES) -> bool:
    """Whether texts without a job wait for vectors and nobody has worked on them for so long; then counts as worked on."""
    active = serving(conn, default)
    states = ["filling"] if filling(conn) else []
    if any(source.missing(conn, active.name, 1) for source in sources):
        hold_active(conn, active)
        states.append("active")
    return bool(states) and bool(conn.execute(_NUDGED, {"states": states, "idle_s": idle_s}).all())
