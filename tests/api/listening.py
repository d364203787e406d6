"""Two open streams on one gateway that both hear what is published from now on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.api.conftest import Gateway
from tests.api.serving import Stream, serving, streaming
from tests.api.waiting import until
from tests.conftest import Person


@asynccontextmanager
async def both_listening(gateway: Gateway, one: Person, other: Person) -> AsyncIterator[tuple[Stream, Stream]]:
    async with (
        serving(gateway.app) as served,
        streaming(served.url, one.headers) as first,
        streaming(served.url, other.headers) as second,
    ):
        await first.frame()
        await second.frame()
        await until(lambda: gateway.shared.hub.connected and gateway.shared.hub.streams == 2)
        yield first, second
