"""All scores of an answer, and the chain of answers that it belongs to."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy import Connection

from api.deps import Caller, Shared
from api.views.score_shapes import JudgeOut, ScoreOut
from api.views.shape import Shape, Standing, State
from practice.answers import views
from practice.answers.tree import tree
from practice.scoring.record import every

router = APIRouter(prefix="/api/answers", tags=["answers"])


class ScoreList(Shape):
    """The first is the one that counts: the newest final one, else the newest estimate."""

    answer_id: UUID
    items: list[ScoreOut]


class NodeOut(Shape):
    id: UUID
    parent_id: UUID | None
    question_id: str
    attempt: int
    depth: int
    snippet: str
    asked: str | None
    created_at: datetime
    state: State
    overall: int | None
    scorer: str | None
    version: str | None
    model: str | None
    standing: Standing | None
    children: list["NodeOut"]


class TreeOut(Shape):
    """``stops_at``: the depth at which the best branch fell below ``carries``; null while it has not.

    It and ``made``, how many of the rubric's ``points`` all answers make together, look at the scores of ``judge`` alone; null:
    the answers were not held against the same points.
    """

    root: NodeOut
    depth: int
    carries: int
    stops_at: int | None
    scorers: list[str]
    judge: JudgeOut | None
    made: int | None
    points: int | None


@router.get("/{answer_id}/scores")
async def get_scores(answer_id: UUID, shared: Shared, caller: Caller) -> ScoreList:
    """Every score that the answer was ever given, each with where it came from."""

    def work(conn: Connection, user_id: UUID) -> list[ScoreOut]:
        # whose answer it is, and that it is there
        views.view(conn, user_id, answer_id)
        return [ScoreOut.model_validate(body) for body in every(conn, answer_id)]

    return ScoreList(answer_id=answer_id, items=await shared.database.read(caller, work))


@router.get("/{answer_id}/tree")
async def get_tree(answer_id: UUID, shared: Shared, caller: Caller) -> TreeOut:
    """The answers that follow one another from the first of the chain, as a tree with their scores."""
    return TreeOut.model_validate(await shared.database.read(caller, lambda conn, user_id: tree(conn, user_id, answer_id)))
