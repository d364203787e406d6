"""``python -m api``: the gateway under uvicorn."""

import uvicorn

from api.main import create_app
from practice.logs import configure
from practice.settings import settings


def main() -> None:
    chosen = settings()
    configure("api", chosen)
    uvicorn.run(
        create_app(chosen),
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        # streams get a second to say goodbye; this is larger, so they do
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
        server_header=False,
    )


if __name__ == "__main__":
    main()
