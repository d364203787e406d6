"""The architecture page: boxes with the real state, and one's own events on the lines."""

import pytest
from playwright.sync_api import Page, expect

from tests.flow.browsing import token_of
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import submit

UP = ("browser", "api", "scoringQueue", "scoring", "encoder", "bus", "relay", "postgres", "embeddingQueue", "embedding")
# the way of an answer and of its news; nothing asks a provider here
HOT = {
    "browser-api",
    "api-postgres",
    "api-scoringQueue",
    "scoringQueue-scoring",
    "scoring-postgres",
    "postgres-relay",
    "relay-bus",
    "bus-api",
}
# a line is hot for a moment only: whoever looks now and then would miss it
NOTE_HOT = """
() => {
  const seen = new Set();
  new MutationObserver(() => {
    document.querySelectorAll("[data-edge][data-hot]").forEach((line) => seen.add(line.dataset.edge));
    document.documentElement.dataset.seenHot = [...seen].sort().join(" ");
  }).observe(document.querySelector("[data-testid=diagram]"), { subtree: true, attributes: true, attributeFilter: ["data-hot"] });
}
"""


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_the_parts_show_the_state_of_the_running_system(page: Page, lang: str, running: Running) -> None:
    page.goto(f"/{lang}/system")
    for part in UP:
        expect(page.locator(f".box[data-part={part}]")).to_have_attribute("data-state", "up")
    expect(page.locator(".box[data-part=provider]")).to_have_attribute("data-state", "unused")
    expect(page.get_by_test_id("parts").locator("dt")).to_have_count(len(UP) + 1)
    with running.client(token_of(page)) as client:
        processes = client.get("/api/system").json()["processes"]
    for process in processes:
        expect(page.get_by_role("row").filter(has_text=str(process["pid"]))).to_contain_text(process["kind"])


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_one_s_own_events_run_along_the_lines_and_stand_in_the_list(page: Page, lang: str, running: Running) -> None:
    page.goto(f"/{lang}/system")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(page.locator("[data-edge]")).to_have_count(14)
    expect(page.locator("[data-edge][data-hot]")).to_have_count(0)
    page.evaluate(NOTE_HOT)
    with running.client(token_of(page)) as elsewhere, listening(elsewhere, after=0) as stream:
        submit(elsewhere)
        until(stream, "answer.scored", "answer.embedded")
    recent = page.get_by_test_id("recent").get_by_role("listitem")
    for kind in ("answer.accepted", "score.started", "answer.scored", "answer.embedded"):
        expect(recent.filter(has=page.get_by_text(kind, exact=True))).to_have_count(1)
    expect(recent.filter(has_text="answer.scored")).to_contain_text("Encoder → Scoring worker → PostgreSQL")
    seen = set(str(page.locator("html").get_attribute("data-seen-hot")).split())
    assert seen >= HOT
    assert "scoring-provider" not in seen


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_numbers_that_are_no_longer_read_are_called_old(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/system")
    expect(page.locator(".box[data-part=api]")).to_have_attribute("data-state", "up")
    expect(page.get_by_test_id("stale")).to_have_count(0)
    # taken and never answered, as by a server that hangs
    page.route("**/api/system", lambda route: None)
    expect(page.get_by_test_id("stale")).to_be_visible()
    page.unroute("**/api/system")
    expect(page.get_by_test_id("stale")).to_have_count(0)
