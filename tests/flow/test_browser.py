"""The main loop as a person sees it, in a real browser, in both languages."""

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from tests.flow.browsing import WORDS, answer, token_of
from tests.flow.running import Running
from tests.flow.test_main_loop import QUESTION


def test_the_address_alone_leads_to_a_page_in_ones_language(page: Page, lang: str) -> None:
    page.goto("/")
    page.wait_for_url(f"**/{lang}")
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(page.get_by_test_id("connection")).to_contain_text(WORDS[lang]["live"])


def test_from_the_list_to_feedback_and_similar_answers_without_a_reload(page: Page, lang: str) -> None:
    loads: list[str] = []
    page.goto(f"/{lang}")
    page.on("load", lambda _: loads.append(page.url))
    page.get_by_role("link").filter(has=page.locator(f"xpath=self::*[contains(@href, '{QUESTION}')]")).first.click()
    page.get_by_test_id("editor").fill(WORDS[lang]["text"])
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    expect(page.get_by_test_id("overall")).to_be_visible()
    # the same 6 or 7 points that the rubric has, and words of the answer that are marked as their evidence
    assert page.get_by_test_id("point").count() >= 5
    assert page.locator("[data-testid=point][data-verdict=met]").count() >= 1
    marked = page.locator("mark").all_inner_texts()
    assert any(words.strip() and words.strip() in WORDS[lang]["text"] for words in marked)
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    assert loads == []


def test_a_reload_shows_what_was_there(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    before = page.get_by_test_id("overall").get_attribute("data-overall")
    verdicts = [point.get_attribute("data-verdict") for point in page.get_by_test_id("point").all()]
    page.reload()
    expect(page.get_by_test_id("overall")).to_have_attribute("data-overall", str(before))
    assert [point.get_attribute("data-verdict") for point in page.get_by_test_id("point").all()] == verdicts


def test_an_answer_is_found_by_a_search_in_the_other_language(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    page.goto(f"/{lang}/search?q={WORDS[lang]['other'][:80]}")
    expect(page.get_by_test_id("results").get_by_role("link").first).to_be_visible()


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_one_word_is_said_to_stand_in_the_answer_and_a_whole_sentence_measured(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("embedding")).to_have_attribute("data-state", "done")
    page.goto(f"/{lang}/search?q=번호")
    hit = page.get_by_test_id("results").get_by_role("listitem").first
    expect(hit).to_contain_text("찾는 말이 그대로 있음")
    page.goto(f"/{lang}/search?q={WORDS[lang]['text']}")
    expect(hit).to_contain_text(re.compile(r"\d+% 비슷함"))


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_draft_outlives_a_reload(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill("아직 쓰는 중입니다")
    page.reload()
    expect(page.get_by_test_id("editor")).to_have_value("아직 쓰는 중입니다")


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_an_answer_sent_without_a_line_stays_and_goes_out_once_when_it_is_back(page: Page, lang: str, running: Running) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    editor = page.get_by_test_id("editor")
    editor.fill(WORDS[lang]["text"])
    page.context.set_offline(True)
    editor.press("Control+Enter")
    expect(page.get_by_role("alert").filter(has_text="What you typed is still here")).to_be_visible()
    expect(editor).to_have_value(WORDS[lang]["text"])
    page.context.set_offline(False)
    editor.press("Control+Enter")
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    with running.client(token_of(page)) as client:
        assert len(client.get("/api/answers").json()["items"]) == 1


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_draft_outlives_the_tab_and_a_crash(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill("아직 쓰는 중입니다")
    second = page.context.new_page()
    second.goto(f"/{lang}/practice?id={QUESTION}")
    expect(second.get_by_test_id("editor")).to_have_value("아직 쓰는 중입니다")
    page.close()
    second.reload()
    expect(second.get_by_test_id("editor")).to_have_value("아직 쓰는 중입니다")
    second.get_by_test_id("editor").fill("조금 더 썼습니다")
    # the process of the tab dies, and takes with it whatever was only in its memory
    with second.expect_event("crash"), suppress(Error):
        second.goto("chrome://crash")
    third = page.context.new_page()
    third.goto(f"/{lang}/practice?id={QUESTION}")
    expect(third.get_by_test_id("editor")).to_have_value("조금 더 썼습니다")
