"""The search field: the address follows what is typed, and never types back."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_an_empty_field_asks_for_nothing(page: Page, lang: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/{lang}/search")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    page.get_by_role("searchbox").fill("outbox")
    expect(page.get_by_role("region", name="Answers found")).to_be_visible()
    page.get_by_role("searchbox").fill("")
    expect(page.get_by_role("region", name="Answers found")).to_have_count(0)
    expect(page.get_by_role("main").get_by_role("alert")).to_have_count(0)
    assert [url.split("?")[1] for url in asked if "/api/search" in url] == ["q=outbox&limit=20"]


@pytest.mark.parametrize("lang", ["en"], indirect=True)
@pytest.mark.parametrize("room", ["", "/search"])
def test_words_typed_after_a_rest_stand_behind_the_space_typed_before_it(page: Page, lang: str, room: str) -> None:
    page.goto(f"/{lang}{room}")
    box = page.get_by_role("searchbox")
    box.press_sequentially("outbox ")
    expect(page).to_have_url(re.compile(r"\?q=outbox$"))
    box.press_sequentially("pattern")
    expect(box).to_have_value("outbox pattern")
    expect(page).to_have_url(re.compile(r"\?q=outbox\+pattern$"))
    # words from outside still replace the text
    page.goto(f"/{lang}{room}?q=outbox")
    page.get_by_role("navigation").get_by_role("link", name="Questions").click()
    expect(page).to_have_url(re.compile(rf"/{lang}$"))
    expect(box).to_have_value("")


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
@pytest.mark.parametrize(("room", "most"), [("", 200), ("/search", 2000)])
def test_a_paragraph_that_is_pasted_is_searched_for_by_its_beginning(page: Page, lang: str, room: str, most: int) -> None:
    page.goto(f"/{lang}{room}")
    box = page.get_by_role("searchbox")
    box.focus()
    with page.expect_response(lambda response: "q=" in response.url and "/api/" in response.url) as heard:
        page.keyboard.insert_text("멱등성 " * 600)
    assert heard.value.status == 200
    assert len(box.input_value()) == most
