"""Two relays at once: one leads, and when it is lost, in whatever way, the other does."""

import pytest

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage
from tests.faults.waiting import until

LEADER = "select pid from pg_stat_activity where application_name = 'backtalk-relay-leader' and pid in ({holders})"
HOLDERS = "select pid from pg_locks where locktype = 'advisory' and granted"
LEADERS = LEADER.format(holders=HOLDERS)


def leading(stage: Stage) -> str:
    """The name of the relay that says so last."""
    found = [name for name, process in stage.processes.items() if process.kind == "relay" and process.says("relay_leads")]
    return found[-1]


@pytest.fixture
def pair(stage: Stage) -> Stage:
    until(lambda: stage.rows(LEADERS), "a leader")
    stage.start("relay", "standby")
    # it has looked for the lock and found it taken
    until(lambda: len(stage.rows("select 1 from pg_stat_activity where application_name = 'backtalk-relay-leader'")) == 2, "two")
    return stage


def test_the_second_stands_by_and_takes_over_when_the_first_is_killed(pair: Stage, guest: Guest) -> None:
    guest.submit()
    assert len(pair.rows(LEADERS)) == 1
    pair.kill("relay")
    until(lambda: pair.processes["standby"].says("relay_leads"), "the standby to lead")
    answer = guest.submit()
    guest.page.until_told(answer, "answer.scored")
    assert_all_well(guest)


def test_a_leader_that_loses_its_connection_gives_way(pair: Stage, guest: Guest) -> None:
    (leader,) = pair.rows(LEADERS)
    answers = [guest.submit() for _ in range(3)]
    pair.rows_as_owner(f"select pg_terminate_backend({leader.pid})")
    answers += [guest.submit() for _ in range(3)]
    until(lambda: len(pair.rows(LEADERS)) == 1, "one leader")
    for answer in answers:
        guest.page.until_told(answer, "answer.scored")
    assert_all_well(guest)


def test_a_leader_that_is_frozen_gives_way_and_does_no_harm_when_it_wakes(pair: Stage, guest: Guest) -> None:
    pair.freeze("relay")
    until(lambda: pair.processes["standby"].says("relay_leads"), "the standby to lead")
    answer = guest.submit()
    guest.page.until_told(answer, "answer.scored")
    pair.wake("relay")
    until(lambda: pair.processes["relay"].says("relay_interrupted"), "the first to notice")
    after = guest.submit()
    guest.page.until_told(after, "answer.scored")
    assert len(pair.rows(LEADERS)) == 1
    assert_all_well(guest)
