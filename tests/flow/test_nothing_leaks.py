"""A full run with marked secrets in every place that takes one: none of them stands in any log."""

import re
from pathlib import Path

import httpx
import pytest

from tests.flow.running import Running
from tests.flow.sse import listening, until
from tests.flow.test_main_loop import QUESTION, submit

# Each is asked for word by word, so that neither a shortened nor a quoted one slips through.
CANARIES = {
    "answer": "canaryanswer 비밀답변문장",
    "search": "canarysearch 비밀검색어",
    "sheet": "canarysheet 비밀문제",
    "key": "canaryidempotencykey",
    "cookie": "canarycookie",
    "bearer": "canarybearer",
    "query": "canaryquery",
    "malformed": "canarymalformed",
    "provider": "sk-canaryproviderkey",
    "oidc": "canaryclientsecret",
    "agent": "canaryuseragent",
}
KEYS = {
    "BACKTALK_OIDC_CLIENT_SECRET": CANARIES["oidc"],
    "OPENAI_API_KEY": CANARIES["provider"],
    "BACKTALK_PROVIDER_KEY": CANARIES["provider"],
    "BACKTALK_LOG_LEVEL": "debug",
}


def provoke(client: httpx.Client, token: str) -> None:
    """Every call that carries something, right and wrong."""
    with listening(client, after=0) as stream:
        accepted = submit(client, CANARIES["answer"], **{"Idempotency-Key": CANARIES["key"]})
        until(stream, "answer.scored", "answer.embedded")
    client.get("/api/search", params={"q": CANARIES["search"]})
    sheet = f"---\nbank: mine\nlang: ko\n---\n## 큐\n\n1. {CANARIES['sheet']}?\n".encode()
    for content in (sheet, sheet + b"\xff\xfe", b"schema: 1\n" + sheet):
        for kind in ("text/markdown", "application/yaml"):
            client.post("/api/banks/import", content=content, headers={"Content-Type": kind})
    json = {"Content-Type": "application/json"}
    for body in (f'{{"question_id": "{CANARIES["malformed"]}"', f'{{"text": "{CANARIES["malformed"]}", "x": 1}}', "[" * 50_000):
        client.post("/api/answers", content=body.encode(), headers=json)
    client.post("/api/answers", json={"question_id": QUESTION, "text": CANARIES["answer"] + "\x00"})
    client.get(f"/api/answers/{CANARIES['query']}")
    client.get("/api/questions", params={"q": CANARIES["query"], "cursor": CANARIES["query"]})
    client.get("/api/signin/callback", params={"code": CANARIES["query"], "state": CANARIES["query"]})
    client.get("/api/answers", headers={"Authorization": f"Bearer {CANARIES['bearer']}", "User-Agent": CANARIES["agent"]})
    client.get("/api/answers", headers={"Authorization": CANARIES["bearer"]})
    with httpx.Client(base_url=client.base_url, cookies={"backtalk_session": CANARIES["cookie"]}) as other:
        other.get("/api/answers")
    client.get(f"/api/answers/{accepted['id']}/trace")
    client.get("/api/workspace/export")
    client.delete(f"/api/answers/{accepted['id']}")


def secrets_of(folder: Path) -> dict[str, str]:
    """The passwords that the run made for itself."""
    return {path.name: path.read_text().strip() for path in (folder / "passwords").iterdir()}


@pytest.mark.parametrize("log_format", ["json"])
def test_no_log_of_a_full_run_holds_what_was_said_or_who_said_it(tmp_path: Path, log_format: str) -> None:
    system = Running(tmp_path / "data", BACKTALK_LOG_FORMAT=log_format, **KEYS)
    try:
        with system.guest() as client:
            token = client.headers["Authorization"].removeprefix("Bearer ")
            provoke(client, token)
    finally:
        system.stop()
    logged = "\n".join(system.lines)
    files = [path for path in (tmp_path / "data").rglob("*.log") if path.is_file()]
    logged += "\n".join(path.read_text(errors="replace") for path in files)
    words = {word for canary in CANARIES.values() for word in re.split(r"\s", canary)}
    secrets = {token, *secrets_of(tmp_path / "data").values()}
    assert [word for word in words | secrets if word in logged] == []
    # the run was logged at all, and in detail
    assert '"level": "debug"' in logged or "debug" in logged
