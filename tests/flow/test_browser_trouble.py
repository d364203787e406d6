"""What a page says and offers when a call fails, and what it leaves behind."""

from playwright.sync_api import expect

from tests.flow.conftest import Opener
from tests.flow.test_main_loop import QUESTION

# one more than a page of the list holds
LONG = "---\nbank: long\n---\n# Long\n\n## One\n\n" + "\n\n".join(
    f"{number}. Is this number {number}?" for number in range(1, 102)
)
IMPORT = """
sheet => fetch("/api/banks/import", { method: "POST", body: sheet, headers: { "Content-Type": "text/markdown" } })
  .then((reply) => reply.json())
"""


def test_attempts_that_cannot_be_read_are_no_eternal_skeleton(visit: Opener) -> None:
    page = visit().new_page()
    page.goto("/en/compare?a=one&b=two")
    trouble = page.get_by_role("main").get_by_role("alert")
    expect(trouble.get_by_role("button")).to_be_visible()
    expect(page.locator("main .waiting")).to_have_count(0)


def test_a_next_page_that_fails_is_asked_for_again_and_takes_the_focus(visit: Opener) -> None:
    page = visit().new_page()
    page.goto("/en/banks")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    assert len(page.evaluate(IMPORT, LONG)["added"]) == 101
    page.goto("/en?bank=long")
    # once the line is live, the page asks by itself for what failed before
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    more = page.get_by_test_id("more")
    page.route("**/api/questions?*cursor*", lambda route: route.abort(), times=1)
    more.press("Enter")
    expect(page.locator(".browse-list").get_by_role("alert")).to_have_attribute("data-code", "unreachable")
    expect(more).to_be_focused()
    expect(more).to_have_attribute("aria-disabled", "false")
    page.keyboard.press("Enter")
    expect(page.locator(".browse-list .rows").nth(1).get_by_role("link").first).to_be_focused()
    expect(page.locator(".browse-list").get_by_role("alert")).to_have_count(0)


def test_the_line_is_announced_without_the_time_of_each_event(visit: Opener) -> None:
    page = visit().new_page()
    page.add_init_script("localStorage.setItem('backtalk.lastEvent', new Date().toISOString())")
    page.goto("/en")
    badge = page.get_by_test_id("connection")
    expect(badge.locator("time")).to_be_visible()
    expect(badge.get_by_role("status")).to_have_text("Live")


def test_signing_out_leaves_no_draft_to_the_next_person(visit: Opener) -> None:
    page = visit().new_page()
    page.goto(f"/en/practice?id={QUESTION}")
    page.get_by_test_id("editor").fill("Not for the eyes of whoever comes next.")
    page.goto("/en/workspace")
    page.get_by_test_id("sign-out").click()
    expect(page.get_by_role("dialog")).to_contain_text("drafts")
    page.get_by_test_id("sign-out-sure").click()
    page.wait_for_url("**/en")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('backtalk.draft'))") == []


def test_of_an_answer_that_cannot_be_read_nothing_else_is_said(visit: Opener) -> None:
    page = visit().new_page()
    page.goto("/en/answer?id=no-id")
    main = page.get_by_role("main")
    expect(main.get_by_role("alert")).to_have_attribute("data-code", "malformed_id")
    expect(page.get_by_test_id("stage")).to_have_count(0)
    expect(main.get_by_role("button")).to_have_count(1)
