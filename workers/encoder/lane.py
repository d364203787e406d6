"""One lane to the model: a search passes everything, long requests go slice by slice."""

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
_SLICE_CHARACTERS = 600
_SLICE_TEXTS = 8
# What somebody waits for with a finger on the key is short. It goes before all that is long, however late that is; but of so
# many turns one is the others', or a flood of searches would end all scoring.
_SHORT_CHARACTERS = 600
_SHORT_IN_A_ROW = 8
_NOTHING: Vectors = np.empty(0, np.float32)


class LaneFull(Exception):
    """As many requests wait as may wait."""


class ModelPanicked(Exception):
    """The model raised what is no Exception, as a library in Rust does at a fault of its own."""


class WaitedTooLong(Exception):
    """The request's time ran out before its turn came; whoever asked has given up by now."""


@dataclass(order=True)
class _Errand:
    # the time at which it would be done if it were alone: among its like the shorter goes first, and nobody waits for ever
    due: float
    number: int
    short: bool = field(compare=False)
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
        self._short: list[_Errand] = []
        self._long: list[_Errand] = []
        self._in_a_row = 0
        self._arrived = asyncio.Event()
        self._number = 0

    async def embed(self, texts: Sequence[str], embed: Embed) -> Vectors:
        """The vectors in the order of the texts. Raises LaneFull, WaitedTooLong."""
        if len(self._short) + len(self._long) >= self._capacity:
            raise LaneFull
        loop = asyncio.get_running_loop()
        self._number += 1
        now, characters = loop.time(), sum(map(len, texts))
        errand = _Errand(
            due=now + characters * _SECONDS_A_CHARACTER,
            number=self._number,
            short=characters <= _SHORT_CHARACTERS,
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
                while self._short or self._long:
                    await self._advance(self._next())
                self._arrived.clear()
                await self._arrived.wait()
        finally:
            for errand in (*self._short, *self._long):
                _fail(errand, LaneFull())
            self._short.clear()
            self._long.clear()

    def _queue(self, errand: _Errand) -> None:
        heapq.heappush(self._short if errand.short else self._long, errand)
        self._arrived.set()

    def _next(self) -> _Errand:
        goes_short = bool(self._short) and (not self._long or self._in_a_row < _SHORT_IN_A_ROW)
        self._in_a_row = self._in_a_row + 1 if goes_short and self._long else 0
        return heapq.heappop(self._short if goes_short else self._long)

    async def _advance(self, errand: _Errand) -> None:
        """One slice of the errand; the rest of it queues again, so that a short request waits for a slice at most."""
        if errand.done.done():
            return
        if asyncio.get_running_loop().time() > errand.gives_up_at:
            _fail(errand, WaitedTooLong())
            return
        positions = errand.slices.popleft()
        try:
            vectors = await anyio.to_thread.run_sync(_embed, errand.embed, [errand.texts[position] for position in positions])
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


def _embed(embed: Embed, texts: Sequence[str]) -> Vectors:
    try:
        return embed(texts)
    except (Exception, KeyboardInterrupt, SystemExit):
        raise
    # in the model's thread, where no cancellation comes: raised in the lane it would end the lane for all
    except BaseException as panic:
        raise ModelPanicked(type(panic).__name__) from panic


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
