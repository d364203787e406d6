"""What all tests share: real PostgreSQL and Valkey, a database of its own for each test, the real model."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from uuid import UUID

import pytest
import redis
from pydantic import SecretStr
from sqlalchemy import Engine, create_engine, make_url, text

from practice.db.engines import async_engine, sync_engine, with_driver
from practice.db.migrate import migrate
from practice.db.roles import RolePasswords
from practice.db.statements import Statements
from practice.db.unit_of_work import Database, WorkerDatabase
from practice.embedding.engine import Engine as ModelEngine
from practice.embedding.engine import load_engine
from practice.identity.sessions import hash_token, open_guest
from practice.settings import Settings
from stack.postgres import EmbeddedPostgres
from stack.valkey import EmbeddedValkey

PASSWORDS = RolePasswords(app="app-secret", system="system-secret")
# made by the embedded server and migrated once; each test gets a copy of it
TEMPLATE = "backtalk"
numbers = count(1)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the weights are converted to, once for all tests and the processes that they start."""
    return tmp_path_factory.mktemp("model")


@pytest.fixture(scope="session")
def engine(model_dir: Path) -> ModelEngine:
    """The real embedding model, loaded once."""
    return load_engine(Settings(data_dir=model_dir), threads=1)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    """A server whose database ``backtalk`` is migrated and serves as the template."""
    with EmbeddedPostgres(tmp_path_factory.mktemp("postgres") / "data") as server:
        migrate(server.url, PASSWORDS)
        yield server


@pytest.fixture(scope="session")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedValkey]:
    with EmbeddedValkey(tmp_path_factory.mktemp("valkey") / "data") as server:
        yield server


@dataclass(frozen=True)
class Urls:
    """One database under its three roles."""

    admin: str
    app: str
    system: str


def _url(server: EmbeddedPostgres, database: str, suffix: str, password: str) -> str:
    # roles are named after the template: a copy of it keeps its policies, and those name the roles
    url = make_url(server.url_of(database)).set(username=f"{TEMPLATE}_{suffix}", password=password)
    return url.render_as_string(hide_password=False)


@pytest.fixture
def urls(postgres: EmbeddedPostgres) -> Iterator[Urls]:
    """A fresh database with the shipped bank in it and nothing else."""
    name = f"test_{next(numbers)}"
    admin = create_engine(with_driver(make_url(postgres.url_of("postgres"))), isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.execute(text(f"create database {name} template {TEMPLATE}"))
    app, system = _url(postgres, name, "app", PASSWORDS.app), _url(postgres, name, "system", PASSWORDS.system)
    yield Urls(postgres.url_of(name), app, system)
    with admin.connect() as conn:
        conn.execute(text(f"drop database {name} with (force)"))
    admin.dispose()


@pytest.fixture
def redis_url(valkey: EmbeddedValkey) -> str:
    """The shared server, emptied."""
    with redis.Redis.from_url(valkey.url) as client:
        client.flushall()
    return valkey.url


@pytest.fixture
def app_settings(urls: Urls, redis_url: str, model_dir: Path) -> Settings:
    """As the gateway has them. The encoder's address leads nowhere; a test that needs one starts it."""
    return Settings(
        database_url=SecretStr(urls.app), redis_url=SecretStr(redis_url), data_dir=model_dir, encoder_url="http://127.0.0.1:9"
    )


@pytest.fixture
def system_settings(app_settings: Settings, urls: Urls) -> Settings:
    """As workers and the relay have them."""
    return app_settings.model_copy(update={"database_url": SecretStr(urls.system)})


@pytest.fixture
def app_engine(app_settings: Settings) -> Iterator[Engine]:
    """A plain engine as the application's role, which row security binds."""
    made = sync_engine(app_settings, "test-app")
    yield made
    made.dispose()


@pytest.fixture
def system(system_settings: Settings) -> Iterator[WorkerDatabase]:
    """Units of work as the system's role."""
    made = sync_engine(system_settings, "test-system")
    yield WorkerDatabase(made)
    made.dispose()


@pytest.fixture
async def database(app_settings: Settings) -> AsyncIterator[Database]:
    """Units of work as the gateway has them."""
    made = async_engine(app_settings, "test-api")
    yield Database(made)
    await made.dispose()


@pytest.fixture
async def statements(app_settings: Settings) -> AsyncIterator[Statements]:
    """Single statements as the gateway makes them."""
    made = Statements(app_settings, "test-api")
    await made.open()
    yield made
    await made.close()


@dataclass(frozen=True)
class Person:
    """A guest with a session."""

    user_id: UUID
    token: str

    @property
    def token_hash(self) -> bytes:
        return hash_token(self.token)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


def guest(app_engine: Engine) -> Person:
    with app_engine.begin() as conn:
        opened = open_guest(conn, days=1)
    return Person(opened.user_id, opened.token)


@pytest.fixture
def person(app_engine: Engine) -> Person:
    return guest(app_engine)


@pytest.fixture
def stranger(app_engine: Engine) -> Person:
    return guest(app_engine)
