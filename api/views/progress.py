"""How practice went so far, and what to practise next."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from sqlalchemy import Connection

from api.deps import Caller, Shared
from api.views.bank_shapes import QuestionOut
from api.views.progress_shapes import NextList, ProgressOut, ProposalOut, ReasonOut, ScorerCount, ScorerOut, SlipOut
from api.views.questions import shape
from api.views.shape import TextOut
from practice.bank.browse import ListedQuestion, listed
from practice.clock import now
from practice.progress.choice import Proposal, propose
from practice.progress.known import candidates, known
from practice.progress.marks import Scorer, marks
from practice.progress.report import Progress, report

router = APIRouter(prefix="/api", tags=["progress"])

# An offset and not the name of a zone: a machine without a table of zones can serve it too.
Offset = Annotated[int, Query(ge=-840, le=840, description="Minutes that the person's clock is ahead of UTC")]


def _wanted(scorer: str | None, version: str | None, model: str | None) -> Scorer | None:
    return Scorer(scorer, version or "", model or "") if scorer else None


@router.get("/progress")
async def get_progress(
    shared: Shared,
    caller: Caller,
    utc_offset_min: Offset = 0,
    scorer: str | None = None,
    version: str | None = None,
    model: str | None = None,
) -> ProgressOut:
    """Scores over time, per axis and per section, of one scorer only: numbers of two scorers cannot be averaged."""
    wanted, offset = _wanted(scorer, version, model), timedelta(minutes=utc_offset_min)

    def work(conn: Connection, user_id: UUID) -> Progress:
        return report(marks(conn, user_id), offset, wanted)

    seen = await shared.database.read(caller, work)
    counted = [ScorerCount(**_scorer(one).model_dump(), answers=answers) for one, answers in seen.scorers]
    return ProgressOut.model_validate({**{name: getattr(seen, name) for name in ProgressOut.model_fields}, "scorers": counted})


def _scorer(scorer: Scorer) -> ScorerOut:
    return ScorerOut.model_validate(scorer)


@router.get("/next")
async def get_next(
    shared: Shared, caller: Caller, utc_offset_min: Offset = 0, limit: Annotated[int, Query(ge=1, le=20)] = 3
) -> NextList:
    """What to practise next, each with its reason; the rule stands in ``practice/progress/choice.py``."""
    offset = timedelta(minutes=utc_offset_min)

    today = (now() + offset).date()

    def work(conn: Connection, user_id: UUID) -> tuple[list[Proposal], dict[str, ListedQuestion], Scorer | None]:
        learnt = known(conn, user_id)
        chosen = propose(candidates(conn, user_id), learnt, lambda mark: (mark.at + offset).date(), today, limit)
        return chosen, listed(conn, [one.question_id for one in chosen]), learnt.scorer

    chosen, questions, scorer = await shared.database.read(caller, work)
    items = [_proposal(one, questions[one.question_id]) for one in chosen]
    return NextList(items=items, scorer=_scorer(scorer) if scorer else None)


def _proposal(one: Proposal, question: ListedQuestion) -> ProposalOut:
    wording = {point.id: TextOut.model_validate(point.text) for point in question.question.rubric}
    points = [SlipOut(id=slip.id, text=wording.get(slip.id) or TextOut(ko=slip.text, en=slip.text)) for slip in one.points]
    numbers = {name: getattr(one, name) for name in ReasonOut.model_fields if name != "points"}
    return ProposalOut(question=QuestionOut.model_validate(shape(question)), reason=ReasonOut(points=points, **numbers))
