"""The axes of a score on the page: drawn where its points tell them apart, said in one line where nothing does."""

import httpx
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import WORDS, answer, opened
from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import submit

SHEET = """---
bank: mine
lang: ko
---
# 내 문제집

## 큐

1. 큐를 나누는 이유는 무엇인가요?
<!-- id: why-split; axes: architecture, depth -->

<details><summary>채점 기준</summary>

- [2] 한 큐에 섞으면 긴 작업이 앞을 막아 짧은 요청이 늦어진다
- [1] 기다리는 대상이 다르다
</details>
"""
SAID = "큐 하나에 다 넣으면 긴 작업이 앞을 막아 뒤의 짧은 요청이 늦어집니다."
TOGETHER = {
    "ko": "이 점수는 설계, 기술 깊이에 함께 반영됩니다.",
    "en": "This score counts alike for: Architecture, Technical depth.",
}
# the first words are for those who do not see the place
NAMED = {
    "ko": {"sweep-and-dead-letter": "반영되는 관점: 문제 해결", "early-ack-loses": "반영되는 관점: 기술 깊이"},
    "en": {"sweep-and-dead-letter": "Counts for: Problem solving", "early-ack-loses": "Counts for: Technical depth"},
}


def test_each_point_says_what_it_counts_for_and_each_axis_has_its_own_number(page: Page, lang: str) -> None:
    answer(page, lang, WORDS[lang]["text"])
    expect(page.get_by_test_id("radar")).to_be_visible()
    expect(page.get_by_test_id("together")).to_have_count(0)
    for point, axis in NAMED[lang].items():
        expect(page.locator(f"[data-point-id={point}] [data-testid=point-axes]")).to_have_text(axis)
    seen = {row.locator("dt").inner_text(): row.locator(".bar-value").inner_text() for row in page.locator(".bars > div").all()}
    assert len(set(seen.values())) == 2, seen


def test_what_nothing_tells_apart_is_said_in_one_line_and_not_drawn(browser: Browser, running: Running, lang: str) -> None:
    with running.guest() as guest, listening(guest, after=0) as stream:
        guest.post("/api/banks/import", content=SHEET, headers={"Content-Type": "text/markdown"})
        question = guest.get("/api/questions", params={"bank": "mine"}).json()["items"][0]
        sent = submit(guest, SAID, question["id"])
        until(stream, "answer.scored")
        token = token_of(guest)
    with opened(browser, running, lang, token=token) as context:
        page = context.new_page()
        page.goto(f"/{lang}/answer?id={sent['id']}")
        expect(page.get_by_test_id("together")).to_have_text(TOGETHER[lang])
        expect(page.get_by_test_id("radar")).to_have_count(0)
        expect(page.get_by_test_id("point-axes")).to_have_count(0)


def token_of(guest: httpx.Client) -> str:
    return guest.headers["Authorization"].removeprefix("Bearer ")
