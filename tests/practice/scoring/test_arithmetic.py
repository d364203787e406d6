from hypothesis import given
from hypothesis import strategies as st

from practice.scoring.arithmetic import overall, taken
from practice.scoring.model import PointScore, Verdict

verdicts: st.SearchStrategy[Verdict] = st.sampled_from(["met", "partial", "missed"])
points = st.lists(
    st.builds(lambda weight, verdict: PointScore("p", "", weight, verdict), st.integers(-3, 3), verdicts), max_size=12
)


def of(*pairs: tuple[int, Verdict]) -> int:
    return overall([PointScore(str(at), "", weight, verdict) for at, (weight, verdict) in enumerate(pairs)])


def test_met_counts_whole_partial_half_and_misconceptions_cost() -> None:
    assert of((2, "met"), (1, "met")) == 100
    assert of((2, "met"), (1, "missed")) == 67
    assert of((2, "partial"), (1, "missed")) == 33
    assert of((2, "met"), (2, "met"), (-1, "met")) == 75
    assert of((2, "met"), (2, "met"), (-1, "missed")) == 100
    assert of((1, "missed"), (-2, "met")) == 0
    assert of() == of((-1, "met")) == 0


def test_what_misconceptions_take_is_a_share_of_all_weight() -> None:
    judged: list[tuple[int, Verdict]] = [(3, "missed"), (1, "met"), (-1, "met"), (-2, "partial"), (-2, "missed")]
    assert taken([PointScore(str(at), "", weight, verdict) for at, (weight, verdict) in enumerate(judged)]) == 0.5
    assert taken([PointScore("p", "", 2, "missed")]) == 0


@given(points)
def test_it_stays_between_0_and_100(judged: list[PointScore]) -> None:
    assert 0 <= overall(judged) <= 100
