"""Start of the encoder: load the model, then open the port."""

import signal
import sys
from types import FrameType
from typing import NoReturn

from practice.settings import settings
from workers.encoder.serve import serve


def _leave(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)


if __name__ == "__main__":
    # while the model loads, and again when uvicorn, having stopped cleanly, raises the signal it had caught
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    serve(settings())
