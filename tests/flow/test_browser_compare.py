"""Two attempts side by side, point by point of the rubric, with the words under it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from practice.bank.model import Lang
from practice.bank.shipped import load
from tests.flow.browsing import Practised, opened
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import KOREAN, QUESTION, submit


@pytest.fixture
def page(browser: Browser, running: Running, lang: str, practised: Practised) -> Iterator[Page]:
    with opened(browser, running, lang, token=practised.token) as context:
        yield context.new_page()


def points(page: Page, turn: str) -> list[str | None]:
    return [item.get_attribute("data-point-id") for item in page.get_by_test_id(f"turn-{turn}").locator("li").all()]


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_what_was_gained_lost_and_kept_and_the_difference_of_the_words(page: Page, lang: str, practised: Practised) -> None:
    page.goto(f"/{lang}/answer?id={practised.second}")
    page.get_by_test_id("to-compare").click()
    expect(page.get_by_test_id("turn-gained")).to_be_visible()
    gained, kept = points(page, "gained"), points(page, "kept")
    assert gained
    assert kept
    assert not points(page, "lost")
    assert not set(gained) & set(kept)
    # the later attempt said the first one's words and went on from there
    added = "".join(page.locator(".diff ins").all_inner_texts())
    assert "".join(KOREAN.partition("진짜")[2].split()) in "".join(added.split())
    page.locator(".sides button").click()
    expect(page.get_by_test_id("turn-lost")).to_be_visible()
    assert points(page, "lost") == gained
    assert not points(page, "gained")
    assert page.locator(".diff del").all_inner_texts()


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_best_and_latest_are_told_and_the_history_by_question_leads_to_the_comparison(
    page: Page, lang: str, practised: Practised
) -> None:
    page.goto(f"/{lang}/history?by=question")
    page.get_by_test_id("question-history").get_by_role("link", name="Compare").click()
    expect(page.get_by_test_id("compare")).to_be_visible()
    page.goto(f"/{lang}/answer?id={practised.first}")
    attempts = page.get_by_role("navigation", name="Attempts at this question")
    expect(attempts.locator("[aria-current=page]")).to_contain_text("Attempt 1")
    expect(attempts.get_by_role("link").filter(has_text="best")).to_contain_text("latest")


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_scores_of_two_scorers_have_no_difference_and_say_whose_they_are(page: Page, lang: str, practised: Practised) -> None:
    def by_a_model(route: Route) -> None:
        answer = route.fetch()
        view = answer.json()
        view["score"]["provenance"] |= {"scorer": "openai", "model": "another"}
        route.fulfill(response=answer, json=view)

    page.goto(f"/{lang}/compare?a={practised.first}&b={practised.second}")
    expect(page.locator("#turns-title")).to_have_text(re.compile(r"\d+ up"))
    page.route(f"**/api/answers/{practised.second}", by_a_model)
    page.reload()
    expect(page.get_by_test_id("two-scorers")).to_contain_text("the AI model another")
    expect(page.locator("#turns-title")).to_have_text("Point by point")


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_a_chain_says_what_its_answers_make_together(browser: Browser, running: Running, lang: str) -> None:
    with running.guest() as guest, listening(guest, after=0) as stream:
        first = submit(guest)["id"]
        until(stream, "answer.scored")
        body = {"question_id": QUESTION, "text": KOREAN.partition("진짜")[0].strip(), "parent_id": first}
        assert guest.post("/api/answers", json=body).status_code == 202
        until(stream, "answer.scored")
        found = guest.get(f"/api/answers/{first}/tree").json()
        token = guest.headers["Authorization"].removeprefix("Bearer ")
    assert 0 < found["made"] <= found["points"]
    with opened(browser, running, lang, token=token) as context:
        page = context.new_page()
        page.goto(f"/{lang}/answer?id={first}")
        chain = page.get_by_test_id("chain")
        expect(chain).to_contain_text(f"make {found['made']} of the question's {found['points']} points")
        expect(chain).to_contain_text("held against the model answer to that follow-up")
        expect(chain.get_by_test_id("chain-mixed")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ko", "en"], indirect=True)
def test_an_answer_to_a_follow_up_of_the_bank_is_shown_beside_its_model_answer(
    browser: Browser, running: Running, lang: Lang
) -> None:
    (question,) = [one for one in load().questions if one.id == QUESTION]
    asked, other = question.followups
    begins = asked.answer.get(lang).partition("`")[0].strip()
    with running.guest() as guest, listening(guest, after=0) as stream:
        first = submit(guest)["id"]
        until(stream, "answer.scored")
        body = {"question_id": QUESTION, "text": asked.answer.get(lang), "parent_id": first, "asked": asked.text.get(lang)}
        second = guest.post("/api/answers", json=body).json()["id"]
        until(stream, "answer.scored")
        score = guest.get(f"/api/answers/{second}").json()["score"]
        token = guest.headers["Authorization"].removeprefix("Bearer ")
    assert (score["overall"], score["gate"]) == (100, "pasted_model_answer")
    with opened(browser, running, lang, token=token) as context:
        page = context.new_page()
        page.goto(f"/{lang}/answer?id={second}")
        expect(page.get_by_test_id("model-answer")).to_have_count(2)
        shown, of_question = page.get_by_test_id("model-answer").all()
        shown.locator("summary").click()
        expect(shown).to_contain_text(begins)
        of_question.locator("summary").click()
        expect(of_question).not_to_contain_text(begins)
        expect(page.get_by_test_id("derived").first).to_be_visible()
        # what was answered just now is not asked again
        expect(page.get_by_test_id("followup")).to_have_count(1)
        expect(page.get_by_test_id("followup")).to_contain_text(other.text.get(lang))


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_an_answered_follow_up_is_one_when_it_is_tried_again_and_when_its_answer_before_is_gone(
    browser: Browser, running: Running, lang: str
) -> None:
    asked = "And what if the relay dies?"
    with running.guest() as guest:
        first = submit(guest)["id"]
        body = {"question_id": QUESTION, "text": KOREAN, "parent_id": first, "asked": asked}
        second = guest.post("/api/answers", json=body).json()["id"]
        token = guest.headers["Authorization"].removeprefix("Bearer ")
        with opened(browser, running, lang, token=token) as context:
            page = context.new_page()
            page.goto(f"/{lang}/answer?id={second}")
            page.get_by_role("button", name="Answer again").click()
            expect(page.get_by_test_id("editor")).to_be_visible()
            expect(page.get_by_role("heading", level=1)).to_have_text(asked)
            assert guest.delete(f"/api/answers/{first}").is_success
            page.goto(f"/{lang}/answer?id={second}")
            expect(page.get_by_role("heading", level=1)).to_have_text(asked)
