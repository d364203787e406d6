"""Live, ready, measured, described."""

from typing import Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.deps import Caller, Shared
from api.operate import probes
from api.state import State
from practice.db.revision import newest
from practice.presence.beats import KINDS, Presence
from practice.settings import Settings

router = APIRouter(tags=["operation"])


class ProcessOut(BaseModel):
    kind: str
    id: str
    pid: int
    host: str
    started_at: str
    beat_at: str


class QueueOut(BaseModel):
    """``in_broker`` counts messages in Redis; the other numbers are jobs in the database."""

    queue: str
    waiting: int
    running: int
    done: int
    failed: int
    oldest_wait_s: float | None
    in_broker: int | None


class RelayOut(BaseModel):
    lag_s: float
    unpublished: int
    leader: bool


class EmbeddingOut(BaseModel):
    embedded: int
    total: int


class ServicesOut(BaseModel):
    postgres: bool
    redis: bool
    encoder: bool


class ProviderOut(BaseModel):
    name: str
    model: str


class SystemOut(BaseModel):
    processes: list[ProcessOut]
    queues: list[QueueOut]
    relay: RelayOut
    streams: int
    embedding: EmbeddingOut
    services: ServicesOut
    # None: the offline scorer judges
    provider: ProviderOut | None


EMPTY: dict[str, Any] = {"queues": [], "unpublished": 0, "relay_lag_s": 0.0, "answers": 0, "embedded": 0}


def _provider(settings: Settings) -> ProviderOut | None:
    if settings.provider == "none":
        return None
    return ProviderOut(name=settings.provider, model=settings.provider_model)


def _streams(beating: list[Presence]) -> int:
    return sum(int(process.info.get("streams", 0)) for process in beating)


@router.get("/api/system")
async def system(shared: Shared, caller: Caller) -> SystemOut:
    """The state of the whole system, as far as this gateway can see it."""
    # while no session can be looked up the page still shows what is away: nothing here is anybody's own
    gauges = await shared.gauges.read() if await probes.is_known(shared, caller) else None
    beating, depths = await probes.processes(shared), await probes.broker_depths(shared)
    known, seen = gauges or EMPTY, beating or []
    return SystemOut(
        processes=[ProcessOut(**{name: getattr(process, name) for name in ProcessOut.model_fields}) for process in seen],
        queues=[QueueOut(**queue, in_broker=depths.get(queue["queue"])) for queue in known["queues"]],
        relay=RelayOut(
            lag_s=known["relay_lag_s"],
            unpublished=known["unpublished"],
            leader=any(process.info.get("leader") for process in seen),
        ),
        streams=_streams(seen),
        embedding=EmbeddingOut(embedded=known["embedded"], total=known["answers"]),
        services=ServicesOut(
            postgres=gauges is not None, redis=beating is not None, encoder=any(process.kind == "encoder" for process in seen)
        ),
        provider=_provider(shared.settings),
    )


# HEAD too: `wget --spider` and watchers of other makes ask with it
@router.head("/healthz", include_in_schema=False)
@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers; says nothing of what it needs."""
    return {"status": "ok"}


class Readiness(BaseModel):
    ready: bool
    missing: list[str]


@router.head("/readyz", include_in_schema=False)
@router.get("/readyz", responses={503: {"model": Readiness}})
async def readyz(shared: Shared, part: Literal["all", "api"] = "all") -> JSONResponse:
    """Ready when the whole loop can work; else names what is missing.

    ``part=api`` is for proxies: only what this process needs to store answers and to show them. What all processes share
    beside the database may be lost at any time, and must not take every gateway out at once.
    """
    missing = await _missing_below(shared)
    if part == "all":
        missing += await _missing_beside(shared)
    body = Readiness(ready=not missing, missing=missing)
    return JSONResponse(body.model_dump(), status_code=503 if missing else 200)


async def _missing_below(shared: State) -> list[str]:
    found = await probes.revision(shared)
    if not found:
        return ["postgres"]
    return ["migrations"] if found < newest() else []


async def _missing_beside(shared: State) -> list[str]:
    beating = await probes.processes(shared)
    if beating is None:
        return ["redis"]
    kinds = {process.kind for process in beating}
    return [kind for kind in KINDS if kind not in kinds]


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(shared: Shared) -> Response:
    """Prometheus' text format."""
    found = await shared.gauges.read()
    if found is not None:
        shared.metrics.take_database(found)
    for queue, depth in (await probes.broker_depths(shared)).items():
        shared.metrics.broker.labels(queue).set(depth)
    shared.metrics.streams.set(shared.hub.streams)
    for result in ("sent", "failed", "skipped"):
        shared.metrics.dispatched.labels(result).set(getattr(shared.dispatcher.counts, result))
    return Response(shared.metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")
