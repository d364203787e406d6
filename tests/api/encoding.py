"""The real encoder behind a port, and texts as the workers leave them once they are embedded."""

import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import anyio
import numpy as np
import uvicorn

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import serving
from practice.embedding.answers import AnswerVectors
from practice.embedding.engine import Engine
from practice.embedding.vectors import write_vectors
from practice.settings import Settings
from tests.api.waiting import until
from workers.encoder.app import create_app
from workers.encoder.models import Load, LoadedModels


def _nothing_else(name: str) -> Engine:
    raise AssertionError(f"{name} was asked for")


@asynccontextmanager
async def encoding(engine: Engine, load: Load = _nothing_else) -> AsyncIterator[str]:
    """Its address; serves the default model alone, or what ``load`` brings."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(Settings(), LoadedModels(engine, load, lambda _: None))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False))
        async with anyio.create_task_group() as group:
            group.start_soon(server.serve, [listener])
            await until(lambda: server.started)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
            server.should_exit = True


def embed(system: WorkerDatabase, engine: Engine, answers: Sequence[dict[str, Any]], texts: Sequence[str]) -> None:
    """Vectors as the embedding worker writes them, of the whole texts."""
    for answer, vector in zip(answers, engine.encode(texts, "passage"), strict=True):
        embed_in_parts(system, UUID(answer["id"]), AnswerVectors(vector, (), np.empty((0, vector.size), np.float32)))


def embed_in_parts(system: WorkerDatabase, answer_id: UUID, made: AnswerVectors) -> None:
    """With vectors of its passages too."""
    read = "select user_id from answers where id = %s"
    system.run(
        lambda conn: write_vectors(
            conn,
            serving(conn, Settings().embedding_model),
            conn.exec_driver_sql(read, (answer_id,)).scalar_one(),
            answer_id,
            made,
        )
    )
