"""The health check of a container asks this container, whatever proxies and names the environment holds."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from practice.settings import Settings
from stack.alive import alive, encoder_here
from stack.direct import opener_for

AWAY = "http://127.0.0.1:9"


class Healthy(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    """Of a server that is well."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture
def proxied(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy that is not there, so that whatever goes to it fails."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, AWAY)
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("proxied")
def test_no_proxy_stands_before_one_s_own_port(port: int) -> None:
    assert alive("api", Settings(port=port))
    with opener_for(f"http://localhost:{port}").open(f"http://127.0.0.1:{port}/healthz") as response:
        assert response.status == 200


@pytest.mark.usefixtures("proxied")
def test_only_what_is_ours_is_asked_past_the_proxy() -> None:
    def goes_through_it(address: str) -> bool:
        return any(getattr(handler, "proxies", None) for handler in opener_for(address).handlers)

    assert not any(goes_through_it(f"http://{host}:8000") for host in ("127.0.0.1", "localhost", "[::1]", "api"))
    assert all(goes_through_it(f"http://{host}:8000") for host in ("practice.example", "192.0.2.7", "[2001:db8::1]"))


def test_the_encoder_is_the_one_of_this_container(port: int) -> None:
    # a name that leads nowhere, as another replica's would lead elsewhere
    assert alive("encoder", Settings(encoder_url=f"http://encoder.invalid:{port}"))
    assert not alive("encoder", Settings(encoder_url="http://encoder.invalid:9"))


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://encoder:8100", "http://127.0.0.1:8100"),
        ("http://encoder:8100/v1/", "http://127.0.0.1:8100"),
        ("http://encoder", "http://127.0.0.1:80"),
        ("http://[::1]:8100", "http://[::1]:8100"),
    ],
)
def test_of_the_encoder_s_url_the_port_counts(url: str, here: str) -> None:
    assert encoder_here(url) == here
