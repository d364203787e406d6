"""``python -m bench.recipe.api``: what most tutorials end with."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import redis.asyncio
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException, Request
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse

from api.intake.schemas import AcceptedAnswer, NewAnswer
from bench.recipe.tasks import LocalSession, embed, score
from practice.answers.submit import Submission
from practice.answers.text import checked_text, language_of
from practice.clock import new_id, now
from practice.db import tables
from practice.errors import BacktalkError
from practice.events.channel import channel_of, decode
from practice.identity.sessions import hash_token

app = FastAPI()
# the default of 100 would refuse the 101st reader
broker = redis.asyncio.Redis.from_url(os.environ["BACKTALK_REDIS_URL"], max_connections=100_000)


def get_session() -> Iterator[Session]:
    with LocalSession() as session:
        yield session


Database = Annotated[Session, Depends(get_session)]


def get_user(session: Database, authorization: Annotated[str, Header()] = "") -> UUID:
    hash_ = hash_token(authorization.removeprefix("Bearer ").strip())
    found = session.scalar(select(tables.Session).where(tables.Session.token_hash == hash_, tables.Session.expires_at > now()))
    if found is None:
        raise HTTPException(401)
    return found.user_id


Me = Annotated[UUID, Depends(get_user)]


@app.post("/api/answers", status_code=202, response_model=AcceptedAnswer)
def submit(
    body: NewAnswer, session: Database, user_id: Me, idempotency_key: Annotated[str | None, Header()] = None
) -> dict[str, Any]:
    try:
        text = checked_text(body.text, 20_000)
    except BacktalkError as error:
        raise HTTPException(error.status, error.code) from error
    lang = body.lang or language_of(text)
    if idempotency_key is not None:
        answer = session.scalar(
            select(tables.Answer).where(tables.Answer.user_id == user_id, tables.Answer.idempotency_key == idempotency_key)
        )
        if answer is not None:
            return _told(answer, 0, answer.created_at)
    question = session.get(tables.QuestionRow, body.question_id)
    if question is None:
        raise HTTPException(404)
    same = (tables.Answer.user_id == user_id, tables.Answer.question_id == question.id)
    attempt = (session.scalar(select(func.max(tables.Answer.attempt)).where(*same)) or 0) + 1
    answer = tables.Answer(
        id=new_id(), user_id=user_id, question_id=question.id, bank=question.bank, section=question.section, axes=question.axes,
        attempt=attempt, lang=lang, text=text, idempotency_key=idempotency_key, received_at=now(),
        request_hash=Submission(question.id, text, lang, now()).fingerprint(),
    )  # fmt: skip
    session.add(answer)
    session.flush()
    jobs = [
        tables.Job(id=new_id(), user_id=user_id, answer_id=answer.id, queue=q, max_attempts=5) for q in ("scoring", "embedding")
    ]
    session.add_all(jobs)
    seq = _append(session, answer)
    session.commit()
    score.delay(str(jobs[0].id))
    embed.delay(str(jobs[1].id))
    return _told(answer, seq, answer.created_at)


def _append(session: Session, answer: tables.Answer) -> int:
    stream = session.get(tables.EventStream, answer.user_id, with_for_update=True)
    if stream is None:
        stream = tables.EventStream(user_id=answer.user_id, last_seq=0)
        session.add(stream)
    stream.last_seq += 1
    payload = {"question_id": answer.question_id, "attempt": answer.attempt}
    session.add(
        tables.Event(user_id=answer.user_id, seq=stream.last_seq, kind="answer.accepted", answer_id=answer.id, payload=payload)
    )
    return stream.last_seq


def _told(answer: tables.Answer, seq: int, created_at: datetime) -> dict[str, Any]:
    return {
        "id": answer.id, "question_id": answer.question_id, "attempt": answer.attempt, "seq": seq,
        "lang": answer.lang, "created_at": created_at,
    }  # fmt: skip


@app.get("/api/answers/{answer_id}")
def read(answer_id: UUID, session: Database, user_id: Me) -> dict[str, Any]:
    answer = session.get(tables.Answer, answer_id)
    if answer is None or answer.user_id != user_id:
        raise HTTPException(404)
    found = session.scalar(select(tables.ScoreRow).where(tables.ScoreRow.answer_id == answer_id))
    return {"id": answer.id, "text": answer.text, "score": found.body if found else None}


def get_reader(authorization: Annotated[str, Header()] = "") -> UUID:
    # with the session of the other endpoints each stream would hold a database connection for its life, and the pool
    # would refuse the sixteenth
    with LocalSession() as session:
        return get_user(session, authorization)


@app.get("/api/events")
async def events(request: Request, user_id: Annotated[UUID, Depends(get_reader)]) -> EventSourceResponse:
    async def frames() -> AsyncIterator[dict[str, str]]:
        async with broker.pubsub() as pubsub:
            await pubsub.subscribe(channel_of(user_id))
            while not await request.is_disconnected():
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=1.0)
                if message is not None:
                    hint = decode(message["data"])
                    yield {"event": hint.kind, "id": str(hint.seq), "data": hint.data}

    return EventSourceResponse(frames())


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["BACKTALK_PORT"]), access_log=False, log_level="warning", timeout_graceful_shutdown=1)
