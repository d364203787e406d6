"""What the page does not claim: a misconception that nobody looked for, a score that is none, a nearness that is none."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from practice.bank.model import Lang
from practice.bank.shipped import load
from tests.flow.browsing import WORDS, answer, opened
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import QUESTION, submit

TRAP = "broker-exactly-once"


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_misconception_that_was_not_found_is_no_praise(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    trap = page.locator(f"[data-point-id={TRAP}]")
    expect(trap).to_have_attribute("data-mark", "unfound")
    expect(trap).to_contain_text("이 오해는 보이지 않음")
    expect(trap.locator(".quote")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
@pytest.mark.parametrize(
    ("text", "says"),
    [("잘 모르겠습니다.", "모른다는 답이라"), ("ㅁㄴㅇㄹ ㅁㄴㅇㄹㅁㄴㅇ asdkfj qwlekrj zxcv", "문장으로 읽히지 않아")],
)
def test_where_a_gate_decided_it_says_so_and_lists_no_misconception(page: Page, lang: str, text: str, says: str) -> None:
    answer(page, lang, text)
    expect(page.get_by_test_id("gate")).to_contain_text(says)
    expect(page.get_by_test_id("point").first).to_have_attribute("data-mark", "missed")
    expect(page.locator(f"[data-point-id={TRAP}]")).to_have_count(0)


@pytest.mark.parametrize("lang", ["en"], indirect=True)
def test_a_pasted_model_answer_was_scored_and_no_gate_says_otherwise(page: Page, lang: Lang) -> None:
    (question,) = [one for one in load().questions if one.id == QUESTION]
    answer(page, lang, question.answer.get(lang))
    expect(page.locator(".summary")).to_contain_text("looks like the model answer itself")
    expect(page.get_by_test_id("gate")).to_have_count(0)
    page.get_by_test_id("provenance").locator("summary").click()
    expect(page.get_by_test_id("sum")).to_be_visible()


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_without_a_score_no_words_speak_of_a_zero(browser: Browser, running: Running, lang: str) -> None:
    sheet = "---\nbank: mine\nlang: ko\n---\n# 내 문제집\n\n## 큐\n\n1. 멱등성은 왜 필요한가요?\n<!-- id: why-idempotency -->\n"
    with running.guest() as guest, listening(guest, after=0) as stream:
        guest.post("/api/banks/import", content=sheet, headers={"Content-Type": "text/markdown"})
        question = guest.get("/api/questions", params={"bank": "mine"}).json()["items"][0]
        sent = submit(guest, "중복 전달이 와도 결과가 한 번만 바뀌게 하려면 멱등성이 필요합니다.", question["id"])
        until(stream, "answer.scored")
        token = guest.headers["Authorization"].removeprefix("Bearer ")
    with opened(browser, running, lang, token=token) as context:
        page = context.new_page()
        page.goto(f"/{lang}/answer?id={sent['id']}")
        overall = page.locator(".overall")
        expect(overall).to_contain_text("점수 없음")
        expect(page.get_by_test_id("gate")).to_have_text("이 질문에는 채점 기준도 모범 답변도 없어 점수를 매기지 않았습니다.")
        expect(overall).not_to_contain_text("0점")
        expect(overall).not_to_contain_text("확실하지 않습니다")


def found(page: Page, *similar: float) -> None:
    """The next search finds answers that are so near; the first has code in it."""

    def instead(route: Route) -> None:
        snippet = "이렇게 줄입니다.\n```sql\nUPDATE stock\n```"
        about = {"question_id": QUESTION, "created_at": "2026-11-20T10:00:00Z", "passage": None, "begins": 0}
        items: list[dict[str, Any]] = [
            {**about, "answer_id": f"00000000-0000-4000-8000-00000000000{at}", "similarity": one, "snippet": snippet}
            for at, one in enumerate(similar)
        ]
        route.fulfill(json={"items": items, "embedded": 9, "total": 9, "model": "e5", "mode": "meaning"})

    page.unroute_all()
    page.route("**/api/search?*", instead)


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_the_nearest_are_called_that_and_the_less_related_stand_apart(page: Page, lang: str) -> None:
    found(page, 0.6, 0.2, 0.1)
    page.goto(f"/{lang}/search?q=재고")
    status = page.get_by_role("region", name="찾은 답변").get_by_role("status")
    expect(status).to_have_text("가까운 순서로 답변 3개입니다.")
    expect(page.get_by_test_id("results").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_test_id("results").locator(".hit-snippet").first).to_have_text("이렇게 줄입니다. UPDATE stock")
    less = page.get_by_role("region", name="여기부터는 관련이 적습니다")
    expect(less.get_by_role("heading")).to_be_visible()
    expect(less.get_by_role("listitem")).to_have_count(1)
    found(page, 0.15, 0.1)
    page.goto(f"/{lang}/search?q=주차장")
    expect(status).to_contain_text("뚜렷하게 가까운 답변은 찾지 못했습니다.")
    expect(page.get_by_test_id("results").get_by_role("listitem")).to_have_count(2)
    expect(less).to_have_count(0)
