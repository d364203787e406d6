"""What happens to people at a page: a press too many, a refusal while they write, a machine without a network."""

import json

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.flow.browsing import WORDS, Practised, answer, opened, practised, token_of
from tests.flow.conftest import Opener
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import QUESTION, submit

STREAM = "**/api/events?after=*"
RESET = {"kind": "reset", "seq": 0, "answer_id": None, "at": "2026-01-01T00:00:00Z", "after": 9, "oldest": 1, "head": 0}
UNAVAILABLE = {"type": "about:blank", "title": "away", "status": 503, "code": "database_unavailable", "detail": "away"}
# as browsers are at a plain address of a home network, which is no secure context
NO_LOCKS = "Object.defineProperty(Navigator.prototype, 'locks', { get: () => undefined })"
SEEN = """
state => {
  Object.defineProperty(document, "visibilityState", { configurable: true, get: () => state });
  document.dispatchEvent(new Event("visibilitychange"));
}
"""
SURE = "Really? Press once more to delete it"
NO_NETWORK = """
() => {
  Object.defineProperty(navigator, "onLine", { configurable: true, get: () => false });
  dispatchEvent(new Event("offline"));
}
"""


def is_stream(request: Request) -> bool:
    return "/api/events?after=" in request.url


def live(page: Page) -> None:
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")


def test_whoever_writes_goes_on_writing_where_the_question_cannot_be_read_anew(visit: Opener) -> None:
    page = visit().new_page()
    page.route(STREAM, lambda route: route.abort())
    page.goto(f"/en/practice?id={QUESTION}")
    editor = page.get_by_test_id("editor")
    editor.fill("In the middle of a sen")
    expect(editor).to_be_focused()
    page.route(f"**/api/questions/{QUESTION}", lambda route: route.fulfill(status=503, json=UNAVAILABLE))
    page.unroute(STREAM)
    told = f"event: reset\ndata: {json.dumps(RESET)}\n\n"
    page.route(STREAM, lambda route: route.fulfill(content_type="text/event-stream", body=told), times=1)
    with page.expect_response(f"**/api/questions/{QUESTION}") as refused:
        page.evaluate("dispatchEvent(new Event('online'))")
    assert refused.value.status == 503
    live(page)
    expect(editor).to_be_focused()
    expect(editor).to_have_value("In the middle of a sen")


def test_the_line_of_a_machine_without_a_network_to_itself_is_live(visit: Opener) -> None:
    page = visit().new_page()
    page.goto("/en")
    live(page)
    # it asks the server where it stands, and believes that
    with page.expect_response("**/api/answers?limit=1*"):
        page.evaluate(NO_NETWORK)
    live(page)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_without_locks_a_tab_that_nobody_sees_gives_its_line_back_and_catches_up(page: Page, lang: str, running: Running) -> None:
    page.add_init_script(NO_LOCKS)
    page.goto(f"/{lang}/history")
    live(page)
    with page.expect_event("requestfailed", is_stream):
        page.evaluate(SEEN, "hidden")
    with running.client(token_of(page)) as elsewhere, listening(elsewhere, after=0) as stream:
        submit(elsewhere)
        overall = until(stream, "answer.scored")[-1].data["overall"]
    with page.expect_request(is_stream):
        page.evaluate(SEEN, "visible")
    live(page)
    expect(page.get_by_role("main")).to_contain_text(str(overall))


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_answer_again_puts_one_into_the_editor(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    page.get_by_role("button", name="Answer again").press("Enter")
    expect(page.get_by_test_id("editor")).to_be_focused()


def test_the_tag_that_was_pressed_keeps_the_focus(visit: Opener) -> None:
    page = visit().new_page()
    page.goto("/en")
    expect(page.locator(".browse-list .row-link").first).to_be_visible()
    tags = page.locator(".tags input")
    tags.nth(1).press("Space")
    expect(tags.nth(1)).to_be_checked()
    expect(tags.nth(1)).to_be_focused()
    tags.first.press("Space")
    expect(tags.first).to_be_checked()
    expect(tags.first).to_be_focused()


def test_neither_a_double_click_nor_a_held_key_deletes_an_answer(browser: Browser, running: Running) -> None:
    somebody: Practised = practised(running)
    with opened(browser, running, "en", token=somebody.token) as context:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.method))
        page.goto(f"/en/answer?id={somebody.first}")
        delete = page.locator(".delete button")
        delete.dblclick()
        expect(delete).to_have_text(SURE)
        delete.blur()
        delete.focus()
        page.keyboard.down("Enter")
        page.keyboard.down("Enter")
        page.keyboard.up("Enter")
        expect(delete).to_have_text(SURE)
        assert "DELETE" not in asked
        delete.click()
        page.wait_for_url("**/history")
        assert asked.count("DELETE") == 1
