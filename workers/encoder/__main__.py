"""Start of the encoder: load the model, then open the port."""

import signal
import sys
from types import FrameType
from typing import NoReturn

import redis.asyncio

from practice.logs import configure
from practice.presence.pulse import pulse
from practice.settings import settings
from workers.encoder.serve import serve


def _leave(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


async def _beat() -> None:
    async with redis.asyncio.Redis.from_url(settings().redis_url.get_secret_value(), socket_connect_timeout=1.0) as client:
        await pulse(client, "encoder")


if __name__ == "__main__":
    # while the model loads, and again when uvicorn, having stopped cleanly, raises the signal it had caught
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    configure("encoder", settings())
    serve(settings(), [_beat])
