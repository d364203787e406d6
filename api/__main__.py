"""``python -m api``: the gateway under uvicorn."""

import sys

import uvicorn

from api.main import create_app
from api.open_files import raise_limit
from practice.collector import spare_what_stays
from practice.exposure import NotMeantForOthers, SignInIncomplete, check_exposure
from practice.logs import configure
from practice.settings import settings


def main() -> None:
    chosen = settings()
    configure("api", chosen)
    try:
        check_exposure(chosen)
    except (NotMeantForOthers, SignInIncomplete) as error:
        sys.exit(str(error))
    raise_limit()
    app = create_app(chosen)
    spare_what_stays()
    uvicorn.run(
        app,
        host=chosen.host,
        port=chosen.port,
        log_config=None,
        access_log=False,
        # streams get a second to say goodbye; this is larger, so they do
        timeout_graceful_shutdown=5,
        timeout_keep_alive=30,
        # thousands of streams may come back in one moment
        backlog=8192,
        server_header=False,
        # whose X-Forwarded-Proto and -For are believed; anybody else's would set the cookie's flags and the limits' address
        forwarded_allow_ips=chosen.trusted_proxies,
    )


if __name__ == "__main__":
    main()
