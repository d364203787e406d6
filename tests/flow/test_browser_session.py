"""The session behind the page: renewed by use, asked for where no guest is taken, and what a sign-in says on return."""

import time
from datetime import timedelta
from typing import Any

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import text

from practice.clock import now
from practice.db.unit_of_work import WorkerDatabase
from tests.conftest import Person
from tests.flow.conftest import Opener
from tests.flow.test_main_loop import QUESTION

DAY_S = 86_400
# as many as a view makes before it knows that nobody is signed in
ROUND_TRIPS = """
async () => { for (let call = 0; call < 4; call++) await fetch("/api/questions?limit=1").then((reply) => reply.text()) }
"""


def lasting_s(context: BrowserContext) -> float:
    """How long the session's cookie is kept from now on."""
    return next(cookie["expires"] for cookie in context.cookies() if cookie["name"] == "backtalk_session") - time.time()


def test_whoever_practises_keeps_the_workspace(visit: Opener, system: WorkerDatabase) -> None:
    def lives_until() -> Any:
        return system.run(lambda conn: conn.scalar(text("select expires_at from sessions")))

    context = visit()
    page = context.new_page()
    page.goto(f"/en/practice?id={QUESTION}")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    soon = now() + timedelta(days=20)
    system.run(lambda conn: conn.execute(text("update sessions set expires_at = :at"), {"at": soon}))
    (cookie,) = [one for one in context.cookies() if one["name"] == "backtalk_session"]
    context.add_cookies([{**cookie, "expires": soon.timestamp()}])  # type: ignore[list-item]
    with page.expect_response("**/api/me") as renewed:
        page.reload()
    assert renewed.value.finished() is None
    assert lives_until() > now() + timedelta(days=89)
    assert lasting_s(context) > 89 * DAY_S


def test_where_no_guest_is_taken_the_page_asks_to_sign_in_and_then_waits(visit: Opener, person: Person) -> None:
    context = visit(allow_guests=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.url.endswith("/api/session") else None)
    page.clock.install()
    page.goto("/en?bank=backtalk")
    badge = page.get_by_test_id("connection")
    expect(badge).to_have_attribute("data-state", "signedOut")
    sign_in = page.get_by_role("link", name="Sign in")
    expect(sign_in.first).to_have_attribute("href", "/api/signin?next=%2Fen%3Fbank%3Dbacktalk")
    expect(page.get_by_role("alert").filter(has_text="asks people to sign in").get_by_role("link")).to_be_visible()
    page.evaluate(ROUND_TRIPS)
    until_now = len(asked)
    page.clock.run_for(60_000)
    page.evaluate(ROUND_TRIPS)
    assert len(asked) == until_now
    # signed in on another tab, this one goes on by itself
    context.add_cookies([{"name": "backtalk_session", "value": person.token, "url": page.url}])
    second = context.new_page()
    second.goto(f"/en/practice?id={QUESTION}")
    for tab in (page, second):
        expect(tab.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(sign_in).to_have_count(0)


def test_a_sign_in_that_failed_is_told_wherever_one_lands(visit: Opener) -> None:
    page: Page = visit().new_page()
    for address in ("/?sign_in_error=sign_in_refused", "/en/history?sign_in_error=sign_in_refused"):
        page.goto(address)
        expect(page.get_by_role("main").get_by_role("alert")).to_have_attribute("data-code", "sign_in_refused")
    page.goto("/en/history?moved=2")
    expect(page.get_by_text("2 answers of the guest have moved")).to_be_visible()


def test_a_session_that_ends_under_an_open_page_is_told(visit: Opener) -> None:
    context = visit()
    page = context.new_page()
    page.goto(f"/en/practice?id={QUESTION}")
    expect(page.get_by_test_id("connection")).to_have_attribute("data-state", "live")
    expect(page.get_by_test_id("replaced")).to_have_count(0)
    page.get_by_test_id("editor").fill("What is written here stays.")
    address = page.url.partition("/en")[0]
    assert context.request.delete(f"{address}/api/session", headers={"Origin": address}).ok
    expect(page.get_by_test_id("replaced")).to_contain_text("a new guest workspace")
    expect(page.get_by_test_id("editor")).to_have_value("What is written here stays.")
    page.get_by_role("link", name="History").click()
    page.wait_for_url("**/history")
    expect(page.get_by_test_id("replaced")).to_have_count(0)
