"""Redis accepts connections and never answers."""

import signal

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.stage import Stage


def test_answers_are_taken_while_the_broker_is_silent_and_end_when_it_speaks(stage: Stage, guest: Guest) -> None:
    assert stage.valkey.child
    stage.valkey.child.send(signal.SIGSTOP)
    # what the person sees: the answer is taken and waits; the page hears of it without Redis
    answers = [guest.submit() for _ in range(3)]
    guest.page.until_told(answers[-1], "answer.accepted")
    # an embedding worker that drains already takes its jobs from the database
    assert guest.states(answers[0])[0] == "queued"
    assert stage.missing() == ["redis"]
    stage.valkey.child.send(signal.SIGCONT)
    assert_all_well(guest)
