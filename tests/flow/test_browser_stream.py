"""The stream as the page lives on it: a cut line, and two tabs that share one."""

import os
import re
import signal

import pytest
from playwright.sync_api import Page, expect

from tests.flow.browsing import WORDS, answer, token_of
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import KOREAN, QUESTION, submit


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_what_happened_while_the_line_was_cut_is_there_when_it_is_back(page: Page, lang: str, running: Running) -> None:
    page.goto(f"/{lang}/history")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    page.context.set_offline(True)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "offline")
    # another device of the same person answers meanwhile
    with running.client(token_of(page)) as elsewhere, listening(elsewhere, after=0) as stream:
        submit(elsewhere)
        overall = until(stream, "answer.scored")[-1].data["overall"]
    page.context.set_offline(False)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(page.get_by_role("main")).to_contain_text(KOREAN[:20])
    expect(page.get_by_role("main")).to_contain_text(str(overall))


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_server_that_hangs_with_its_line_open_is_not_called_live(page: Page, lang: str, running: Running) -> None:
    page.clock.install()
    page.goto(f"/{lang}/history")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    gateway = running.pid_of("api")
    os.kill(gateway, signal.SIGSTOP)
    try:
        # when the page asks again where the server stands, and then has waited for the answer
        page.clock.fast_forward("00:31")
        page.clock.fast_forward("00:07")
        expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "offline")
    finally:
        os.kill(gateway, signal.SIGCONT)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_two_tabs_show_the_same(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    second = page.context.new_page()
    second.goto(f"/{lang}/history")
    expect(second.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    answer(page, lang, WORDS[lang]["text"])
    overall = page.get_by_test_id("overall").get_attribute("data-overall")
    expect(second.get_by_role("main")).to_contain_text(str(overall))


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_the_tabs_share_one_stream_and_the_second_takes_it_over_when_the_first_is_closed(
    page: Page, lang: str, running: Running
) -> None:
    asked: list[Page] = []
    page.context.on("request", lambda request: asked.append(request.frame.page) if "/api/events" in request.url else None)
    page.goto(f"/{lang}/history")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    second = page.context.new_page()
    second.goto(f"/{lang}/history")
    expect(second.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    with running.client(token_of(page)) as elsewhere:
        submit(elsewhere, "The first one.")
        expect(second.get_by_role("main")).to_contain_text("The first one.")
        assert set(asked) == {page}
        page.close()
        submit(elsewhere, "The second one.")
        expect(second.get_by_role("main")).to_contain_text("The second one.")
    assert second in asked
    # a reload knows when the last event was, before another one has come
    second.reload()
    expect(second.get_by_test_id("connection").locator("time")).to_have_attribute("datetime", re.compile("^20"))
