"""The question page: hints on demand, the one-minute version, a preview that draws, a clock that cuts nobody off."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from practice.bank.model import Lang
from practice.bank.shipped import load
from tests.flow.browsing import ENGLISH, opened, send
from tests.flow.running import Running
from tests.flow.test_main_loop import KOREAN, QUESTION, submit

DRAFT = """**Two queues**, `late acks`, a List<Answer>:

```mermaid
flowchart LR
  api --> queue --> worker
```
"""


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_the_preview_draws_what_was_typed_and_the_draft_stays(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill(DRAFT)
    page.get_by_role("button", name="Preview").click()
    preview = page.locator(".preview")
    expect(preview.locator("strong")).to_have_text("Two queues")
    expect(preview.locator("code").first).to_have_text("late acks")
    expect(preview).to_contain_text("a List<Answer>:")
    expect(preview.get_by_test_id("mermaid").locator("svg")).to_be_visible()
    page.get_by_role("button", name="Keep writing").click()
    expect(page.get_by_test_id("editor")).to_have_value(DRAFT)


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_the_page_counts_by_the_limit_that_the_server_has(page: Page, lang: str) -> None:
    def shorter(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "answer_max_chars": 30})

    page.route(f"**/api/questions/{QUESTION}", shorter)
    page.goto(f"/{lang}/practice?id={QUESTION}")
    editor, submit = page.get_by_test_id("editor"), page.get_by_test_id("submit")
    editor.fill("thirty characters, no more: ab")
    expect(submit).to_have_attribute("aria-disabled", "false")
    editor.fill("thirty characters, no more: abc")
    expect(editor).to_have_attribute("aria-invalid", "true")
    expect(submit).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_hints_come_one_by_one_and_the_short_version_has_a_minute(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    hints = page.get_by_test_id("hints").get_by_role("listitem")
    expect(hints).to_have_count(0)
    page.get_by_role("button", name="힌트 보기").click()
    expect(hints).to_have_count(1)
    timer = page.get_by_test_id("timer")
    expect(timer).to_contain_text("/ 3:00")
    page.get_by_role("switch").check()
    expect(timer).to_contain_text("/ 1:00")


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_the_clock_goes_past_its_target_and_the_answer_still_goes_out(page: Page, lang: str) -> None:
    page.clock.install()
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill("A message that was not acknowledged")
    expect(page.get_by_test_id("timer")).to_have_attribute("data-running", "true")
    page.clock.fast_forward("05:00")
    expect(page.get_by_test_id("timer")).to_have_attribute("data-over", "true")
    expect(page.get_by_test_id("editor")).to_be_editable()
    expect(page.get_by_test_id("submit")).to_have_attribute("aria-disabled", "false")


def held_back(page: Page) -> list[Route]:
    """Answers that are sent from here on wait in the list."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/api/answers", hold)
    return held


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_what_is_typed_while_an_answer_is_on_its_way_stays(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    held = held_back(page)
    editor = page.get_by_test_id("editor")
    editor.fill(ENGLISH)
    with page.expect_request(lambda request: request.method == "POST"):
        editor.press("Control+Enter")
    editor.press_sequentially(" And one more thing.")
    held[0].continue_()
    page.get_by_role("button", name="Answer again").click()
    expect(editor).to_have_value(f"{ENGLISH} And one more thing.")


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_whoever_goes_on_while_an_answer_is_on_its_way_stays_there(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    held = held_back(page)
    page.get_by_test_id("editor").fill(ENGLISH)
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_test_id("editor").press("Control+Enter")
    page.get_by_role("navigation").get_by_role("link", name="History").click()
    page.wait_for_url("**/history")
    held[0].continue_()
    # the draft is gone once the answer was taken, and with it the reason to go anywhere
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('backtalk.draft'))")
    expect(page.locator(".answer-row")).to_have_count(1)
    assert page.url.endswith("/history")


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_code_alone_is_judged_in_the_language_of_the_page(page: Page, lang: str) -> None:
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/api/answers")) as sent:
        send(page, lang, "```mermaid\nflowchart LR\n  api --> queue --> worker\n```")
    assert sent.value.post_data_json["lang"] == lang


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_an_answer_is_sent_where_the_browser_makes_no_uuid(page: Page, lang: str) -> None:
    # as at http://192.168.0.2:8000: secure contexts only
    page.add_init_script("delete Crypto.prototype.randomUUID")
    send(page, lang, ENGLISH)
    expect(page.get_by_test_id("stage")).to_be_visible()


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_a_failure_before_the_answer_is_on_its_way_is_shown(page: Page, lang: str) -> None:
    page.add_init_script("Crypto.prototype.getRandomValues = () => { throw new Error('refused') }")
    send(page, lang, ENGLISH)
    expect(page.locator("form").get_by_role("alert")).to_have_attribute("data-code", "unexpected")
    expect(page.get_by_test_id("editor")).to_have_value(ENGLISH)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_follow_up_is_answered_without_what_helps_with_its_question(browser: Browser, running: Running, lang: Lang) -> None:
    (question,) = [one for one in load().questions if one.id == QUESTION]
    asked, other = question.followups
    with running.guest() as guest:
        first = submit(guest)["id"]
        for one, words in ((asked, "처음에는 모른다고 했습니다."), (other, "다른 꼬리 질문에 한 답입니다.")):
            body = {"question_id": QUESTION, "text": words, "parent_id": first, "asked": one.text.get("en")}
            assert guest.post("/api/answers", json=body).status_code == 202
        token = guest.headers["Authorization"].removeprefix("Bearer ")
    with opened(browser, running, lang, token=token) as context:
        page = context.new_page()
        page.goto(f"/{lang}/practice?id={QUESTION}&parent={first}&followup={asked.id}")
        expect(page.get_by_role("heading", level=1)).to_have_text(asked.text.get(lang))
        # of the past answers, the one to this follow-up
        expect(page.get_by_test_id("earlier").get_by_role("listitem")).to_have_count(1)
        expect(page.get_by_role("button", name="힌트 보기")).to_have_count(0)
        expect(page.get_by_test_id("reveal")).to_have_count(0)
        expect(page.get_by_test_id("timer")).not_to_contain_text("/")
        page.get_by_test_id("editor").fill(KOREAN)
        page.get_by_test_id("submit").click()
        form = page.get_by_test_id("form")
        expect(form).to_contain_text("말로 하면 약")
        expect(form).not_to_contain_text("목표")
        page.goto(f"/{lang}/history")
        expect(page.locator(".row-title").filter(has_text=asked.text.get("en"))).to_have_count(1)
