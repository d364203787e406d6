"""The built page: found without endings, cached by kind, each with its own policy; and the API beside it."""

import base64
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from practice.settings import Settings
from tests.api.conftest import Gateway, running
from tests.api.test_bad_input import assert_problem

pytestmark = pytest.mark.anyio

INLINE = "document.documentElement.dataset.theme = 'dark';\n// 한글"
PAGE = f'<!doctype html><script>{INLINE}</script><script src="/_next/static/app-1a2b.js"></script><h1>연습</h1>'
FILES = {
    "index.html": "<h1>choose</h1>",
    "404.html": f"<h1>missing</h1><script>{INLINE}</script>",
    "ko.html": "<h1>ko</h1>",
    "ko/practice.html": PAGE,
    "ko/practice.txt": "0:payload",
    "_next/static/app-1a2b.js": "let a = 1;",
    "icon.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
}


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Gateway]:
    """A gateway with a page, and without any service behind it."""
    for name, content in FILES.items():
        file = tmp_path / "out" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret")
    nowhere = {"database_url": SecretStr("postgresql://a:b@127.0.0.1:9/none"), "redis_url": SecretStr("redis://127.0.0.1:9/0")}
    async with running(Settings(**nowhere, site_dir=tmp_path / "out")) as made:
        yield made


PAGES = {"/": "choose", "/ko": "ko", "/ko/practice": "연습", "/ko/practice/": "연습", "/ko/practice.html": "연습"}


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_is_found_without_its_ending(site: Gateway, path: str) -> None:
    reply = await site.client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert PAGES[path] in reply.text


MISSING = ("/fr", "/ko/none", "/ko/none.js", "/_next/static/none.js", "/ko/practice/deeper")


@pytest.mark.parametrize("path", MISSING)
async def test_what_is_missing_is_the_page_that_says_so(site: Gateway, path: str) -> None:
    reply = await site.client.get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "missing" in reply.text
    assert "content-security-policy" in reply.headers


@pytest.mark.parametrize("path", ["/a%00b", "/" + "a" * 300, "/%ff"])
async def test_what_can_be_no_file_is_missing_too(site: Gateway, path: str) -> None:
    assert (await site.client.get(path)).status_code == 404


async def test_head_is_as_get_without_the_body(site: Gateway) -> None:
    got, head = await site.client.get("/ko/practice"), await site.client.head("/ko/practice")
    assert (head.status_code, head.content) == (200, b"")
    same = ("content-type", "content-length", "etag", "cache-control", "content-security-policy")
    assert [head.headers[name] for name in same] == [got.headers[name] for name in same]


async def test_what_has_its_hash_in_its_name_is_kept_for_ever_and_the_rest_is_asked_for(site: Gateway) -> None:
    assert (await site.client.get("/_next/static/app-1a2b.js")).headers["cache-control"] == "public, max-age=31536000, immutable"
    for path in ("/ko/practice", "/icon.svg", "/ko/practice.txt"):
        reply = await site.client.get(path)
        assert reply.headers["cache-control"] == "no-cache"
        again = await site.client.get(path, headers={"If-None-Match": reply.headers["etag"]})
        assert (again.status_code, again.headers["cache-control"]) == (304, "no-cache")


async def test_inline_scripts_run_by_their_hash_only(site: Gateway) -> None:
    policy = (await site.client.get("/ko/practice")).headers["content-security-policy"]
    digest = base64.b64encode(hashlib.sha256(INLINE.encode()).digest()).decode()
    (scripts,) = [part for part in policy.split("; ") if part.startswith("script-src")]
    assert scripts == f"script-src 'self' 'sha256-{digest}'"
    assert "frame-ancestors 'none'" in policy


async def test_a_page_that_is_built_anew_gets_a_new_policy(site: Gateway, tmp_path: Path) -> None:
    before = (await site.client.get("/ko/practice")).headers["content-security-policy"]
    (tmp_path / "out" / "ko" / "practice.html").write_text("<script>let b = 2;</script>")
    assert (await site.client.get("/ko/practice")).headers["content-security-policy"] != before


async def test_payloads_of_pages_and_headers_of_all(site: Gateway) -> None:
    reply = await site.client.get("/ko/practice.txt")
    assert reply.headers["content-type"] == "text/x-component"
    for path in ("/", "/icon.svg", "/fr"):
        headers = (await site.client.get(path)).headers
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "same-origin")


UP = ("/../secret.txt", "/%2e%2e/secret.txt", "/ko/..%2f..%2fsecret.txt", "/..%5csecret.txt", "/..;/secret.txt")
ELSEWHERE = ("//etc/passwd", "/%2fetc/passwd")


@pytest.mark.parametrize("path", [*UP, *ELSEWHERE])
async def test_no_path_leads_out_of_the_folder(site: Gateway, path: str) -> None:
    # a client mends such a path before it sends it, so it is put into the request as it is
    request = site.client.build_request("GET", "/")
    request.url = httpx.URL("http://gateway", raw_path=path.encode())
    reply = await site.client.send(request)
    assert reply.status_code == 404
    assert "secret" not in reply.text
    assert "root:" not in reply.text


async def test_the_api_beside_the_page_answers_with_problems(site: Gateway) -> None:
    assert (await site.client.get("/healthz")).json() == {"status": "ok"}
    assert_problem(await site.client.get("/api/nothing"), 404, "not_found")
    assert_problem(await site.client.get("/api"), 404, "not_found")
    assert_problem(await site.client.post("/api/nothing"), 404, "not_found")
    assert_problem(await site.client.post("/ko/practice"), 405, "method_not_allowed")


async def test_a_method_that_a_call_does_not_know_is_not_called_nothing(site: Gateway) -> None:
    reply = await site.client.get("/api/session")
    assert_problem(reply, 405, "method_not_allowed")
    assert reply.headers["allow"] == "DELETE, POST"


async def test_whoever_watches_may_ask_for_the_head_alone(site: Gateway) -> None:
    assert (await site.client.head("/healthz")).status_code == 200
    # nothing stands behind this gateway
    assert (await site.client.head("/readyz")).status_code == 503
