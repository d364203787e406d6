"""The encoder's server: one model, one address, until a signal ends it."""

from collections.abc import Sequence
from urllib.parse import urlsplit

import uvicorn

from practice.collector import spare_what_stays
from practice.settings import Settings
from workers.encoder.app import Task, create_app
from workers.encoder.models import LoadedModels

# longer than a client keeps an idle connection (httpx: 5 s), so that the client is the one who closes it
_IDLE_S = 75


def serve(settings: Settings, lifespan_tasks: Sequence[Task] = ()) -> None:
    """Blocks. The port opens once the model is loaded, so a refused connection means: not ready."""
    models = LoadedModels.of(settings)
    host, port = address(settings.encoder_url)
    app = create_app(settings, models, lifespan_tasks)
    spare_what_stays()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        # whoever waits for vectors asks again elsewhere; a supervisor waits for four seconds
        timeout_graceful_shutdown=2,
        timeout_keep_alive=_IDLE_S,
    )


def address(url: str) -> tuple[str, int]:
    """Where to listen so that ``url`` reaches this process."""
    parts = urlsplit(url)
    if parts.hostname in ("127.0.0.1", "::1", "localhost"):
        return parts.hostname, parts.port or 80
    # the name of a service of several replicas may resolve to another replica's address, which nobody else can bind
    return "0.0.0.0", parts.port or 80  # noqa: S104
