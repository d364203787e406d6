"""A stream brings only one's own events, whatever one asks it for: tried with two people on one gateway."""

import pytest

from practice.events.channel import channel_of, partial
from tests.api.conftest import Gateway
from tests.api.listening import both_listening
from tests.api.serving import SentFrame, serving, streaming
from tests.api.waiting import until
from tests.conftest import Person

pytestmark = pytest.mark.anyio


def said(frames: list[SentFrame]) -> str:
    return str([(frame.event, frame.id, frame.data) for frame in frames])


async def test_live_events_and_partials_go_to_their_owner_only(gateway: Gateway, person: Person, stranger: Person) -> None:
    async with both_listening(gateway, person, stranger) as (mine, theirs):
        answer = await gateway.accepted(stranger)
        secret = partial("score.partial", {"answer_id": answer["id"], "index": 0})
        await until(lambda: gateway.shared.redis.publish(channel_of(stranger.user_id), secret.encode()))
        last = partial("score.partial", {"answer_id": "mine", "index": 0})
        await until(lambda: gateway.shared.redis.publish(channel_of(person.user_id), last.encode()))
        (first,) = await mine.events(1)
        assert first.data["answer_id"] == "mine"
        assert answer["id"] in said(await theirs.events(1))


GAMES = ("0", "1", "2", "3", "1000000", "9223372036854775807")


@pytest.mark.parametrize("cursor", GAMES)
@pytest.mark.parametrize("way", ["after", "Last-Event-ID"])
async def test_no_cursor_leads_into_another_s_log(
    gateway: Gateway, person: Person, stranger: Person, cursor: str, way: str
) -> None:
    theirs = [await gateway.accepted(stranger) for _ in range(3)]
    mine = await gateway.accepted(person)
    headers = {**person.headers, **({"Last-Event-ID": cursor} if way == "Last-Event-ID" else {})}
    params = {"after": cursor} if way == "after" else {}
    async with serving(gateway.app) as served, streaming(served.url, headers, **params) as stream:
        await stream.frame()
        await until(lambda: gateway.shared.hub.connected and gateway.shared.hub.streams == 1)
        end = partial("score.partial", {"answer_id": "end", "index": 0})
        await until(lambda: gateway.shared.redis.publish(channel_of(person.user_id), end.encode()))
        seen: list[SentFrame] = []
        while not seen or seen[-1].data.get("answer_id") != "end":
            seen += await stream.events(1)
    assert not [answer["id"] for answer in theirs if answer["id"] in said(seen)]
    assert (mine["id"] in said(seen)) is (cursor == "0")
    # a number beyond one's own log is answered with a reset to one's own head, whatever anybody else's is
    assert [frame.data["head"] for frame in seen if frame.event == "reset"] == ([1] if cursor not in ("0", "1") else [])


async def test_a_stream_of_somebody_else_cannot_be_named(gateway: Gateway, person: Person, stranger: Person) -> None:
    answer = await gateway.accepted(stranger)
    tricks = {"user_id": str(stranger.user_id), "channel": channel_of(stranger.user_id), "token": stranger.token, "after": "0"}
    async with serving(gateway.app) as served, streaming(served.url, person.headers, **tricks) as stream:
        await stream.frame()
        await until(lambda: gateway.shared.hub.connected and gateway.shared.hub.streams == 1)
        end = partial("score.partial", {"answer_id": "end", "index": 0})
        await until(lambda: gateway.shared.redis.publish(channel_of(person.user_id), end.encode()))
        (only,) = await stream.events(1)
    assert only.data["answer_id"] == "end"
    assert answer["id"] not in said([only])
