"""A sheet of one's own on the page: shown as a diff, imported, practised."""

import pytest
from playwright.sync_api import Page, expect

SHEET = """---
bank: mine
lang: ko
---
# 내 문제집

## 큐

1. 멱등성 키는 왜 필요한가요? ⭐⭐
<!-- id: why-idempotency-key -->

<details>
<summary>모범 답안</summary>

네트워크가 끊기면 클라이언트는 요청이 처리됐는지 알 수 없어 같은 요청을 다시 보냅니다.
서버는 키로 같은 요청임을 알아보고 처음의 결과를 돌려줍니다.
</details>
"""


@pytest.mark.parametrize("lang", ["ko"], indirect=True)
def test_a_sheet_is_shown_as_a_diff_before_it_becomes_a_bank(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/banks")
    file = {"name": "mine.md", "mimeType": "text/markdown", "buffer": SHEET.encode()}
    page.get_by_test_id("sheet-file").set_input_files([file])  # type: ignore[list-item]
    expect(page.get_by_test_id("import-added")).to_contain_text("멱등성 키는 왜 필요한가요?")
    expect(page.get_by_test_id("bank")).to_have_count(1)
    page.get_by_test_id("confirm-import").click()
    # by its name, not by its slug
    expect(page.get_by_test_id("imported")).to_contain_text("‘내 문제집’에 새 질문 1개")
    page.get_by_test_id("imported").get_by_role("link").first.click()
    page.get_by_role("link", name="멱등성 키는 왜 필요한가요?").click()
    page.get_by_test_id("editor").fill("서버는 멱등성 키로 같은 요청임을 알아보고 처음의 결과를 다시 돌려줍니다.")
    page.get_by_test_id("submit").click()
    expect(page.get_by_test_id("overall")).to_be_visible()
    # no rubric came with it: the points are the model answer's claims, and say so
    expect(page.get_by_test_id("derived").first).to_be_visible()


BROKEN = "schema: 1\nbank: {slug: mine, title: 내 문제집}\nquestions:\n  - {id: a, section: 큐, text: 왜?, difficulty: 어려움}\n"


@pytest.mark.parametrize(
    ("lang", "words"), [("ko", "1부터 5까지의 정수여야 합니다."), ("en", "a whole number from 1 to 5")], indirect=["lang"]
)
def test_a_file_that_does_not_fit_says_why_in_the_person_s_language(page: Page, lang: str, words: str) -> None:
    page.goto(f"/{lang}/banks")
    file = {"name": "mine.yaml", "mimeType": "application/yaml", "buffer": BROKEN.encode()}
    page.get_by_test_id("sheet-file").set_input_files([file])  # type: ignore[list-item]
    refused = page.locator("[data-code=bank_file_invalid]")
    expect(refused).to_contain_text(words)
    expect(refused.locator("code")).to_have_text("questions[0].difficulty")


BARE = "\n2. 워커가 죽으면 메시지는 어떻게 되나요?\n"


@pytest.mark.parametrize(
    ("lang", "whole", "unscored", "held"),
    [
        ("ko", "질문 2개 가운데 모범 답변이 있는 질문 1개", "점수를 매길 수 없는 질문 1개", "모범 답변"),
        ("en", "2 questions in the file: 1 with a model answer", "1 question whose answers get no score", "model answer"),
    ],
    indirect=["lang"],
)
def test_the_preview_says_what_was_read_of_each_question(page: Page, lang: str, whole: str, unscored: str, held: str) -> None:
    page.goto(f"/{lang}/banks")
    file = {"name": "mine.md", "mimeType": "text/markdown", "buffer": (SHEET + BARE).encode()}
    page.get_by_test_id("sheet-file").set_input_files([file])  # type: ignore[list-item]
    expect(page.get_by_test_id("found")).to_contain_text(whole)
    first, second = page.get_by_test_id("import-added").get_by_test_id("holds").all()
    expect(first).to_have_text(held)
    expect(first).not_to_have_attribute("data-unscored", "true")
    expect(second).to_have_attribute("data-unscored", "true")
    expect(page.get_by_test_id("unscored").locator("summary")).to_have_text(unscored)
    expect(page.get_by_test_id("unscored").get_by_role("listitem")).to_contain_text("워커가 죽으면")
