"""The gateway is killed with streams open, and in the middle of a submit."""

import contextlib
import threading

import httpx
from sqlalchemy import text

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

BLOCKED = "select 1 from pg_stat_activity where application_name like 'backtalk-api%' and wait_event_type = 'Lock'"


def test_open_streams_come_back_where_they_were(stage: Stage, guest: Guest, other: Guest) -> None:
    before = [guest.submit(), other.submit()]
    guest.page.until_told(before[0], "answer.accepted")
    stage.kill("api")
    # what the person sees: the page says that it is offline, and takes up again by itself
    guest.page.until(lambda page: "ConnectError" in page.met, "a try without a server")
    stage.start("api")
    until(lambda: "everything" not in stage.missing(), "the gateway")
    guest.submit()
    other.submit()
    assert_all_well(guest)
    assert_all_well(other)
    assert guest.page.met[0] == guest.page.met[-1] == 200


def test_a_submit_that_was_cut_off_before_its_commit_is_sent_again_and_counts_once(stage: Stage, guest: Guest) -> None:
    guest.submit()
    guest.page.until_told(guest.accepted[0], "answer.embedded")
    met: list[str] = []

    def send() -> None:
        try:
            guest.send(key="cut off", text="a")
        except httpx.HTTPError as error:
            met.append(type(error).__name__)

    with stage.engine.begin() as conn:
        # the number of its event is the last thing that a submit takes
        conn.execute(text("select 1 from event_streams where user_id = :user for update"), {"user": guest.user_id})
        sending = threading.Thread(target=send)
        sending.start()
        until(lambda: stage.rows(BLOCKED), "the submit before its commit")
        stage.kill("api")
        sending.join()
    assert met
    stage.start("api")
    until(lambda: "everything" not in stage.missing(), "the gateway")
    # the statement was with the database already, which may have carried it out after its client was gone
    assert guest.send(key="cut off", text="a").status_code == 202
    assert len(guest.ask("GET", "/api/answers").json()["items"]) == 2
    assert_all_well(guest)


def test_a_submit_whose_reply_was_lost_is_sent_again_and_counts_once(stage: Stage, guest: Guest) -> None:
    body, key = (
        {"question_id": "backtalk-outbox-relay", "text": "릴레이는 적힌 것을 발행합니다."},
        {"Idempotency-Key": "lost reply"},
    )
    with stage.engine.begin() as conn:
        conn.execute(text("select 1 from users where id = :user for update"), {"user": guest.user_id})
        with contextlib.suppress(httpx.ReadTimeout):
            guest.ask("POST", "/api/answers", timeout=1.0, json=body, headers=key)
    again = guest.ask("POST", "/api/answers", json=body, headers=key)
    assert again.status_code == 202
    guest.accepted.append(again.json()["id"])
    assert_all_well(guest)
