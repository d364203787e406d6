"""Bodies that come compressed or too slowly; and an address that leads nowhere because nothing ever goes there."""

import socket
from collections.abc import Iterator

import anyio
import pytest

from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.serving import serving
from tests.api.test_bad_input import answer, assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate", "GZIP", "gzip, identity"])
async def test_a_compressed_body_is_not_read(gateway: Gateway, person: Person, coding: str) -> None:
    headers = {**person.headers, "Content-Type": "application/json", "Content-Encoding": coding}
    reply = await gateway.client.post("/api/answers", content=answer(), headers=headers)
    assert_problem(reply, 415, "unsupported_encoding")


async def test_a_body_that_trickles_is_given_up(api_settings: Settings, person: Person) -> None:
    async with running(api_settings.model_copy(update={"body_timeout_s": 0.2})) as gateway, serving(gateway.app) as served:
        host, port = served.url.removeprefix("http://").split(":")
        head = f"POST /api/answers HTTP/1.1\r\nHost: {host}\r\nAuthorization: {person.headers['Authorization']}\r\n"
        head += "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
        async with await anyio.connect_tcp(host, int(port)) as line:
            await line.send(head.encode())
            told = b""
            with anyio.fail_after(30):
                while b"body_too_slow" not in told:
                    told += await line.receive()
            assert told.startswith(b"HTTP/1.1 408")


ADDRESSED = """---
bank: mine
lang: ko
source: {url}/source
---
# <a href="{url}/title">제목</a>

![그림]({url}/image.png)

1. 왜 그런가요? ![그림]({url}/question.png) <img src="{url}/inline.png">

<details>
<summary>모범 답안</summary>

[여기]({url}/answer) <link rel=stylesheet href="{url}/a.css"> <script src="{url}/a.js"></script> <!-- {url}/comment -->
</details>
"""


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Where a fetch of such an address would come to."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.settimeout(0)
        yield made


async def test_no_address_in_a_text_is_ever_fetched(gateway: Gateway, person: Person, listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    sheet = ADDRESSED.replace("{url}", url)
    headers = {**person.headers, "Content-Type": "text/markdown"}
    for dry in ("true", "false"):
        reply = await gateway.client.post(f"/api/banks/import?dry_run={dry}", content=sheet.encode(), headers=headers)
        assert reply.status_code == 200, reply.text
    assert (await gateway.submit(person, f"![그림]({url}/x.png) {url}/y")).status_code == 202
    assert (await gateway.client.get("/api/search", params={"q": url}, headers=person.headers)).status_code == 200
    with pytest.raises(BlockingIOError):
        listener.accept()
