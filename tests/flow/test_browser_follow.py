"""One's own answer followed step by step on the drawing: the parts and lines of each hop, and its real times."""

from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from tests.flow.browsing import WORDS, Practised, answer, opened, shown
from tests.flow.running import ROOT, Running
from tests.flow.sse import listening, until
from tests.flow.test_browser_axe import violations
from tests.flow.test_browser_trace import hops_of
from tests.flow.test_main_loop import submit

# where each hop happens, and the lines that lead there and away
WAYS = {
    ("received", None): ("api", {"browser-api"}),
    ("committed", None): ("postgres", {"api-postgres"}),
    ("dispatched", "scoring"): ("scoringQueue", {"api-scoringQueue"}),
    ("dispatched", "embedding"): ("embeddingQueue", {"api-embeddingQueue"}),
    ("claimed", "scoring"): ("scoring", {"scoringQueue-scoring", "scoring-postgres"}),
    ("claimed", "embedding"): ("embedding", {"embeddingQueue-embedding", "embedding-postgres"}),
    ("finished", "scoring"): ("postgres", {"scoring-encoder", "scoring-postgres"}),
    ("finished", "embedding"): ("postgres", {"embedding-postgres"}),
}
NEWS = {"published": ("relay", {"postgres-relay", "relay-bus"}), "pushed": ("api", {"bus-api", "browser-api"})}
LATE = ("api", {"api-postgres", "browser-api"})
LATE_MS = 1_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SEEN = """
(box) => {
  const { top, bottom } = box.getBoundingClientRect();
  const header = document.querySelector(".header").getBoundingClientRect();
  const player = document.querySelector(".player").getBoundingClientRect();
  return top >= header.bottom && bottom <= Math.min(innerHeight, player.top);
}
"""


def ms(hop: dict[str, Any]) -> int:
    """As a browser reads the time: whole milliseconds."""
    return (datetime.fromisoformat(hop["at"]) - EPOCH) // timedelta(milliseconds=1)


def way(hop: dict[str, Any], hops: list[dict[str, Any]]) -> tuple[str, set[str]]:
    if hop["hop"] == "pushed" and not heard_at_once(hop, hops):
        return LATE
    return NEWS.get(hop["hop"]) or WAYS[hop["hop"], hop["job"]]


def heard_at_once(pushed: dict[str, Any], hops: list[dict[str, Any]]) -> bool:
    """Whether a stream was open when the event was announced; else the next one read it from the log, maybe before that."""
    announced = next(hop for hop in hops if hop["hop"] == "published" and hop["seq"] == pushed["seq"])
    return 0 <= ms(pushed) - ms(announced) <= LATE_MS


def expect_lit(page: Page, lines: set[str]) -> None:
    for line in lines:
        expect(page.locator(f"[data-edge={line}][data-lit]")).to_have_count(1)
    expect(page.locator("[data-edge][data-lit]")).to_have_count(len(lines))


def here(page: Page) -> Locator:
    return page.locator(".box[aria-current=step]")


def next_one(page: Page) -> Locator:
    return page.get_by_test_id("player").locator("[aria-keyshortcuts=ArrowRight]")


def test_an_answer_is_walked_to_its_end_with_the_parts_lines_and_times_that_it_had(
    page: Page, lang: str, running: Running
) -> None:
    answer(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    (answer_id,) = parse_qs(urlsplit(page.url).query)["answer"]
    hops = hops_of(page, running, answer_id)
    page.goto(f"/{lang}/answer?id={answer_id}")
    page.get_by_test_id("trace").locator("summary").click()
    page.get_by_test_id("trace").locator(f"a[href='/{lang}/system?answer={answer_id}']").click()
    expect(page.get_by_test_id("follow-choice")).to_have_value(answer_id)
    expect(page.get_by_test_id("steps").get_by_role("listitem")).to_have_count(len(hops))
    expect(here(page)).to_have_count(0)
    next_one(page).focus()
    page.keyboard.press("Enter")
    for number, hop in enumerate(hops, 1):
        expect(page.get_by_test_id("steps").locator("[aria-current=step]")).to_contain_text(f"{number}. ")
        part, lines = way(hop, hops)
        expect(here(page)).to_have_attribute("data-part", part)
        expect_lit(page, lines)
        told = page.get_by_test_id("told")
        times = [int(str(time.get_attribute("value"))) for time in told.locator("data").all()]
        assert times == ([ms(hop) - ms(hops[0]), ms(hop) - ms(hops[number - 2])] if number > 1 else [])
        assert (ROOT / told.locator("code.source").inner_text()).is_file()
        expect(page.get_by_test_id("player").get_by_role("status")).to_contain_text(str(number))
        page.keyboard.press("ArrowRight")
    expect(next_one(page)).to_have_attribute("aria-disabled", "true")
    expect(next_one(page)).to_be_focused()
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_what_plays_stays_with_its_answer_while_a_newer_one_arrives_and_stops_at_the_end(
    browser: Browser, running: Running, lang: str
) -> None:
    with running.guest() as guest, listening(guest, after=0) as stream:
        followed = submit(guest)["id"]
        until(stream, "answer.scored", "answer.embedded")
        token = guest.headers["Authorization"].removeprefix("Bearer ")
        with opened(browser, running, lang, token=token) as context:
            page = context.new_page()
            shown(page, f"/{lang}/system")
            expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
            steps = page.get_by_test_id("steps").get_by_role("button")
            steps.nth(steps.count() - 3).click()
            play = page.get_by_test_id("play")
            play.click()
            expect(play).to_have_text("Pause")
            expect(page.get_by_test_id("player").get_by_role("status")).to_be_empty()
            newer = submit(guest)["id"]
            expect(steps.last).to_have_attribute("aria-current", "step")
            expect(play).to_have_text("Play")
            expect(play).to_be_focused()
            expect(page.get_by_test_id("follow-choice").locator(f"option[value='{newer}']")).to_have_count(1)
            expect(page.get_by_test_id("follow-choice")).to_have_value(followed)
            # chosen by hand it stands in the address, and nothing of the other walk stays lit
            page.get_by_test_id("follow-choice").select_option(newer)
            page.wait_for_url(f"**/system?answer={newer}")
            expect(here(page)).to_have_count(0)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_on_a_phone_the_part_of_each_step_is_seen_between_the_header_and_the_controls(
    browser: Browser, running: Running, practised: Practised, lang: str
) -> None:
    with running.client(practised.token) as client:
        hops = client.get(f"/api/answers/{practised.first}/trace").json()["hops"]
    with opened(browser, running, lang, 375, 667, token=practised.token) as context:
        page = context.new_page()
        shown(page, f"/{lang}/system?answer={practised.first}")
        expect(page.get_by_test_id("follow-choice")).to_have_value(practised.first)
        expect(page.get_by_test_id("steps").get_by_role("listitem")).to_have_count(len(hops))
        for hop in hops:
            next_one(page).click()
            part, lines = way(hop, hops)
            expect(here(page)).to_have_attribute("data-part", part)
            expect_lit(page, lines)
            page.wait_for_function(SEEN, arg=here(page).element_handle())
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_step_that_is_pressed_before_the_drawing_has_come_is_seen_when_it_comes(
    browser: Browser, running: Running, practised: Practised, lang: str
) -> None:
    address = f"/{lang}/system?answer={practised.first}"
    with opened(browser, running, lang, token=practised.token) as context:
        page, loaded = context.new_page(), list[str]()
        page.on("request", lambda request: loaded.append(request.url))
        shown(page, address)
        expect(page.locator(".diagram [data-part=api]")).to_be_visible()
        scripts = [url for url in loaded if url.endswith(".js")]
        drawing = {url for url in scripts if "react-flow" in context.request.get(url).text()}
    pressed, held = Event(), list[Route]()

    def hold(route: Route) -> None:
        if pressed.is_set():
            route.continue_()
        else:
            held.append(route)

    with opened(browser, running, lang, 375, 667, token=practised.token) as context:
        page = context.new_page()
        page.route(lambda url: url in drawing, hold)
        with page.expect_request(lambda request: request.url in drawing):
            page.goto(address)
        next_one(page).click()
        expect(page.get_by_test_id("steps").locator("[aria-current=step]")).to_have_count(1)
        expect(here(page)).to_have_count(0)
        pressed.set()
        for route in held:
            route.continue_()
        expect(here(page)).to_have_count(1)
        page.wait_for_function(SEEN, arg=here(page).element_handle())


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_an_address_of_no_answer_of_ones_own_leads_to_the_newest(
    browser: Browser, running: Running, practised: Practised, lang: str
) -> None:
    with opened(browser, running, lang, token=practised.token) as context:
        page = context.new_page()
        for nobodys in (str(uuid4()), "nonsense"):
            shown(page, f"/{lang}/system?answer={nobodys}")
            expect(page.get_by_test_id("follow-choice")).to_have_value(practised.second)
            expect(page.locator(".follow")).to_contain_text("the newest one is shown")


def test_somebody_without_an_answer_is_led_to_the_questions(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/system")
    expect(page.locator(".box")).to_have_count(11)
    page.get_by_test_id("follow-nothing").get_by_role("link").click()
    page.wait_for_url(f"**/{lang}")
