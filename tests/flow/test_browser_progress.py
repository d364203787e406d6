"""Progress after some answers: the chart, the table that says the same, what comes next and why."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import Practised, opened
from tests.flow.running import Running


@pytest.fixture
def page(browser: Browser, running: Running, lang: str, practised: Practised) -> Iterator[Page]:
    with opened(browser, running, lang, token=practised.token) as context:
        yield context.new_page()


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_chart_and_a_table_beside_it_for_all_axes_and_sections(
    page: Page, lang: str, running: Running, practised: Practised
) -> None:
    with running.client(practised.token) as client:
        overall = client.get("/api/progress").json()["overall"]
    page.goto(f"/{lang}/progress")
    comparisons = page.get_by_test_id("comparison")
    expect(comparisons).to_have_count(3)
    for index in range(3):
        expect(comparisons.nth(index).locator("svg.recharts-surface")).to_be_visible()
        expect(comparisons.nth(index).get_by_role("table").first).to_be_visible()
    cells = comparisons.first.locator("table.lines tbody td").all_inner_texts()
    assert (cells[0], cells[2]) == (str(round(overall["now"])), "2")


def test_what_to_practise_next_says_why(page: Page, lang: str, running: Running, practised: Practised) -> None:
    with running.client(practised.token) as client:
        reasons = [item["reason"]["code"] for item in client.get("/api/next", params={"limit": 3}).json()["items"]]
    page.goto(f"/{lang}/progress")
    cards = page.locator(".next-card[data-reason]")
    expect(cards).to_have_count(len(reasons))
    assert [card.get_attribute("data-reason") for card in cards.all()] == reasons
    assert all(len(why) > 10 for why in cards.locator(".why").all_inner_texts())
    cards.first.get_by_role("link").click()
    expect(page.get_by_test_id("editor")).to_be_visible()


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_without_an_answer_the_page_says_what_to_do_first(browser: Browser, running: Running, lang: str) -> None:
    with opened(browser, running, lang) as context:
        page = context.new_page()
        page.goto(f"/{lang}/progress")
        page.get_by_role("link", name="Choose a question").click()
        page.wait_for_url(f"**/{lang}")
