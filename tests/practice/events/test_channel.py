"""What is said over Pub/Sub comes back as it was said."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practice.clock import new_id, now
from practice.events.channel import CONTROL, Hint, channel_of, decode, hint_of, partial
from practice.events.kinds import StoredEvent


@given(st.text(min_size=1), st.text(), st.none() | st.integers(1, 2**62))
def test_a_hint_survives_the_way(kind: str, data: str, seq: int | None) -> None:
    hint = Hint(kind, data, seq)
    assert decode(hint.encode()) == hint


@pytest.mark.parametrize(
    "message", [b"", b"{", b"[1, 2]", b"[1, 2, 3, 4]", b"\xff", b'["1", "a", "b"]', b"[1, 2, 3]", b"[" * 100_000]
)
def test_what_nobody_of_us_wrote_is_a_value_error(message: bytes) -> None:
    with pytest.raises(ValueError):
        decode(message)


def test_each_person_has_a_channel_and_control_is_none_of_them() -> None:
    one, other = new_id(), new_id()
    assert len({channel_of(one), channel_of(other), CONTROL}) == 3


def test_an_event_becomes_a_hint_with_its_number_and_a_partial_has_none() -> None:
    event = StoredEvent(new_id(), 7, "answer.scored", new_id(), {"overall": 70}, now())
    assert hint_of(event) == Hint("answer.scored", event.data(), 7)
    passing = partial("score.partial", {"text": "음"})
    assert passing.seq is None
    assert json.loads(passing.data) == {"kind": "score.partial", "text": "음"}
