"""Live, ready, measured, described."""

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from api.deps import Shared
from api.operate import probes
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
async def system(shared: Shared) -> SystemOut:
    """The state of the whole system, as far as this gateway can see it."""
    gauges, beating, depths = await probes.gauges(shared), await probes.processes(shared), await probes.broker_depths(shared)
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


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process answers; says nothing of what it needs."""
    return {"status": "ok"}


class Readiness(BaseModel):
    ready: bool
    missing: list[str]


@router.get("/readyz", responses={503: {"model": Readiness}})
async def readyz(shared: Shared) -> JSONResponse:
    """Ready when the whole loop can work; else names what is missing."""
    found = await probes.revision(shared)
    missing = [] if found else ["postgres"]
    if found and found < newest():
        missing.append("migrations")
    beating = await probes.processes(shared)
    if beating is None:
        missing.append("redis")
    else:
        kinds = {process.kind for process in beating}
        missing += [kind for kind in KINDS if kind not in kinds]
    body = Readiness(ready=not missing, missing=missing)
    return JSONResponse(body.model_dump(), status_code=503 if missing else 200)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(shared: Shared) -> Response:
    """Prometheus' text format."""
    found = await probes.gauges(shared)
    if found is not None:
        shared.metrics.take_database(found)
    for queue, depth in (await probes.broker_depths(shared)).items():
        shared.metrics.broker.labels(queue).set(depth)
    shared.metrics.streams.set(shared.hub.streams)
    for result in ("sent", "failed", "skipped"):
        shared.metrics.dispatched.labels(result).set(getattr(shared.dispatcher.counts, result))
    return Response(shared.metrics.render(), media_type="text/plain; version=0.0.4; charset=utf-8")
