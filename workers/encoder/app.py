"""The encoder's HTTP app: POST /v1/embeddings and GET /healthz around one loaded model."""

import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any

import anyio
import anyio.to_thread
import structlog
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from practice.embedding.models import REVISION
from practice.settings import Settings
from workers.encoder.lane import Lane, LaneFull, WaitedTooLong
from workers.encoder.models import LoadedModels, ModelNotServed
from workers.encoder.wire import EmbeddingsRequest, embeddings_reply, problem

log = structlog.get_logger()

Task = Callable[[], Coroutine[Any, Any, None]]

_CAPACITY = 32
_BODY_MAX_BYTES = 4 * 1024 * 1024


class BodyTooLarge(Exception):
    """The request's body passes the limit."""


def create_app(
    settings: Settings, models: LoadedModels, lifespan_tasks: Sequence[Task] = (), capacity: int = _CAPACITY
) -> Starlette:
    """The default model is loaded already: an open port means that it is ready. Another is loaded when it is asked for.

    ``lifespan_tasks`` run beside the server and are cancelled at its end; one that raises ends the server.
    """
    lane = Lane(capacity, settings.encoder_timeout_s)
    default = models.default.spec

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with anyio.create_task_group() as tasks:
            for task in (lane.run, *lifespan_tasks):
                tasks.start_soon(_vital, task)
            yield
            tasks.cancel_scope.cancel()

    async def embeddings(request: Request) -> Response:
        asked = EmbeddingsRequest.model_validate_json(await _body(request))
        engine = await models.named(asked.model, request.headers.get(REVISION))
        if asked.dimensions not in (None, engine.spec.dimensions):
            return _invalid(400, f"the vectors have {engine.spec.dimensions} dimensions", "invalid_dimensions")
        vectors = await lane.embed(asked.texts, engine.embed)
        tokens = await anyio.to_thread.run_sync(engine.tokens, asked.texts)
        return JSONResponse(embeddings_reply(asked, vectors, tokens))

    async def healthz(_: Request) -> Response:
        return JSONResponse({"status": "ok", "model": default.name, "dimensions": default.dimensions})

    routes = [Route("/v1/embeddings", embeddings, methods=["POST"]), Route("/healthz", healthz)]
    errors: dict[Any, Any] = {ValidationError: _bad_input, BodyTooLarge: _too_large, LaneFull: _busy, WaitedTooLong: _busy}
    errors[ModelNotServed] = _not_found
    return Starlette(routes=routes, lifespan=lifespan, exception_handlers=errors)


async def _vital(task: Task) -> None:
    """uvicorn only notes that a lifespan died and serves on: healthy to see, without a lane. A signal ends it."""
    try:
        await task()
    except anyio.get_cancelled_exc_class():
        raise
    except BaseException:
        log.exception("side_task_died")
        signal.raise_signal(signal.SIGTERM)
        raise


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _BODY_MAX_BYTES:
            raise BodyTooLarge
    return bytes(body)


async def _bad_input(_: Request, error: ValidationError) -> Response:
    # the message names places and reasons only: texts are nobody's business but the caller's
    faults = (f"{'.'.join(map(str, fault['loc'])) or 'body'}: {fault['msg']}" for fault in error.errors(include_input=False))
    return _invalid(400, "; ".join(faults), "invalid_input")


async def _not_found(_: Request, error: ModelNotServed) -> Response:
    # whoever asks is told a number at most, and the host reads here what to do about it
    log.warning("model_not_served", error=str(error))
    return _invalid(404, str(error), "model_not_found")


async def _too_large(_: Request, __: BodyTooLarge) -> Response:
    return _invalid(413, f"the body may have {_BODY_MAX_BYTES} bytes", "body_too_large")


async def _busy(_: Request, __: Exception) -> Response:
    answer = problem("too many requests wait already", "server_error", "overloaded")
    return JSONResponse(answer, status_code=503, headers={"Retry-After": "1"})


def _invalid(status: int, message: str, code: str) -> Response:
    return JSONResponse(problem(message, "invalid_request_error", code), status_code=status)
