"""The double beside a test: on an event loop of its own, its state within reach."""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from typing import Any

from tests.doubles.provider.server import Double
from tests.doubles.provider.state import State


class RunningDouble:
    """A double on a thread of its own; ``set`` returns when the change holds."""

    def __init__(self, **state: Any) -> None:
        self.double = Double(State(**state))
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="provider-double", daemon=True)
        self._thread.start()
        self._run(self.double.start())

    @property
    def url(self) -> str:
        return self.double.url

    @property
    def root(self) -> str:
        """Where Gemini's and Vertex' clients begin their paths."""
        return self.double.url.removesuffix("/v1")

    @property
    def requests(self) -> list[dict[str, Any]]:
        return self.double.state.requests

    @property
    def complaints(self) -> list[str]:
        return self.double.state.complaints

    def set(self, **state: Any) -> None:
        self._run(self.double.change(state))

    def close(self) -> None:
        self._run(self._ended())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _ended(self) -> None:
        await self.double.stop()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _run(self, work: Any) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)


@contextlib.contextmanager
def provider_double(**state: Any) -> Iterator[RunningDouble]:
    """A double for the length of a block."""
    made = RunningDouble(**state)
    try:
        yield made
    finally:
        made.close()
