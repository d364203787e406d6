"""The main loop as a person sees it, in a real browser, in both languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.flow.chromium import FLAGS, chromium
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


# not for the session: while it is open, Playwright keeps an event loop running in this thread, and no other can start
@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = chromium(tmp_path_factory.mktemp("chromium"))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found.path, args=FLAGS, env=dict(found.env))
        yield launched
        launched.close()


def opened(browser: Browser, running: Running, lang: str, width: int = 1280) -> BrowserContext:
    context = browser.new_context(
        base_url=running.address, locale=WORDS[lang]["locale"], viewport={"width": width, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(PATIENCE_MS)
    return context


@pytest.fixture(params=LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, running: Running, lang: str) -> Iterator[Page]:
    with opened(browser, running, lang) as context:
        yield context.new_page()


def answer(page: Page, lang: str, text: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill(text)
    page.get_by_test_id("editor").press("Control+Enter")
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")


def test_the_address_alone_leads_to_a_page_in_ones_language(page: Page, lang: str) -> None:
    page.goto("/")
    page.wait_for_url(f"**/{lang}")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(page.get_by_test_id("connection")).to_contain_text(WORDS[lang]["live"])


def test_from_the_list_to_feedback_and_similar_answers_without_a_reload(page: Page, lang: str) -> None:
    loads: list[str] = []
    page.goto(f"/{lang}")
    page.on("load", lambda _: loads.append(page.url))
    page.get_by_role("link").filter(has=page.locator(f"xpath=self::*[contains(@href, '{QUESTION}')]")).first.click()
    page.get_by_test_id("editor").fill(WORDS[lang]["text"])
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    expect(page.get_by_test_id("overall")).to_be_visible()
    # the same 6 or 7 points that the rubric has, and words of the answer that are marked as their evidence
    assert page.get_by_test_id("point").count() >= 5
    assert page.locator("[data-testid=point][data-verdict=met]").count() >= 1
    marked = page.locator("mark").all_inner_texts()
    assert any(words.strip() and words.strip() in WORDS[lang]["text"] for words in marked)
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    assert loads == []


def test_a_reload_shows_what_was_there(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    before = page.get_by_test_id("overall").get_attribute("data-overall")
    verdicts = [point.get_attribute("data-verdict") for point in page.get_by_test_id("point").all()]
    page.reload()
    expect(page.get_by_test_id("overall")).to_have_attribute("data-overall", str(before))
    assert [point.get_attribute("data-verdict") for point in page.get_by_test_id("point").all()] == verdicts


def test_an_answer_is_found_by_a_search_in_the_other_language(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    page.goto(f"/{lang}/search?q={WORDS[lang]['other'][:80]}")
    expect(page.get_by_test_id("results").get_by_role("link").first).to_be_visible()


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_what_happened_while_the_line_was_cut_is_there_when_it_is_back(page: Page, lang: str, running: Running) -> None:
    page.goto(f"/{lang}/history")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    page.context.set_offline(True)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "offline")
    # another device of the same person answers meanwhile
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "backtalk_session")
    with running.client(token) as elsewhere, listening(elsewhere, after=0) as stream:
        submit(elsewhere)
        overall = until(stream, "answer.scored")[-1].data["overall"]
    page.context.set_offline(False)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(page.get_by_role("main")).to_contain_text(KOREAN[:20])
    expect(page.get_by_role("main")).to_contain_text(str(overall))


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_two_tabs_show_the_same(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    second = page.context.new_page()
    second.goto(f"/{lang}/history")
    expect(second.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    answer(page, lang, WORDS[lang]["text"])
    overall = page.get_by_test_id("overall").get_attribute("data-overall")
    expect(second.get_by_role("main")).to_contain_text(str(overall))


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_draft_outlives_a_reload(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill("아직 쓰는 중입니다")
    page.reload()
    expect(page.get_by_test_id("editor")).to_have_value("아직 쓰는 중입니다")


SHEET = """---
bank: mine
lang: ko
---
# 내 문제집

## 큐

1. 멱등성 키는 왜 필요한가요? ⭐⭐
<!-- id: why-idempotency-key -->

<details>
<summary>모범 답안</summary>

네트워크가 끊기면 클라이언트는 요청이 처리됐는지 알 수 없어 같은 요청을 다시 보냅니다.
서버는 키로 같은 요청임을 알아보고 처음의 결과를 돌려줍니다.
</details>
"""


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_sheet_is_shown_as_a_diff_before_it_becomes_a_bank(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/banks")
    file = {"name": "mine.md", "mimeType": "text/markdown", "buffer": SHEET.encode()}
    page.get_by_test_id("sheet-file").set_input_files([file])  # type: ignore[list-item]
    expect(page.get_by_test_id("import-added")).to_contain_text("멱등성 키는 왜 필요한가요?")
    expect(page.get_by_test_id("bank")).to_have_count(1)
    page.get_by_test_id("confirm-import").click()
    page.get_by_test_id("imported").get_by_role("link").first.click()
    page.get_by_role("link", name="멱등성 키는 왜 필요한가요?").click()
    page.get_by_test_id("editor").fill("서버는 멱등성 키로 같은 요청임을 알아보고 처음의 결과를 다시 돌려줍니다.")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("overall")).to_be_visible()
    # no rubric came with it: the points are the model answer's claims, and say so
    expect(page.get_by_test_id("derived").first).to_be_visible()


def test_no_page_scrolls_sideways_on_a_phone(browser: Browser, running: Running, lang: str) -> None:
    with opened(browser, running, lang, width=390) as context:
        page = context.new_page()
        for path in ("", "/history", "/search", "/system", f"/practice?id={QUESTION}"):
            page.goto(f"/{lang}{path}")
            expect(page.get_by_role("main")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, running: Running, lang: str, scheme: str) -> None:
    axe = (Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js").read_text()
    with opened(browser, running, lang) as context:
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        answer(page, lang, WORDS[lang]["text"])
        feedback = page.url
        for url in (f"/{lang}", f"/{lang}/history", f"/{lang}/search", f"/{lang}/system", feedback):
            page.goto(url)
            # the page has its heading once it has its data
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            # the policy of the page forbids foreign scripts; the debugger's door is not bound by it
            violations = page.evaluate(f"(() => {{ {axe}; return axe.run().then(r => r.violations.map(v => v.id)); }})()")
            assert violations == [], url
