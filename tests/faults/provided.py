"""A Backtalk whose scoring worker asks a provider: the double, over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.doubles.provider.running import RunningDouble, provider_double
from tests.faults.stage import Stage

SETTINGS = {
    "BACKTALK_PROVIDER": "openai",
    "BACKTALK_PROVIDER_MODEL": "double-1",
    "BACKTALK_PROVIDER_KEY": "any",
    "BACKTALK_PROVIDER_CONCURRENCY": "16",
    "BACKTALK_PROVIDER_BREAKER_REST_S": "1",
    "BACKTALK_PROVIDER_RETRY_CAP_S": "1",
}


@contextmanager
def asking_a_provider(stage: Stage, **env: str) -> Iterator[RunningDouble]:
    """The double, and a worker that asks it."""
    with provider_double(mode="ok") as double:
        stage.kill("worker-scoring")
        stage.start("worker-scoring", **SETTINGS, BACKTALK_PROVIDER_BASE_URL=double.url, **env)
        yield double
        # its calls end before the double does
        stage.kill("worker-scoring")
