"""``python -m bench.floor.api``: FastAPI, psycopg, raw LPUSH, a hub and StreamingResponse."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any

import redis.asyncio
import uvicorn
from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import StreamingResponse

from api.intake.schemas import AcceptedAnswer, NewAnswer
from bench.floor.database import Pool, database_url, redis_url
from bench.floor.hub import Hub
from bench.floor.store import KeyReused, NoQuestion, NoSession, message, store
from practice.answers.text import checked_text, language_of
from practice.errors import BacktalkError
from practice.events.channel import channel_of
from practice.identity.sessions import hash_token

MAX_CHARS = 20_000
KEY_MAX = 200
ME = "select user_id from sessions where token_hash = %s and expires_at > clock_timestamp()"
HEADERS = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.pool = Pool()
    await app.state.pool.open(database_url())
    app.state.redis = redis.asyncio.Redis.from_url(redis_url())
    app.state.hub = Hub(app.state.redis)
    running = asyncio.create_task(app.state.hub.run())
    yield
    running.cancel()
    await app.state.redis.aclose()
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


def hash_of(authorization: str | None) -> bytes:
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise HTTPException(401)
    return hash_token(token.strip())


@app.post("/api/answers", status_code=202)
async def submit(
    request: Request,
    body: NewAnswer,
    authorization: Annotated[str | None, Header()] = None,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> AcceptedAnswer:
    hash_ = hash_of(authorization)
    if idempotency_key is not None and not (0 < len(idempotency_key) <= KEY_MAX and idempotency_key.isprintable()):
        raise HTTPException(422)
    try:
        text = checked_text(body.text, MAX_CHARS)
        async with request.app.state.pool.connection() as conn:
            made = await store(conn, hash_, body, text, body.lang or language_of(text), idempotency_key)
    except NoSession as error:
        raise HTTPException(401) from error
    except NoQuestion as error:
        raise HTTPException(404) from error
    except KeyReused as error:
        raise HTTPException(409) from error
    except BacktalkError as error:
        raise HTTPException(error.status, error.code) from error
    if made["jobs"]:
        await announce(request.app.state.redis, made["jobs"])
    return AcceptedAnswer(**made["answer"])


async def announce(client: redis.asyncio.Redis, jobs: Any) -> None:
    scoring, embedding = jobs
    async with client.pipeline(transaction=False) as pipe:
        pipe.lpush("floor:scoring", message(scoring))
        pipe.lpush("floor:embedding", message(embedding))
        await pipe.execute()


@app.get("/api/events")
async def events(request: Request, authorization: Annotated[str | None, Header()] = None) -> StreamingResponse:
    async with request.app.state.pool.connection() as conn:
        row = await (await conn.execute(ME, (hash_of(authorization),))).fetchone()
    if row is None:
        raise HTTPException(401)
    frames = request.app.state.hub.frames(channel_of(row[0]))
    return StreamingResponse(frames, media_type="text/event-stream", headers=HEADERS)


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["BACKTALK_PORT"]), access_log=False, log_level="warning", timeout_graceful_shutdown=1)
