"""The offline score for somebody who does not want to wait for the provider's.

Judged here and not by a job: it is asked for when the scoring queue is what stands still.
"""

import asyncio
import time
from functools import partial
from uuid import UUID

from fastapi import APIRouter

from api.deps import Caller, Shared
from api.views.answer_shapes import AnswerDetail
from practice.answers import views
from practice.answers.estimate import Estimable, estimable, keep_estimate
from practice.scoring.model import Score
from practice.scoring.rubric import provenance

router = APIRouter(prefix="/api/answers", tags=["answers"])


@router.post("/{answer_id}/estimate", status_code=202)
async def take_estimate(answer_id: UUID, shared: Shared, caller: Caller) -> AnswerDetail:
    """Scores the answer offline, marked as interim; the real score replaces it when it comes."""
    found = await shared.database.write(caller, lambda conn, user_id: estimable(conn, user_id, answer_id))
    if not found.has_one:
        await _estimate(shared, caller, found)
    seen = await shared.database.read(caller, lambda conn, user_id: views.view(conn, user_id, answer_id))
    return AnswerDetail.model_validate(seen)


async def _estimate(shared: Shared, caller: Caller, found: Estimable) -> None:
    begun = time.monotonic()
    judging = partial(shared.estimator.judge, found.text, found.lang, found.question, followup=found.followup)
    score: Score = await asyncio.get_running_loop().run_in_executor(shared.estimator_pool, judging)
    source = provenance(found.question, shared.estimator.encoder, found.followup)
    took_ms = int((time.monotonic() - begun) * 1000)
    await shared.database.write(caller, lambda conn, _: keep_estimate(conn, found, score, source, took_ms))
