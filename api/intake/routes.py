"""Arrow 1: an answer, a retry. 202 is sent after the commit."""

import asyncio
import random
import time
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, Request
from psycopg.errors import UniqueViolation

from api.deps import Caller, Shared
from api.intake.schemas import AcceptedAnswer, NewAnswer
from api.intake.turns import AGAIN
from api.views.answer_shapes import AnswerDetail
from practice.answers import change, views
from practice.answers.submit import Accepted, Submission, accept
from practice.answers.text import checked_text, language_of
from practice.clock import now
from practice.errors import InvalidInput, TooBusy

router = APIRouter(prefix="/api")

# Sessions of one person that submit for one question at the same moment: each round lets at least one of them through, and
# a pause of chance between rounds parts them. At most so long is a pause.
PAUSE_S = 0.05
KEY_MAX = 200


class MalformedKey(InvalidInput):
    code, title = "malformed_idempotency_key", "The Idempotency-Key does not fit"


def _checked_key(key: str | None) -> str | None:
    if key is not None and not (0 < len(key) <= KEY_MAX and key.isprintable()):
        raise MalformedKey(f"Send 1 to {KEY_MAX} printable characters, for instance a UUID.")
    return key


async def _store(shared: Shared, caller: Caller, submission: Submission) -> Accepted:
    until = time.monotonic() + shared.settings.submit_patience_s
    while True:
        try:
            return await accept(shared.statements, caller, submission, shared.settings.job_max_attempts)
        except UniqueViolation as error:
            if error.diag.constraint_name != "uq_answers_attempt":
                raise
        if time.monotonic() > until:
            raise TooBusy(AGAIN)
        await asyncio.sleep(random.uniform(0, PAUSE_S))  # noqa: S311 - no secret


@router.post("/answers", status_code=202, tags=["answers"])
async def submit_answer(
    body: NewAnswer, request: Request, shared: Shared, caller: Caller, idempotency_key: Annotated[str | None, Header()] = None
) -> AcceptedAnswer:
    """Takes an answer: stored with its jobs and its event when this returns, scored and embedded afterwards."""
    received_at = now()
    text = checked_text(body.text, shared.settings.answer_max_chars)
    lang = body.lang or language_of(text)
    key = _checked_key(idempotency_key)
    submission = Submission(body.question_id, text, lang, received_at, key, body.parent_id, body.asked)
    async with shared.turns.turn(request.is_disconnected):
        accepted = await _store(shared, caller, submission)
    shared.dispatcher.offer(accepted.jobs, now())
    # The jobs leave before the reply is written: what somebody waits for begins earlier. In the first round of the loop they
    # are handed to the socket, and only after it the socket writes.
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return AcceptedAnswer.model_validate(accepted)


@router.post("/answers/{answer_id}/retry", status_code=202, tags=["answers"])
async def retry_answer(answer_id: UUID, shared: Shared, caller: Caller) -> AnswerDetail:
    """Runs the failed jobs of an answer again."""
    attempts = shared.settings.job_max_attempts
    jobs = await shared.database.write(caller, lambda conn, user_id: change.retry(conn, user_id, answer_id, attempts))
    shared.dispatcher.offer(jobs, None)
    seen = await shared.database.read(caller, lambda conn, user_id: views.view(conn, user_id, answer_id))
    return AnswerDetail.model_validate(seen)


@router.delete("/answers/{answer_id}", status_code=204, tags=["answers"])
async def delete_answer(answer_id: UUID, shared: Shared, caller: Caller) -> None:
    """Deletes an answer with its feedback, its vector and what its events said."""
    await shared.database.write(caller, lambda conn, user_id: change.remove(conn, user_id, answer_id))
