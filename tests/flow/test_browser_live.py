"""A scoring that takes its time: the points come one by one, and a reload or a second tab shows the same ones."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import WORDS, opened, send
from tests.flow.hosted import Hosted

STREAM_S = 6.0


@pytest.fixture
def page(browser: Browser, hosted: Hosted, lang: str) -> Iterator[Page]:
    hosted.provider.set(stream_s=STREAM_S)
    with opened(browser, hosted.running, lang) as context:
        yield context.new_page()
    hosted.provider.set(stream_s=0.0)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_the_points_so_far_are_there_after_a_reload_and_in_a_second_tab(page: Page, lang: str) -> None:
    send(page, lang, WORDS[lang]["text"])
    first = page.get_by_test_id("point").first
    expect(first).to_be_visible()
    seen = first.get_attribute("data-point-id")
    second = page.context.new_page()
    second.goto(page.url)
    page.reload()
    for tab in (page, second):
        expect(tab.locator(f"[data-point-id={seen!r}]")).to_be_visible()
        expect(tab.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    verdicts = [[point.get_attribute("data-verdict") for point in tab.get_by_test_id("point").all()] for tab in (page, second)]
    assert verdicts[0] == verdicts[1]
