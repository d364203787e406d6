"""What one has said better before is shown under a weaker answer, in the words and the language it was said in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import WORDS, answer, opened
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import submit

OTHER = {"ko": "en", "en": "ko"}


@pytest.fixture
def page(browser: Browser, running: Running, lang: str) -> Iterator[Page]:
    """Of somebody who has made every point before, in the other language."""
    with running.guest() as guest, listening(guest, after=0) as stream:
        submit(guest, WORDS[lang]["other"])
        until(stream, "answer.scored", "answer.embedded")
        token = guest.headers["Authorization"].removeprefix("Bearer ")
    with opened(browser, running, lang, token=token) as context:
        yield context.new_page()


def test_an_earlier_answer_in_the_other_language_is_shown_with_what_it_had(page: Page, lang: str) -> None:
    first = WORDS[lang]["text"].partition(". " if lang == "ko" else ", ")[0]
    answer(page, lang, first)
    better = page.get_by_test_id("better")
    expect(better).to_be_visible()
    quote = better.locator("blockquote").first
    expect(quote).to_have_attribute("lang", OTHER[lang])
    assert "".join(quote.inner_text().split()) in "".join(WORDS[lang]["other"].split())
    # it leads to that answer
    earlier = better.locator("[data-answer]").first.get_attribute("data-answer")
    better.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(f"id={earlier}"))
    expect(page.locator("main")).to_contain_text(WORDS[lang]["other"][:20])
