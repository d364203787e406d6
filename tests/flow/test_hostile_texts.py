"""Hostile texts on the real page, in a real browser: none runs, even with the page's policy switched off."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.flow import hostile
from tests.flow.chromium import FLAGS, chromium
from tests.flow.running import Running
from tests.flow.test_main_loop import QUESTION, submit

PATIENCE_MS = 180_000
WATCH = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => {
  if (/^(img|media|font|style)-src/.test(event.effectiveDirective)) return;
  window.stopped.push(event.effectiveDirective);
});
"""
# What could run or leads to a script, wherever a text of somebody's is shown.
DANGEROUS = """
() => [...document.querySelectorAll("body *")].flatMap((node) => {
  const bad = [...node.attributes].filter(({ name, value }) =>
    name.startsWith("on") || name === "srcdoc" ||
    (/^(href|src|xlink:href|action|formaction|data|background|poster)$/.test(name) &&
      /^[\\s\\x00-\\x20]*(javascript|vbscript|data:text|blob)/i.test(value)));
  const foreign = ["IFRAME", "OBJECT", "EMBED", "BASE", "META"].includes(node.tagName.toUpperCase());
  const drawn = node.tagName === "script" && node.ownerSVGElement;
  return foreign || drawn || bad.length ? [node.outerHTML.slice(0, 200)] : [];
})
"""
DRAWN = """
(count) => {
  const all = [...document.querySelectorAll("figure.mermaid")];
  return all.length >= count && all.every((each) => each.dataset.testid === "mermaid" || each.querySelector("figcaption"));
}
"""


@dataclass
class Watched:
    """A browser that tells what ran and whom it asked; ``window.stopped`` of its tabs has what the policy had to stop."""

    context: BrowserContext
    ran: list[object] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)


# not for the session: while it is open, Playwright keeps an event loop running in this thread
@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = chromium(tmp_path_factory.mktemp("chromium"))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found.path, args=FLAGS, env=dict(found.env))
        yield launched
        launched.close()


@pytest.fixture
def watched(browser: Browser, running: Running, guest: httpx.Client, request: pytest.FixtureRequest) -> Iterator[Watched]:
    """As the guest of the test; its tabs answer to ``pwned`` and keep count.

    Without the policy unless the test wants it: what cleans the texts has to hold alone, and so has the policy.
    """
    bypass = not getattr(request, "param", False)
    with browser.new_context(base_url=running.address, locale="ko-KR", reduced_motion="reduce", bypass_csp=bypass) as context:
        context.set_default_timeout(PATIENCE_MS)
        token = guest.headers["Authorization"].removeprefix("Bearer ")
        context.add_cookies([{"name": "backtalk_session", "value": token, "url": running.address}])
        made = Watched(context)
        context.expose_function("pwned", lambda said=None: made.ran.append(said))
        context.add_init_script(WATCH)
        context.on("dialog", lambda dialog: (made.ran.append(dialog.message), dialog.dismiss()))
        context.on("request", lambda request: made.asked.add(urlsplit(request.url).netloc))
        yield made


def assert_harmless(page: Page, watched: Watched, running: Running) -> None:
    """Nothing ran, nothing dangerous stands there, and nobody else was asked."""
    assert page.evaluate(DANGEROUS) == []
    # a script that waits for a click or a focus gets both
    for link in page.locator(".prose a, .prose button, .mermaid a").all():
        link.dispatch_event("click")
    page.evaluate("() => new Promise(requestAnimationFrame)")
    assert watched.ran == []
    assert watched.asked <= {urlsplit(running.address).netloc, ""}


@pytest.mark.parametrize("watched", [True], indirect=True)
def test_the_policy_stops_what_the_page_itself_would_run(watched: Watched) -> None:
    page = watched.context.new_page()
    page.goto("/ko/history")
    page.evaluate("() => pwned(0)")
    page.evaluate("() => { const s = document.createElement('script'); s.textContent = 'pwned(1)'; document.body.append(s); }")
    page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=pwned(2)>'); }")
    # the report of the handler comes after the picture has failed, some turns of the page's loop later
    page.wait_for_function("() => window.stopped.length >= 2")
    assert page.evaluate("() => window.stopped.toSorted()") == ["script-src-attr", "script-src-elem"]
    assert watched.ran == [0]
    assert page.evaluate(DANGEROUS) != []


def test_there_are_enough_of_them() -> None:
    assert len(set(hostile.MARKDOWN)) + len(set(hostile.MERMAID)) >= 100


def test_answers_alone_and_together(watched: Watched, running: Running, guest: httpx.Client) -> None:
    texts = hostile.answers()
    # alone: those that could hide what follows them; the rest on few pages
    swallowing = [
        each
        for each in texts
        if any(sign in each for sign in ("<!--", "```", "~~~", "CDATA", "<xmp", "<template", "<title", "<noscript"))
    ]
    rest = [each for each in texts if each not in swallowing]
    page = watched.context.new_page()
    for text in (hostile.together(rest[:30]), hostile.together(rest[30:]), *swallowing):
        accepted = submit(guest, f"**먼저**\n\n{text}")
        page.goto(f"/ko/answer?id={accepted['id']}")
        # the plain words stand there first; a bold one shows that they have been set
        expect(page.locator(".manuscript .prose strong").first).to_be_attached()
        assert_harmless(page, watched, running)


def test_drawings(watched: Watched, running: Running, guest: httpx.Client) -> None:
    accepted = submit(guest, hostile.drawings())
    page = watched.context.new_page()
    page.goto(f"/ko/answer?id={accepted['id']}")
    page.wait_for_function(DRAWN, arg=len(hostile.MERMAID) - 1)
    # most of them are drawn: a corpus that is refused as broken would prove nothing
    assert page.get_by_test_id("mermaid").count() >= len(hostile.MERMAID) // 2
    assert_harmless(page, watched, running)


def test_lists_searches_and_addresses(watched: Watched, running: Running, guest: httpx.Client) -> None:
    for payload in hostile.LINES:
        submit(guest, hostile.numbered(payload))
    page = watched.context.new_page()
    addresses = ["/ko/history", "/en/history", "/ko/system"]
    for payload in hostile.LINES:
        said = quote(hostile.numbered(payload), safe="")
        addresses += [f"/ko/search?q={said}", f"/ko?section={said}&tag={said}&bank={said}&axis={said}&q={said}"]
        addresses += [
            f"/ko/practice?id={said}",
            f"/ko/answer?id={said}",
            f"/ko/practice?id={QUESTION}&parent={said}&asked={said}",
        ]
    for address in addresses:
        page.goto(address)
        expect(page.get_by_role("main")).to_be_visible()
        assert_harmless(page, watched, running)


def test_a_sheet_of_somebody_else_s(watched: Watched, running: Running, guest: httpx.Client) -> None:
    page = watched.context.new_page()
    page.goto("/ko/banks")
    file = {"name": "hostile.md", "mimeType": "text/markdown", "buffer": hostile.sheet().encode()}
    page.get_by_test_id("sheet-file").set_input_files([file])  # type: ignore[list-item]
    expect(page.get_by_test_id("import-added")).to_be_visible()
    assert_harmless(page, watched, running)
    page.get_by_test_id("confirm-import").click()
    expect(page.get_by_test_id("imported")).to_be_visible()
    question = guest.get("/api/questions", params={"bank": "hostile"}).json()["items"][0]["id"]
    submit(guest, "모르겠습니다", question)
    for address in (f"/ko/practice?id={question}", "/ko?bank=hostile", "/ko/banks", "/ko/history"):
        page.goto(address)
        expect(page.get_by_role("main")).to_be_visible()
        assert_harmless(page, watched, running)
    answer = guest.get("/api/answers").json()["items"][0]["id"]
    page.goto(f"/ko/answer?id={answer}")
    for opened in page.locator("details > summary").all():
        opened.click()
    expect(page.get_by_role("main")).to_be_visible()
    assert_harmless(page, watched, running)
