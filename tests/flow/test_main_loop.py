"""The main loop on the whole system: HTTP in, events out, the answer scored, embedded and found again."""

from typing import Any

import httpx

from tests.flow.running import Running
from tests.flow.sse import Frame, listening, until

KOREAN = (
    "Redis를 브로커로 쓰면 워커가 kill -9로 죽어도 late ack 덕분에 메시지는 확인되지 않은 채 남고, "
    "visibility timeout이 지나면 다시 전달됩니다. 진짜 시계는 PostgreSQL의 리스입니다. "
    "리스가 만료되면 다른 워커가 더 큰 시도 번호로 작업을 가져가고, "
    "늦게 깨어난 워커의 쓰기는 시도 번호가 달라 아무것도 바꾸지 못합니다."
)
ENGLISH_QUERY = "a worker dies in the middle of a task and the lease lets another one take the job over"
QUESTION = "backtalk-worker-killed-lease-and-fence"
LOOP = ("answer.accepted", "score.started", "answer.scored", "answer.embedded")


def submit(client: httpx.Client, text: str = KOREAN, question: str = QUESTION, **headers: str) -> dict[str, Any]:
    response = client.post("/api/answers", json={"question_id": question, "text": text}, headers=headers)
    assert response.status_code == 202, response.text
    accepted: dict[str, Any] = response.json()
    return accepted


def numbered(frames: list[Frame]) -> list[int]:
    return [frame.id for frame in frames if frame.id is not None]


def test_an_answer_is_accepted_scored_point_by_point_and_embedded_while_one_watches(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        accepted = submit(guest)
        seen = until(stream, *LOOP, "score.partial")
    assert numbered(seen) == [1, 2, 3, 4]
    assert {frame.data["answer_id"] for frame in seen} == {accepted["id"]}
    points = [frame for frame in seen if frame.event == "score.partial"]
    assert all(frame.id is None for frame in points)
    scored = next(frame.data["score"] for frame in seen if frame.event == "answer.scored")
    assert [point["id"] for point in scored["points"]] == [frame.data["point"]["id"] for frame in points]


def test_the_feedback_quotes_the_answer_and_says_where_it_came_from(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        accepted = submit(guest)
        until(stream, "answer.scored", "answer.embedded")
    view = guest.get(f"/api/answers/{accepted['id']}").json()
    quotes = [quote for point in view["score"]["points"] for quote in point["evidence"]]
    assert quotes
    assert all(view["text"][quote["start"] : quote["end"]] == quote["quote"] for quote in quotes)
    assert view["score"]["provenance"]["scorer"] == "rubric"
    assert 0 < view["score"]["overall"] <= 100
    assert (view["scoring"]["state"], view["embedding"]["state"], view["seq"]) == ("done", "done", 4)


def test_a_korean_answer_is_found_by_an_english_question_before_unrelated_ones(guest: httpx.Client) -> None:
    other = "저는 코드 리뷰에서 의견이 갈릴 때 먼저 상대의 근거를 끝까지 듣고, 합의한 내용을 문서로 남깁니다."
    with listening(guest, after=0) as stream:
        wanted = submit(guest)
        until(stream, "answer.scored", "answer.embedded")
        submit(guest, other, "architecture-on-one-page")
        until(stream, "answer.scored", "answer.embedded")
    found = guest.get("/api/search", params={"q": ENGLISH_QUERY}).json()
    assert (found["mode"], found["embedded"], found["total"]) == ("meaning", 2, 2)
    assert found["items"][0]["answer_id"] == wanted["id"]
    assert found["items"][0]["similarity"] > found["items"][1]["similarity"]


def test_a_second_attempt_is_shown_the_first_as_similar(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        first = submit(guest)
        until(stream, "answer.scored", "answer.embedded")
        second = submit(guest, KOREAN.replace("진짜 시계는", "기준이 되는 시계는"))
        embedded = until(stream, "answer.scored", "answer.embedded")
    similar = next(frame.data["similar"] for frame in embedded if frame.event == "answer.embedded")
    assert [hit["answer_id"] for hit in similar] == [first["id"]]
    assert second["attempt"] == 2
    asked = guest.get(f"/api/answers/{second['id']}/similar").json()
    assert [hit["answer_id"] for hit in asked["items"]] == [first["id"]]


def test_a_stream_that_broke_goes_on_after_the_last_event_that_arrived(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        submit(guest)
        last = until(stream, "answer.accepted")[-1]
    # nobody listens meanwhile
    submit(guest, "모르겠습니다")
    with listening(guest, last_event_id=last.id) as stream:
        rest = [frame for frame in until(stream, "answer.scored") if frame.id]
        while numbered(rest)[-1] < 8:
            rest.append(next(frame for frame in stream if frame.id))
    assert numbered(rest) == [2, 3, 4, 5, 6, 7, 8]


def test_not_knowing_is_met_with_a_zero_and_a_kind_word(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        submit(guest, "잘 모르겠습니다.")
        scored = until(stream, "answer.scored")[-1].data["score"]
    assert (scored["overall"], scored["gate"]) == (0, "dont_know")
    assert scored["summary"]
    assert not scored["strengths"]


def test_the_same_key_twice_is_one_answer_with_one_score(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        first = submit(guest, **{"Idempotency-Key": "once"})
        until(stream, "answer.scored", "answer.embedded")
        assert submit(guest, **{"Idempotency-Key": "once"}) == first
    page = guest.get("/api/answers").json()
    assert [item["id"] for item in page["items"]] == [first["id"]]
    assert page["seq"] == 4


def test_every_hop_of_the_walk_has_its_time(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        accepted = submit(guest)
        until(stream, *LOOP)
        # the last hop is noted after the frame went out
        wanted = {"received", "committed", "dispatched", "claimed", "finished", "published", "pushed"}
        while True:
            hops = guest.get(f"/api/answers/{accepted['id']}/trace").json()["hops"]
            if wanted <= {hop["hop"] for hop in hops} and sum(hop["hop"] == "pushed" for hop in hops) == 4:
                break
    for job in ("scoring", "embedding"):
        mine = {hop["hop"]: hop["at"] for hop in hops if hop["job"] == job}
        assert mine["dispatched"] <= mine["claimed"] <= mine["finished"]
    assert [hop["hop"] for hop in hops[:2]] == ["received", "committed"]


def test_a_deleted_answer_is_gone_from_history_search_and_stream(guest: httpx.Client) -> None:
    with listening(guest, after=0) as stream:
        accepted = submit(guest)
        until(stream, "answer.scored", "answer.embedded")
        assert guest.delete(f"/api/answers/{accepted['id']}").status_code == 204
        until(stream, "answer.deleted")
    assert guest.get("/api/answers").json()["items"] == []
    assert guest.get("/api/search", params={"q": KOREAN[:60]}).json()["items"] == []
    with listening(guest, after=0) as stream:
        kept = [next(stream) for _ in range(5)]
    assert {frame.event for frame in kept} == {"answer.deleted"}
    assert "점" not in str([frame.data for frame in kept])


def test_a_sheet_of_ones_own_can_be_imported_practised_and_exported(guest: httpx.Client, running: Running) -> None:
    sheet = "---\nbank: mine\nlang: ko\n---\n# 내 문제집\n\n## 큐\n\n1. 멱등성은 왜 필요한가요?\n<!-- id: why-idempotency -->\n"
    headers = {"Content-Type": "text/markdown"}
    dry = guest.post("/api/banks/import", params={"dry_run": True}, content=sheet, headers=headers).json()
    assert [entry["id"] for entry in dry["added"]] == ["why-idempotency"]
    assert [bank["slug"] for bank in guest.get("/api/banks").json()["items"]] == ["backtalk"]
    guest.post("/api/banks/import", content=sheet, headers=headers)
    question = guest.get("/api/questions", params={"bank": "mine"}).json()["items"][0]
    with listening(guest, after=0) as stream:
        submit(guest, "중복 전달이 와도 결과가 한 번만 바뀌게 하려면 멱등성이 필요합니다.", question["id"])
        scored = until(stream, "answer.scored")[-1].data["score"]
    assert scored["gate"] == "form_only"
    assert "멱등성은 왜 필요한가요?" in guest.get("/api/banks/mine/export").text
    with running.guest() as other:
        assert other.get(f"/api/questions/{question['id']}").status_code == 404
