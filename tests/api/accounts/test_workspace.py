"""A workspace leaves whole, and goes whole."""

import io
import json
import zipfile
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text

from practice.bank.sheet import read_sheet
from practice.db.policies import GUARDED
from practice.db.unit_of_work import WorkerDatabase
from practice.events.channel import channel_of, closing
from practice.identity.workspace import delete_workspace
from tests.api.conftest import Gateway
from tests.api.listening import both_listening
from tests.api.serving import serving, streaming
from tests.api.test_bad_input import assert_problem
from tests.api.waiting import until
from tests.conftest import Person, Urls
from tests.security.remains import remains
from tests.security.rows import fill

pytestmark = pytest.mark.anyio


def archived(reply: httpx.Response) -> dict[str, str]:
    """The files of an export, checked against their sums."""
    assert (reply.status_code, reply.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(reply.content)) as files:
        assert files.testzip() is None
        return {name: files.read(name).decode() for name in files.namelist()}


def lines(files: dict[str, str], table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in files[f"{table}.jsonl"].splitlines()]


async def test_an_export_holds_every_row_of_every_table(
    gateway: Gateway, system: WorkerDatabase, person: Person, stranger: Person
) -> None:
    system.run(lambda conn: (fill(conn, person.user_id), fill(conn, stranger.user_id)))
    files = archived(await gateway.client.get("/api/workspace/export", headers=person.headers))
    for table in GUARDED:
        owner = "id" if table == "users" else "user_id"
        rows = lines(files, table)
        assert rows, table
        assert {row[owner] for row in rows} == {str(person.user_id)}, table
    (answer, *_) = lines(files, "answers")
    assert json.loads(answer["embedding"]) == [1, 2, 3]
    assert json.loads(files["manifest.json"])["rows"]["answers"] == len(lines(files, "answers"))
    assert str(stranger.user_id) not in "".join(files.values())


async def test_no_secret_leaves_with_an_export(gateway: Gateway, system: WorkerDatabase, person: Person) -> None:
    system.run(lambda conn: fill(conn, person.user_id))
    files = archived(await gateway.client.get("/api/workspace/export", headers=person.headers))
    assert "hash" not in "".join(line for name, line in files.items() if name.endswith(".jsonl") and "score" not in name)
    assert person.token_hash.hex() not in "".join(files.values())


async def test_pages_join_without_a_gap(gateway: Gateway, system: WorkerDatabase, person: Person) -> None:
    numbered = (
        "insert into events (user_id, seq, kind, answer_id, payload) select :me, n, 'answer.accepted', gen_random_uuid(), '{}' "
    )
    system.run(lambda conn: conn.execute(text(numbered + "from generate_series(1, 1001) n"), {"me": person.user_id}))
    files = archived(await gateway.client.get("/api/workspace/export", headers=person.headers))
    assert [row["seq"] for row in lines(files, "events")] == list(range(1, 1002))


async def test_an_exported_bank_can_be_read_again(gateway: Gateway, person: Person) -> None:
    sheet = "---\nbank: mine\nlang: ko\n---\n## 큐\n\n1. 멱등성은 왜 필요한가요?\n"
    headers = {**person.headers, "Content-Type": "text/markdown"}
    assert (await gateway.client.post("/api/banks/import", content=sheet.encode(), headers=headers)).status_code == 200
    files = archived(await gateway.client.get("/api/workspace/export", headers=person.headers))
    assert [q.text.ko for q in read_sheet(files["banks/mine.md"].encode(), slug_hint="other").bank.questions] == [
        "멱등성은 왜 필요한가요?"
    ]
    assert "banks/mine.yaml" in files


async def test_a_deleted_workspace_leaves_no_row(
    gateway: Gateway, system: WorkerDatabase, person: Person, stranger: Person, urls: Urls
) -> None:
    system.run(lambda conn: (fill(conn, person.user_id), fill(conn, stranger.user_id)))
    before = remains(urls, person)
    assert all(before.values()), before
    assert before.keys() == {*GUARDED}
    reply = await gateway.client.delete(f"/api/workspace?confirm={person.user_id}", headers=person.headers)
    assert reply.status_code == 204
    assert not any(remains(urls, person).values())
    assert all(remains(urls, stranger).values())
    assert_problem(await gateway.client.get("/api/me", headers=person.headers), 401, "session_required")


async def test_nothing_is_deleted_without_the_right_word(gateway: Gateway, person: Person, stranger: Person) -> None:
    await gateway.accepted(person)
    for confirm in ("", "yes", str(stranger.user_id)):
        reply = await gateway.client.delete("/api/workspace", params={"confirm": confirm}, headers=person.headers)
        assert_problem(reply, 422, "confirmation_missing")
    assert (await gateway.client.get("/api/workspace", headers=person.headers)).json()["answers"] == 1


async def test_open_streams_of_a_deleted_workspace_end(gateway: Gateway, person: Person, stranger: Person) -> None:
    async with both_listening(gateway, person, stranger) as (ended, _):
        await gateway.client.delete(f"/api/workspace?confirm={person.user_id}", headers=person.headers)
        await ended.rest()
        await until(lambda: gateway.shared.hub.streams == 1)


async def test_another_gateway_hears_of_it(gateway: Gateway, person: Person) -> None:
    """The gateway that holds the stream is told over Redis; nothing of the message reaches the browser."""
    async with serving(gateway.app) as served, streaming(served.url, person.headers) as stream:
        await stream.frame()
        await until(lambda: gateway.shared.hub.connected and gateway.shared.hub.streams == 1)
        await until(lambda: gateway.shared.redis.publish(channel_of(person.user_id), closing()))
        rest = await stream.rest()
    assert [frame.event for frame in rest] == [None] * len(rest)


def test_a_request_in_flight_during_the_deletion_finds_nobody(app_engine: Engine, system: WorkerDatabase, person: Person) -> None:
    with app_engine.begin() as conn:
        conn.execute(text("select authenticate(:hash)"), {"hash": person.token_hash})
        delete_workspace(conn, person.user_id)
        assert conn.scalar(text("select count(*) from sessions")) == 0
