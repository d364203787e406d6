"""The AI provider refuses connections."""

from tests.faults.page import Guest
from tests.faults.promise import assert_all_well
from tests.faults.provided import asking_a_provider
from tests.faults.stage import Stage


def test_answers_wait_for_it_and_say_so_and_lose_no_attempt(stage: Stage, guest: Guest) -> None:
    with asking_a_provider(stage) as double:
        double.set(mode="down")
        answers = [guest.submit() for _ in range(3)]
        guest.page.until_told(answers[0], "score.delayed")
        # what the person sees: why it waits, that it goes on by itself, and the rest of the page at work
        view = guest.view(answers[0])["scoring"]
        assert view["error"]["code"].startswith("provider_")
        assert view["state"] in ("queued", "running")
        guest.page.until_told(answers[0], "answer.embedded")
        double.set(mode="ok")
        for answer in answers:
            guest.page.until_told(answer, "answer.scored")
        assert_all_well(guest)
        assert guest.view(answers[0])["score"]["provenance"]["model"].endswith("double-1")
