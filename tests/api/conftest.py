"""The gateway in this process, with its side tasks, on real services."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.main import create_app
from api.state import State
from practice.embedding.engine import Engine
from practice.settings import Settings
from tests.api.encoding import encoding
from tests.conftest import Person

QUESTION = "backtalk-outbox-relay"
TEXT = "아웃박스는 이벤트를 같은 트랜잭션에 적고, 릴레이가 나중에 발행한다. The relay publishes what has been committed."


@dataclass(frozen=True)
class Gateway:
    """The application, what its doors share, and a client that talks to it as nobody in particular."""

    app: FastAPI
    client: httpx.AsyncClient

    @property
    def shared(self) -> State:
        state: State = self.app.state.shared
        return state

    async def submit(self, person: Person, text: str = TEXT, question: str = QUESTION, **headers: str) -> httpx.Response:
        body = {"question_id": question, "text": text}
        return await self.client.post("/api/answers", json=body, headers={**person.headers, **headers})

    async def accepted(self, person: Person, text: str = TEXT, question: str = QUESTION) -> dict[str, Any]:
        reply = await self.submit(person, text, question)
        assert reply.status_code == 202, reply.text
        answer: dict[str, Any] = reply.json()
        return answer


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Gateway]:
    """A gateway between its start and its stop."""
    app = create_app(settings)
    # an error of the server comes as its response, as it does over a socket
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url="http://gateway") as client:
        yield Gateway(app, client)


@pytest.fixture
def api_settings(app_settings: Settings, tmp_path: Path) -> Settings:
    """Without a page: a test that is about the page makes one."""
    return app_settings.model_copy(update={"site_dir": tmp_path / "no-site"})


@pytest.fixture
async def gateway(api_settings: Settings) -> AsyncIterator[Gateway]:
    async with running(api_settings) as made:
        yield made


@pytest.fixture
async def with_encoder(api_settings: Settings, engine: Engine) -> AsyncIterator[Gateway]:
    """A gateway beside the real encoder, which it waits for however busy the machine is."""
    async with encoding(engine) as url:
        patient = {"encoder_url": url, "search_timeout_s": 30.0, "encoder_timeout_s": 30.0}
        async with running(api_settings.model_copy(update=patient)) as made:
            yield made
