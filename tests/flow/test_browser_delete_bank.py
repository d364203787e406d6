"""A bank of one's own is deleted on the page: it says first what goes, and everybody who is open learns it."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import opened, shown
from tests.flow.running import Running
from tests.flow.test_browser_import import SHEET

# What holds the focus in the very moment the words are drawn: before anything a person could press comes in.
FOCUSED = """() => { new MutationObserver((_, it) => {
    if (!document.querySelector('[data-testid=delete-words]')) return
    it.disconnect()
    window.focused = document.activeElement.textContent
  }).observe(document.body, { childList: true, subtree: true }) }"""
CANCEL = {"ko": "그만두기", "en": "Cancel"}
WORDS = {"ko": ("내 답변 {}개", "지워졌습니다"), "en": ("your {} answer", "is deleted")}


@pytest.fixture
def api(guest: httpx.Client) -> httpx.Client:
    """A person with a bank of their own."""
    headers = {"Content-Type": "text/markdown"}
    guest.post("/api/banks/import", content=SHEET.encode(), headers=headers).raise_for_status()
    return guest


@pytest.fixture
def page(browser: Browser, running: Running, lang: str, api: httpx.Client) -> Iterator[Page]:
    """Their banks."""
    with opened(browser, running, lang, token=token_of(api)) as context:
        made = context.new_page()
        shown(made, f"/{lang}/banks")
        yield made


def token_of(api: httpx.Client) -> str:
    return api.headers["Authorization"].removeprefix("Bearer ")


def answered(api: httpx.Client) -> None:
    (question,) = api.get("/api/questions?bank=mine").json()["items"]
    body = {"question_id": question["id"], "text": "서버는 키로 같은 요청임을 알아보고 처음의 결과를 돌려줍니다."}
    api.post("/api/answers", json=body).raise_for_status()


def test_it_goes_by_keyboard_with_its_answers_and_every_device_learns_it(
    page: Page, lang: str, api: httpx.Client, browser: Browser, running: Running
) -> None:
    answered(api)
    words, gone = WORDS[lang]
    with opened(browser, running, lang, token=token_of(api)) as other:
        there = other.new_page()
        there.goto(f"/{lang}/history")
        expect(there.locator(".answer-row")).to_have_count(1)
        expect(page.get_by_test_id("bank")).to_have_count(2)
        opener = page.get_by_test_id("delete-bank")
        # the bank that ships has none
        expect(opener).to_have_count(1)
        opener.press("Enter")
        expect(page.get_by_test_id("delete-words")).to_contain_text(words.format(1))
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("delete-words")).to_have_count(0)
        expect(opener).to_be_focused()
        opener.press("Enter")
        # whoever opened it by mistake presses Enter and stays as they were
        expect(page.get_by_test_id("delete-bank-sure")).to_be_visible()
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("delete-words")).to_have_count(0)
        opener.press("Enter")
        expect(page.get_by_test_id("delete-bank-sure")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id("bank-gone")).to_contain_text(gone)
        expect(page.get_by_test_id("bank-gone")).to_be_focused()
        expect(page.get_by_test_id("bank")).to_have_count(1)
        expect(there.locator(".answer-row")).to_have_count(0)
    assert api.get("/api/answers").json()["items"] == []
    # the question list was read before, and knows it too
    page.goto(f"/{lang}")
    expect(page.get_by_test_id("bank-choice")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_answers_that_came_since_it_asked_are_told_before_they_go(page: Page, lang: str, api: httpx.Client) -> None:
    page.get_by_test_id("delete-bank").click()
    expect(page.get_by_test_id("delete-words")).to_contain_text("질문 1개와 함께")
    answered(api)
    page.get_by_test_id("delete-bank-sure").click()
    expect(page.locator("[data-code=bank_has_answers]")).to_be_visible()
    expect(page.get_by_test_id("delete-words")).to_contain_text("내 답변 1개")
    assert len(api.get("/api/answers").json()["items"]) == 1
    page.get_by_test_id("delete-bank-sure").click()
    expect(page.get_by_test_id("bank")).to_have_count(1)
    assert api.get("/api/answers").json()["items"] == []


def test_the_way_out_has_the_focus_as_soon_as_it_asks(page: Page, lang: str) -> None:
    page.evaluate(FOCUSED)
    page.get_by_test_id("delete-bank").press("Enter")
    expect(page.get_by_test_id("delete-words")).to_be_visible()
    assert page.evaluate("window.focused") == CANCEL[lang]


def test_escape_leaves_from_the_button_that_asked_too(page: Page) -> None:
    page.get_by_test_id("delete-bank").press("Enter")
    expect(page.get_by_test_id("delete-words")).to_be_visible()
    page.get_by_test_id("delete-bank").press("Escape")
    expect(page.get_by_test_id("delete-words")).to_have_count(0)
    expect(page.get_by_test_id("delete-bank")).to_be_focused()
