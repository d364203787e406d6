import pytest

from practice.scoring.opposites import opposed, sides


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("청크가 작으면 문맥이 잘린다", "청크가 크면 문맥이 잘립니다"),
        ("캐시를 켜면 조회 지연이 줄어든다", "캐시를 켜면 조회 지연이 늘어납니다"),
        ("A tighter string gives a higher pitch", "When the string is tighter the pitch is lower"),
        ("The open switch stops the current", "The closed switch stops the current"),
    ],
)
def test_the_other_side_about_the_same_things_is_the_contrary(claim: str, said: str) -> None:
    assert opposed(claim, said)


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("A tighter string gives a higher pitch", "When the string is looser the pitch is lower"),
        ("청크가 작으면 문맥이 잘린다", "청크를 작게 자르면 문맥이 잘립니다"),
        ("청크가 작으면 문맥이 잘린다", "요청이 많으면 서버를 늘립니다"),
        ("청크가 작으면 문맥이 잘린다", "청크가 크면 문맥이 잘리지 않습니다"),
        ("The open switch stops the current", "The open switch stops the current, the closed switch lets it flow"),
    ],
)
def test_saying_the_same_or_something_else_is_not(claim: str, said: str) -> None:
    assert not opposed(claim, said)


def test_a_denied_word_stands_on_the_other_side_and_both_sides_on_none() -> None:
    assert sides("it is not faster") == sides("it is slower") != sides("it is faster")
    assert sides("빨라지지 않는다") == sides("느리다")
    assert not sides("faster here and slower there")


@pytest.mark.parametrize(
    ("said", "takes"),
    [
        ("more memory", True),
        ("more memory than disk", False),
        ("MORE than enough, and then more", True),
        ("more memory\nthan disk", True),
        ("we need more, and no less than ten", False),
    ],
)
def test_more_than_is_a_comparison_within_its_line(said: str, takes: bool) -> None:
    assert bool(sides(said)) is takes


def test_a_wall_of_comparisons_reads_as_each_of_them() -> None:
    assert not sides("more " * 4_000 + "than")
    assert sides("more " * 4_000) == sides("more")
