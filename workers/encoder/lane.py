"""One lane to the model: requests wait in a short queue, small ones pass, long ones go slice by slice."""

import asyncio
import heapq
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import anyio.to_thread
import numpy as np

from practice.embedding.port import Vectors

Embed = Callable[[Sequence[str]], Vectors]

# how far ahead of an earlier, longer request a shorter one may go; about the model's speed
_SECONDS_A_CHARACTER = 0.0002
_SLICE_CHARACTERS = 1_200
_SLICE_TEXTS = 8
_NOTHING: Vectors = np.empty(0, np.float32)


class LaneFull(Exception):
    """As many requests wait as may wait."""


class WaitedTooLong(Exception):
    """The request's time ran out before its turn came; whoever asked has given up by now."""


@dataclass(order=True)
class _Errand:
    # the time at which it would be done if it were alone: short requests pass long ones, and nobody waits for ever
    due: float
    number: int
    gives_up_at: float = field(compare=False)
    slices: deque[list[int]] = field(compare=False)
    texts: Sequence[str] = field(compare=False)
    embed: Embed = field(compare=False)
    vectors: list[Vectors] = field(compare=False)
    done: asyncio.Future[Vectors] = field(compare=False)


class Lane:
    """Bound to the event loop that it runs in; models are called in a worker thread, one call at a time whichever it is."""

    def __init__(self, capacity: int, patience_s: float) -> None:
        self._capacity = capacity
        self._patience_s = patience_s
        self._waiting: list[_Errand] = []
        self._arrived = asyncio.Event()
        self._number = 0

    async def embed(self, texts: Sequence[str], embed: Embed) -> Vectors:
        """The vectors in the order of the texts. Raises LaneFull, WaitedTooLong."""
        if len(self._waiting) >= self._capacity:
            raise LaneFull
        loop = asyncio.get_running_loop()
        self._number += 1
        now = loop.time()
        errand = _Errand(
            due=now + sum(map(len, texts)) * _SECONDS_A_CHARACTER,
            number=self._number,
            gives_up_at=now + self._patience_s,
            slices=deque(in_slices(texts)),
            texts=texts,
            embed=embed,
            vectors=[_NOTHING] * len(texts),
            done=loop.create_future(),
        )
        self._queue(errand)
        return await errand.done

    async def run(self) -> None:
        """Serves until cancelled; then whoever waits is told to ask elsewhere (LaneFull)."""
        try:
            while True:
                while self._waiting:
                    await self._advance(heapq.heappop(self._waiting))
                self._arrived.clear()
                await self._arrived.wait()
        finally:
            for errand in self._waiting:
                _fail(errand, LaneFull())
            self._waiting.clear()

    def _queue(self, errand: _Errand) -> None:
        heapq.heappush(self._waiting, errand)
        self._arrived.set()

    async def _advance(self, errand: _Errand) -> None:
        """One slice of the errand; the rest of it queues again, so that a short request waits for a slice at most."""
        if errand.done.done():
            return
        if asyncio.get_running_loop().time() > errand.gives_up_at:
            _fail(errand, WaitedTooLong())
            return
        positions = errand.slices.popleft()
        try:
            vectors = await anyio.to_thread.run_sync(errand.embed, [errand.texts[position] for position in positions])
        except asyncio.CancelledError:
            _fail(errand, LaneFull())
            raise
        except Exception as failure:  # noqa: BLE001  one request's failure must not end the lane for all others
            _fail(errand, failure)
            return
        for position, vector in zip(positions, vectors, strict=True):
            errand.vectors[position] = vector
        if errand.slices:
            self._queue(errand)
        elif not errand.done.done():
            errand.done.set_result(np.stack(errand.vectors))


def _fail(errand: _Errand, reason: Exception) -> None:
    if not errand.done.done():
        errand.done.set_exception(reason)


def in_slices(texts: Sequence[str]) -> Iterator[list[int]]:
    """Positions of texts of like length, few enough for a fraction of a second each; longest last."""
    part: list[int] = []
    characters = 0
    for position in sorted(range(len(texts)), key=lambda index: len(texts[index])):
        length = len(texts[position])
        if part and (len(part) == _SLICE_TEXTS or characters + length > _SLICE_CHARACTERS):
            yield part
            part, characters = [], 0
        part.append(position)
        characters += length
    if part:
        yield part
