"""A flood beside the encoder: answers embedded here without a pause; asked for `both`, long requests at the encoder too."""

import os
import sys
from threading import Thread

from practice.embedding.client import EncoderClient
from practice.embedding.engine import load_engine
from practice.errors import EncoderUnavailable
from practice.settings import settings

ANSWER = "아웃박스 패턴은 비즈니스 데이터와 이벤트를 같은 트랜잭션에 기록하고, 별도의 릴레이가 나중에 발행하는 방식입니다. " * 8


def main() -> None:
    os.nice(settings().embedding_nice)
    if "both" in sys.argv[1:]:
        Thread(target=_ask, daemon=True).start()
    engine = load_engine(settings(), settings().embedding_threads)
    print("begun", flush=True)
    while True:
        engine.encode([ANSWER[at:] for at in range(16)], "passage")


def _ask() -> None:
    with EncoderClient.of(settings()) as encoder:
        while True:
            try:
                encoder.encode([ANSWER[at:] for at in range(24)], "passage")
            except EncoderUnavailable:
                continue


if __name__ == "__main__":
    main()
