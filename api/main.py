"""The composition root of the gateway: everything is made here once and handed on."""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import redis.asyncio
import structlog
from fastapi import FastAPI
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from api import problems
from api.accounts import sessions, signin, workspace
from api.banks import routes as banks
from api.banks.routes import IMPORT_PATH
from api.dispatch.dispatcher import Dispatcher
from api.dispatch.senders import sender_for
from api.documented import document_problems
from api.guard.allowances import Allowances
from api.guard.front import Front
from api.guard.rates import Rates
from api.intake import estimate
from api.intake import routes as intake
from api.intake.turns import Turns
from api.limits import BodyLimit, TooLarge, TooSlow, body_limit, too_large, too_slow
from api.operate import routes as operate
from api.operate.gauges import Gauges
from api.operate.metrics import Metrics, Timed
from api.site.static import Site
from api.state import State
from api.stream import routes as stream
from api.stream.gates import Gates, Seats
from api.stream.heads import keep_checking
from api.stream.hub import Hub
from api.stream.pushed import Pushed
from api.stream.response import server_stops
from api.views import answers, near, progress, questions, scores, search
from practice.db.engines import async_engine
from practice.db.statements import Statements
from practice.db.unit_of_work import Database
from practice.embedding.client import EncoderClient, Encoders
from practice.ending import end_all
from practice.presence.pulse import pulse
from practice.scoring.rubric import RubricScorer
from practice.settings import Settings

if TYPE_CHECKING:
    from api.accounts.provider import Provider

log = structlog.get_logger()


def _redis(settings: Settings) -> redis.asyncio.Redis:
    """Fails at once: each user of it knows what to do without Redis, and redis-py's own retries would hide a restart."""
    return redis.asyncio.Redis.from_url(
        settings.redis_url.get_secret_value(),
        socket_connect_timeout=1.0,
        socket_timeout=10.0,
        health_check_interval=10,
        retry=Retry(NoBackoff(), 0),
        max_connections=20,
    )


def _shared(settings: Settings, metrics: Metrics) -> State:
    database = Database(async_engine(settings, "api"))
    client = _redis(settings)
    statements = Statements(settings, "api")
    sender = sender_for(settings.redis_url.get_secret_value(), client)
    return State(
        settings=settings,
        database=database,
        statements=statements,
        redis=client,
        dispatcher=Dispatcher(sender, statements, settings.dispatch_timeout_s),
        hub=Hub(client, settings.stream_buffer),
        turns=Turns(settings.database_pool, settings.submit_patience_s),
        gates=Gates(),
        seats=Seats(settings.streams_per_person),
        pushed=Pushed(statements),
        encoders=Encoders(settings, settings.search_timeout_s),
        encoder_pool=ThreadPoolExecutor(8, thread_name_prefix="encoder-client"),
        estimator=RubricScorer(EncoderClient.of(settings)),
        estimator_pool=ThreadPoolExecutor(4, thread_name_prefix="estimator"),
        metrics=metrics,
        gauges=Gauges(database),
        provider=_provider(settings),
    )


def _provider(settings: Settings) -> "Provider | None":
    if not settings.oidc_issuer:
        return None
    # Authlib and what it stands on cost the start time and memory that most hosts have no use for
    from api.accounts.provider import Provider  # noqa: PLC0415

    return Provider(settings)


async def _supervised(name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        await work()
    except Exception:
        # a side task that ends would leave half a gateway, and uvicorn would go on serving it: stop, so that the
        # supervisor outside starts a whole one
        log.exception("side_task_died", task=name)
        signal.raise_signal(signal.SIGTERM)
        raise


async def _close_streams(hub: Hub) -> None:
    await server_stops()
    hub.close_all()


@asynccontextmanager
async def _lifespan(app: FastAPI, settings: Settings, metrics: Metrics, allowances: Allowances) -> AsyncIterator[None]:
    shared = _shared(settings, metrics)
    app.state.shared = shared
    await shared.statements.open()
    try:
        async with asyncio.TaskGroup() as group:
            works: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
                "dispatch": shared.dispatcher.run,
                "hub": shared.hub.run,
                "heads": partial(keep_checking, shared.hub, shared.statements, settings.stream_ping_s),
                "pushed": shared.pushed.run,
                "pulse": partial(pulse, shared.redis, "api", lambda: {"streams": shared.hub.streams}),
                "close": partial(_close_streams, shared.hub),
                "keep_alive": partial(shared.hub.keep_alive, settings.stream_ping_s),
            }
            tasks = [group.create_task(_supervised(name, work), name=name) for name, work in works.items()]
            try:
                yield
            finally:
                await end_all(tasks)
    finally:
        await shared.dispatcher.close()
        await shared.statements.close()
        for pool in (shared.encoder_pool, shared.estimator_pool):
            pool.shutdown(wait=False, cancel_futures=True)
        if isinstance(shared.estimator.encoder, EncoderClient):
            shared.estimator.encoder.close()
        shared.encoders.close()
        await allowances.close()
        await shared.redis.aclose()
        await shared.database.engine.dispose()


def create_app(settings: Settings) -> FastAPI:
    """The gateway: the API below /api, and the built page when there is one."""
    metrics = Metrics()
    allowances = Allowances(settings.redis_url.get_secret_value(), settings.rate_redis_timeout_s)
    metrics.watch_rates(allowances)
    app = FastAPI(
        title="Backtalk",
        version="0.1.0",
        summary="Interview practice that talks back",
        # the usual documentation page takes its scripts from a foreign host
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        # a path with a slash at its end is the site's to answer
        redirect_slashes=False,
        lifespan=partial(_lifespan, settings=settings, metrics=metrics, allowances=allowances),
    )
    # tried one after the other, so what is asked most stands first
    for room in (
        intake,
        stream,
        sessions,
        signin,
        workspace,
        estimate,
        answers,
        scores,
        # before the questions: `near` is no question's id
        near,
        questions,
        banks,
        search,
        progress,
        operate,
    ):
        app.include_router(room.router)
    problems.install(app)
    document_problems(app)
    app.add_exception_handler(TooLarge, too_large)
    app.add_exception_handler(TooSlow, too_slow)
    # the last one added is the first to see a request
    app.add_middleware(
        BodyLimit,
        max_bytes=body_limit(settings),
        by_path={IMPORT_PATH: settings.import_max_bytes},
        within_s=settings.body_timeout_s,
    )
    app.add_middleware(Rates, settings=settings, allowances=allowances)
    app.add_middleware(Front, settings=settings)
    app.add_middleware(Timed, metrics=metrics)
    if settings.site_dir.is_dir():
        # not mounted: a mount at the root answers before the router says that a path of the API knows other methods only
        app.router.default = Site(directory=settings.site_dir, html=True)
    return app
