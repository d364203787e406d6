"""What the browser tests share: one person per context, an answer sent on the page, a workspace that has a past."""

from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import KOREAN, QUESTION, submit

ENGLISH = (
    "With Redis as the broker and late acks, a message whose worker was killed stays unacknowledged and is delivered again "
    "after the visibility timeout. The real clock is the lease in PostgreSQL: when it expires, another worker claims the job "
    "with a higher attempt number, and a late write of the first one changes nothing, because its attempt no longer matches."
)
PATIENCE_MS = 90_000
WORDS = {
    "ko": {"text": KOREAN, "other": ENGLISH, "locale": "ko-KR", "live": "실시간"},
    "en": {"text": ENGLISH, "other": KOREAN, "locale": "en-US", "live": "Live"},
}
LANGS = sorted(WORDS)

expect.set_options(timeout=PATIENCE_MS)


def opened(
    browser: Browser, running: Running, lang: str, width: int = 1280, height: int = 900, scale: int = 1, token: str | None = None
) -> BrowserContext:
    """A browser profile of its own: a new guest, or the person whose session ``token`` is."""
    context = browser.new_context(
        base_url=running.address,
        locale=WORDS[lang]["locale"],
        viewport=ViewportSize(width=width, height=height),
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE_MS)
    if token:
        context.add_cookies([{"name": "backtalk_session", "value": token, "url": running.address}])
    return context


def shown(page: Page, path: str) -> None:
    """Opens a page and waits until its data is there: nothing stands for what is still to come."""
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("main .waiting, main .waiting-row")).to_have_count(0)


def token_of(page: Page) -> str:
    """The session that the page runs in, for a second device of the same person."""
    return next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "backtalk_session")


def send(page: Page, lang: str, text: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill(text)
    page.get_by_test_id("editor").press("Control+Enter")


def answer(page: Page, lang: str, text: str) -> None:
    """Sends an answer and waits until it is scored."""
    send(page, lang, text)
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")


@dataclass(frozen=True)
class Practised:
    """Somebody with two attempts at one question: the later says more."""

    token: str
    first: str
    second: str

    def pages(self) -> list[str]:
        """Every page of the site, each with something on it; without the language."""
        return [
            "",
            f"/practice?id={QUESTION}",
            f"/answer?id={self.second}",
            f"/compare?a={self.first}&b={self.second}",
            "/history",
            "/history?by=question",
            "/progress",
            f"/search?q={KOREAN[:60]}",
            "/banks",
            "/system",
            "/source/received",
            "/workspace",
        ]


def practised(running: Running) -> Practised:
    with running.guest() as guest, listening(guest, after=0) as stream:
        ids = []
        for text in (KOREAN.partition("진짜")[0].strip(), KOREAN):
            ids.append(submit(guest, text)["id"])
            until(stream, "answer.scored", "answer.embedded")
        return Practised(guest.headers["Authorization"].removeprefix("Bearer "), *ids)
