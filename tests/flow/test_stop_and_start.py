"""What dies is started again; what is stopped leaves nothing running and keeps everything."""

import os
import signal
from pathlib import Path

import httpx
import pytest

from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import KOREAN, submit


@pytest.mark.parametrize("kind", ["worker-scoring", "worker-embedding", "relay"])
def test_a_killed_process_is_started_again_and_the_answer_still_ends(running: Running, guest: httpx.Client, kind: str) -> None:
    with listening(guest, after=0) as stream:
        os.kill(running.pid_of(kind), signal.SIGKILL)
        submit(guest)
        until(stream, "answer.accepted", "answer.scored", "answer.embedded")
    view = guest.get("/api/answers").json()["items"][0]
    assert (view["scoring"]["state"], view["embedding"]["state"]) == ("done", "done")


def test_ctrl_c_leaves_nothing_running_and_the_next_run_has_all_the_data(tmp_path: Path) -> None:
    system = Running(tmp_path / "data")
    with system.guest() as guest:
        with listening(guest, after=0) as stream:
            accepted = submit(guest)
            until(stream, "answer.scored", "answer.embedded")
        token = guest.headers["Authorization"].removeprefix("Bearer ")
    assert system.stop() == []
    assert system.process.returncode == 0

    system.start()
    try:
        with system.client(token) as guest:
            view = guest.get(f"/api/answers/{accepted['id']}").json()
            found = guest.get("/api/search", params={"q": KOREAN[:50]}).json()
    finally:
        left = system.stop()
    assert view["text"] == KOREAN
    assert view["score"]["overall"] > 0
    assert [hit["answer_id"] for hit in found["items"]] == [accepted["id"]]
    assert left == []


def test_logs_hold_neither_answers_nor_tokens(running: Running) -> None:
    with running.guest() as guest:
        token = guest.headers["Authorization"].removeprefix("Bearer ")
        with listening(guest, after=0) as stream:
            submit(guest)
            until(stream, "answer.scored", "answer.embedded")
        guest.get("/api/search", params={"q": KOREAN[:50]})
    logged = "\n".join(running.lines)
    assert KOREAN[:20] not in logged
    assert token not in logged
