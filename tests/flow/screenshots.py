"""Pictures of the main pages for the README, taken from a stack of their own: ``make screenshots``."""

import base64
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.flow import browsing
from tests.flow.chromium import FLAGS, chromium
from tests.flow.running import ROOT, Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import QUESTION, submit

FOLDER = ROOT / "frontend" / "screenshots"
QUALITY = 82
DESKTOP, PHONE = (1280, 900), (390, 844)
# what somebody had practised before: each the beginning of a model answer, longer from time to time
PAST = ("backtalk-outbox-relay", "architecture-on-one-page", QUESTION)
SHARES = (0.3, 0.6, 0.85)
CLAIMED = {"ko": "워커가 가져감 · 채점", "en": "Claimed by a worker · Scoring"}


def save(page: Page, name: str) -> None:
    """The window as it is, as WebP: a fifth of the size of a PNG."""
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    # each range of Korean letters is a file of its own
    page.evaluate("document.fonts.ready.then(() => true)")
    session = page.context.new_cdp_session(page)
    shot = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path = FOLDER / f"{name}.webp"
    path.write_bytes(base64.b64decode(shot["data"]))
    sys.stdout.write(f"{path.relative_to(ROOT)} {path.stat().st_size // 1024} KB\n")


def practise(running: Running, token: str, lang: str) -> None:
    with running.client(token) as client, listening(client, after=0) as stream:
        for share in SHARES:
            for question in PAST:
                model = client.get(f"/api/questions/{question}").json()["answer"][lang]
                submit(client, model[: int(len(model) * share)].rpartition(".")[0] + ".", question)
                until(stream, "answer.scored", "answer.embedded")


def feedback(page: Page, lang: str) -> None:
    browsing.answer(page, lang, browsing.WORDS[lang]["text"])
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    page.evaluate("scrollTo(0, 0)")
    save(page, f"feedback-{lang}")


def architecture(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/system")
    expect(page.locator(".box")).to_have_count(11)
    claimed = page.get_by_test_id("steps").get_by_role("button").filter(has_text=CLAIMED[lang]).first
    claimed.click()
    expect(page.locator("[data-edge=scoring-postgres][data-lit]")).to_have_count(1)
    page.locator(".follow").evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 80)")
    save(page, f"architecture-{lang}")


def x_ray(page: Page, lang: str) -> None:
    (sent,) = parse_qs(urlsplit(page.url).query)["answer"]
    page.goto(f"/{lang}/answer?id={sent}")
    trace = page.get_by_test_id("trace")
    trace.locator("summary").click()
    expect(trace.locator("tbody tr").nth(1)).to_be_visible()
    trace.evaluate("(one) => scrollTo(0, one.getBoundingClientRect().top + scrollY - 100)")
    save(page, f"x-ray-{lang}")


def progress(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/progress")
    expect(page.locator("svg.recharts-surface")).to_have_count(3)
    save(page, f"progress-{lang}")


@contextmanager
def opened(browser: Browser, running: Running, lang: str, size: tuple[int, int], token: str | None = None) -> Iterator[Page]:
    with browsing.opened(browser, running, lang, *size, token=token) as context:
        yield context.new_page()


def take(browser: Browser, running: Running, lang: str) -> None:
    with opened(browser, running, lang, DESKTOP) as page:
        feedback(page, lang)
        x_ray(page, lang)
        token = browsing.token_of(page)
        practise(running, token, lang)
        progress(page, lang)
        architecture(page, lang)
    with opened(browser, running, lang, PHONE, token) as page:
        page.goto(f"/{lang}")
        expect(page.locator(".next-card[data-reason]").first).to_be_visible()
        save(page, f"phone-{lang}")


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        found = chromium(Path(scratch))
        browser = playwright.chromium.launch(executable_path=found.path, args=FLAGS, env=dict(found.env))
        running = Running(Path(scratch) / "data")
        try:
            for lang in browsing.LANGS:
                take(browser, running, lang)
        finally:
            running.stop()
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
