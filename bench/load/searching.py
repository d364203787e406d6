"""Short searches at the encoder, one after the other."""

import time

from bench.measure.samples import quantile
from practice.embedding.client import EncoderClient
from practice.embedding.models import E5
from practice.errors import EncoderUnavailable

QUERIES = ("이벤트가 사라지지 않게 하는 방법", "how does an index affect inserts", "파드가 계속 재시작될 때", "consumer lag")


def answering(url: str) -> bool:
    with EncoderClient(url, E5, 5.0) as client:
        try:
            return bool(len(client.encode(["?"], "query")))
        except EncoderUnavailable:
            return False


def asked_for(url: str, count: int) -> list[float]:
    """Milliseconds of each search."""
    seen = []
    with EncoderClient(url, E5, 30.0) as client:
        for number in range(count):
            begun = time.monotonic()
            client.encode([QUERIES[number % len(QUERIES)]], "query")
            seen.append(1000 * (time.monotonic() - begun))
    return seen


def p95(values: list[float]) -> float:
    return quantile(values, 0.95)
