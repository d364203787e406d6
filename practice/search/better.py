"""You have said this better: near answers of one's own that did better on the same rubric points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, select, tuple_

from practice.db.tables import Answer, ScoreRow
from practice.embedding.active import Serving, columns
from practice.embedding.models import composed
from practice.embedding.query import SearchFilters
from practice.embedding.search import Hit, by_meaning, related
from practice.errors import AnswerNotFound
from practice.scoring.model import Judge
from practice.scoring.record import FIRST_FINAL, latest

RANK = {"missed": 0, "partial": 1, "met": 2}
# near answers that are looked at, of the same question and of others
CONSIDERED = 50


@dataclass(frozen=True, slots=True)
class BetterPoint:
    """A rubric point with both verdicts; ``quote`` and its place are in the other answer, None where nothing was quoted."""

    id: str
    text: str
    had: Literal["met", "partial"]
    here: Literal["partial", "missed"]
    quote: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class BetterAnswer:
    """An earlier or later answer that did better on these points; ``judge`` judged it, ``here_judge`` this one."""

    answer_id: UUID
    question_id: str
    overall: int
    scorer: str
    here_scorer: str
    judge: Judge
    here_judge: Judge
    similarity: float
    lang: str
    created_at: datetime
    points: tuple[BetterPoint, ...]


def better(conn: Connection, user_id: UUID, serving: Serving, answer_id: UUID, limit: int) -> list[BetterAnswer]:
    """Those that did best first; none while this answer has no score or no vector. Raises AnswerNotFound."""
    vector, model = columns(serving.slot)
    mine = select(Answer.question_id, Answer.lang, vector.label("vector"), model.label("model"))
    here = conn.execute(mine.where(Answer.id == answer_id, Answer.user_id == user_id)).one_or_none()
    if here is None:
        raise AnswerNotFound("No answer of yours has this id. Take one from GET /api/answers.")
    score = latest(conn, answer_id)
    if score is None or here.model != serving.name:
        return []
    hits = _near(conn, user_id, serving, here, answer_id)
    scores = _scores(conn, user_id, [hit.answer_id for hit in hits], _judge(score["provenance"]))
    found = [
        made
        for hit in hits
        if hit.answer_id in scores
        if (made := _compared(score, here.question_id, hit, scores[hit.answer_id]))
    ]
    found.sort(key=lambda one: (-sum(RANK[p.had] - RANK[p.here] for p in one.points), -one.similarity))
    return found[:limit]


def _near(conn: Connection, user_id: UUID, serving: Serving, here: Row[Any], answer_id: UUID) -> list[Hit]:
    """Other attempts at the question, however they were worded, then what is near among answers to other questions."""

    def nearest(filters: SearchFilters) -> list[Hit]:
        return by_meaning(conn, user_id, serving, here.vector, filters, CONSIDERED, "passage", here.lang)

    attempts = nearest(SearchFilters(question_id=here.question_id, exclude=answer_id))
    others = related(nearest(SearchFilters(exclude=answer_id)))
    return attempts + [hit for hit in others if hit.question_id != here.question_id]


@dataclass(frozen=True, slots=True)
class _Scored:
    lang: str
    judge: Judge
    body: Mapping[str, Any]


def _scores(conn: Connection, user_id: UUID, answers: Sequence[UUID], judge: Judge) -> dict[UUID, _Scored]:
    """The score of each answer, by the same judge where there is one: two are not strict in the same way."""
    whose = (ScoreRow.scorer, ScoreRow.scorer_version, ScoreRow.model, ScoreRow.standing)
    same = tuple_(*whose) == tuple_(judge.scorer, judge.version, judge.model, judge.standing)
    statement = (
        select(ScoreRow.answer_id, Answer.lang, *whose, ScoreRow.body)
        .join(Answer, Answer.id == ScoreRow.answer_id)
        .where(ScoreRow.user_id == user_id, ScoreRow.answer_id.in_(answers))
        .order_by(same.desc(), *FIRST_FINAL)
    )
    found: dict[UUID, _Scored] = {}
    for row in conn.execute(statement):
        judged = Judge(row.scorer, row.scorer_version, row.model, row.standing)
        found.setdefault(row.answer_id, _Scored(row.lang, judged, row.body))
    return found


def _judge(provenance: Mapping[str, Any]) -> Judge:
    # a score from before there were estimates does not say that it is none
    standing = provenance.get("standing", "final")
    return Judge(provenance["scorer"], provenance["version"], provenance["model"], standing)


def _compared(here: Mapping[str, Any], question_id: str, hit: Hit, scored: _Scored) -> BetterAnswer | None:
    mine = {_name(point, question_id == hit.question_id): point for point in here["points"] if point["weight"] > 0}
    points = []
    for point in scored.body["points"]:
        other = mine.get(_name(point, question_id == hit.question_id))
        if other is not None and RANK[point["verdict"]] > RANK[other["verdict"]]:
            points.append(_point(point, other))
    if not points:
        return None
    return BetterAnswer(
        hit.answer_id,
        hit.question_id,
        scored.body["overall"],
        scored.judge.scorer,
        here["provenance"]["scorer"],
        scored.judge,
        _judge(here["provenance"]),
        hit.similarity,
        scored.lang,
        hit.created_at,
        tuple(points),
    )


def _name(point: Mapping[str, Any], same_question: bool) -> str:
    """Points of one question go by id, whatever the language; those of two questions are the same if they say the same."""
    return str(point["id"]) if same_question else " ".join(composed(point["text"]).lower().split())


def _point(had: Mapping[str, Any], here: Mapping[str, Any]) -> BetterPoint:
    quoted = had["evidence"][0] if had["evidence"] else {"quote": None, "start": None, "end": None}
    return BetterPoint(here["id"], here["text"], had["verdict"], here["verdict"], quoted["quote"], quoted["start"], quoted["end"])
