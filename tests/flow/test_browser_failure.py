"""A scoring that fails for good says why on the page, and offers the retry that then works."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import WORDS, opened, send
from tests.flow.hosted import Hosted

WHY = {"ko": "이 서버를 운영하는 사람에게", "en": "does not take this server's key"}


@pytest.fixture
def page(browser: Browser, hosted: Hosted, lang: str) -> Iterator[Page]:
    with opened(browser, hosted.running, lang) as context:
        yield context.new_page()
    hosted.provider.set(mode="ok")


def test_a_failure_says_why_and_the_retry_leads_to_the_score(page: Page, lang: str, hosted: Hosted) -> None:
    hosted.provider.set(mode="bad_key")
    send(page, lang, WORDS[lang]["text"])
    failure = page.get_by_role("alert").filter(has=page.get_by_role("button"))
    expect(failure).to_have_attribute("data-code", "provider_bad_key")
    expect(failure).to_contain_text(WHY[lang])
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "failed")
    page.reload()
    expect(failure).to_have_attribute("data-code", "provider_bad_key")
    # whoever does not want to wait for the host takes the built-in scorer's number for now
    page.get_by_test_id("estimate").get_by_role("button").press("Enter")
    expect(page.get_by_test_id("interim")).to_be_visible()
    # the button is gone with its press, and one is not back at the top of the page
    expect(page.get_by_test_id("estimate")).to_have_count(0)
    expect(page.get_by_test_id("stage")).to_be_focused()
    expect(page.get_by_test_id("point").first).to_be_visible()
    hosted.provider.set(mode="ok")
    failure.get_by_role("button").press("Enter")
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    expect(page.get_by_test_id("stage")).to_be_focused()
    expect(page.get_by_test_id("overall")).to_be_visible()
    expect(page.get_by_test_id("interim")).to_have_count(0)
    expect(failure).to_have_count(0)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_an_outage_is_told_while_the_answer_waits_and_it_is_scored_when_it_is_over(page: Page, lang: str, hosted: Hosted) -> None:
    hosted.provider.set(mode="down")
    send(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("delayed")).to_have_attribute("data-code", "provider_unreachable")
    hosted.provider.set(mode="ok")
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
