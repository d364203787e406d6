"""The AI provider answers what is no judgement."""

import pytest

from tests.faults.page import Guest
from tests.faults.promise import assert_kept
from tests.faults.provided import asking_a_provider
from tests.faults.stage import Stage


@pytest.mark.parametrize("mode", ["garbage", "noise"])
def test_it_is_asked_a_few_times_and_then_the_failure_is_shown(stage: Stage, guest: Guest, other: Guest, mode: str) -> None:
    with asking_a_provider(stage) as double:
        double.set(mode=mode)
        bad = guest.submit()
        guest.page.until_told(bad, "score.failed")
        # what the person sees: that it failed and why; their answer is kept and can be found
        view = guest.view(bad)
        assert (view["scoring"]["state"], view["score"]) == ("failed", None)
        assert view["scoring"]["error"]["code"].startswith("provider_")
        guest.page.until_told(bad, "answer.embedded")
        assert_kept(guest)
        double.set(mode="ok")
        # whoever comes later is served, and so is the first one at the push of a button
        good = other.submit()
        other.page.until_told(good, "answer.scored")
        assert guest.ask("POST", f"/api/answers/{bad}/retry").status_code == 202
        guest.page.until_told(bad, "answer.scored")
        assert_kept(other)
