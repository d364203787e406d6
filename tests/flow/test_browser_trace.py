"""The x-ray of one's own answer: every hop with its real time, up to the picture on the screen."""

import os
import signal
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import WORDS, Practised, answer, opened, send, token_of
from tests.flow.running import ROOT, Running
from tests.flow.sse import PATIENCE_S
from tests.flow.test_main_loop import LOOP


def hops_of(page: Page, running: Running, answer_id: str) -> list[dict[str, Any]]:
    """All hops, once the last one is there: a push is noted after its frame went out."""
    deadline = time.monotonic() + PATIENCE_S
    with running.client(token_of(page)) as client:
        while time.monotonic() < deadline:
            hops: list[dict[str, Any]] = client.get(f"/api/answers/{answer_id}/trace").json()["hops"]
            if {hop["event"] for hop in hops if hop["hop"] == "pushed"} == set(LOOP):
                return hops
            # as often as a person could ask: the gateway takes no more
            page.wait_for_timeout(300)
    raise AssertionError(hops)


def test_the_hops_of_an_answer_with_their_times_and_where_each_is_done(page: Page, lang: str, running: Running) -> None:
    answer(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    (answer_id,) = parse_qs(urlsplit(page.url).query)["answer"]
    hops = hops_of(page, running, answer_id)
    page.goto(f"/{lang}/answer?id={answer_id}")
    trace = page.get_by_test_id("trace")
    trace.locator("summary").click()
    expect(trace.get_by_test_id("account")).to_contain_text("%")
    rows = trace.locator("tbody tr")
    painted = rows.filter(has_text="frontend/lib/stream/store.ts")
    # what was pushed to this tab was painted here
    expect(painted).to_have_count(len(LOOP))
    assert rows.count() == len(hops) + len(LOOP)
    kinds = [block.get_attribute("data-kind") for block in trace.locator(".lane .stretch").all()]
    assert kinds.count("wait") == kinds.count("work") == 2
    assert "save" in kinds
    assert "render" in kinds
    for source in set(trace.locator("code.source").all_inner_texts()):
        assert (ROOT / source).is_file(), source
    leads = {str(link.get_attribute("href")) for link in rows.get_by_role("link").all()}
    assert {
        f"/{lang}/system#part-{part}" for part in ("api", "postgres", "scoringQueue", "embedding", "relay", "browser")
    } <= leads
    rows.first.get_by_role("link").first.click()
    expect(page.locator("#part-api")).to_be_in_viewport()


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_a_way_that_is_open_while_the_answer_walks_it_is_followed_to_its_end(page: Page, lang: str, running: Running) -> None:
    worker = running.pid_of("worker-scoring")
    os.kill(worker, signal.SIGSTOP)
    try:
        send(page, lang, WORDS[lang]["text"])
        expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
        with running.client(token_of(page)) as client:
            (accepted,) = client.get("/api/answers").json()["items"]
        page.goto(f"/{lang}/answer?id={accepted['id']}")
        expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
        trace = page.get_by_test_id("trace")
        trace.locator("summary").click()
        expect(trace.locator("tbody")).to_contain_text("answer.embedded")
        expect(trace.locator("tbody")).not_to_contain_text("answer.scored")
    finally:
        os.kill(worker, signal.SIGCONT)
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    # to the picture with the score on it
    painted = trace.locator("tbody tr").filter(has_text="frontend/lib/stream/store.ts")
    expect(painted.filter(has_text="answer.scored")).to_have_count(1)
    expect(trace.get_by_test_id("account")).to_contain_text("%")


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_each_hop_leads_to_the_file_in_which_it_is_done(
    browser: Browser, running: Running, lang: str, practised: Practised
) -> None:
    with opened(browser, running, lang, token=practised.token) as context:
        page = context.new_page()
        page.goto(f"/{lang}/answer?id={practised.second}")
        trace = page.get_by_test_id("trace")
        trace.locator("summary").click()
        file = trace.get_by_role("link", name="api/intake/routes.py")
        expect(file).to_have_attribute("href", f"/{lang}/source/received")
        file.click()
        first_line = (ROOT / "api/intake/routes.py").read_text().partition("\n")[0]
        expect(page.locator(".source-file pre")).to_contain_text(first_line)
        page.locator(".source-file").get_by_role("link").click()
        expect(page.locator("#part-api")).to_be_in_viewport()
