"""What is imported is a bank: a file without a question changes nothing, and what a file does not say stays as it was."""

from random import Random
from typing import Any

import pytest

from tests.api.conftest import Gateway
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person

pytestmark = pytest.mark.anyio

SHEET = "## s\n\n1. {question}\n\n<details><summary>Answer</summary>\n\nBecause.\n</details>\n"
MINE = "---\nbank: mine\ntitle: 나의 질문\nlang: ko\nlicense: CC0-1.0\nsource: a book\n---\n" + SHEET.format(question="Why?")
EMPTY = {
    "nothing": b"",
    "blanks": b" \n\n\t\n",
    "HTML": b"<!doctype html><html><head><title>Not found</title></head><body><h1>404</h1><p>Nothing.</p></body></html>",
    "PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\nxref\n0 1\ntrailer\n%%EOF\n",
    "zeros": bytes(2000),
    "a title alone": b"# My questions\n",
}
TWIN = b"schema: 1\nbank: {slug: mine, title: Another}\nquestions: []\n"


async def sent(gateway: Gateway, person: Person, content: bytes, kind: str = "text/markdown", query: str = "slug=mine") -> Any:
    headers = {**person.headers, "Content-Type": kind}
    return await gateway.client.post(f"/api/banks/import?{query}", content=content, headers=headers)


async def banks(gateway: Gateway, person: Person) -> dict[str, Any]:
    found = (await gateway.client.get("/api/banks", headers=person.headers)).json()["items"]
    return {bank["slug"]: bank for bank in found}


@pytest.mark.parametrize("dry", ["true", "false"])
@pytest.mark.parametrize("case", EMPTY)
async def test_a_file_without_a_question_is_refused_in_words(gateway: Gateway, person: Person, case: str, dry: str) -> None:
    before = await banks(gateway, person)
    reply = await sent(gateway, person, EMPTY[case], query=f"slug=mine&dry_run={dry}")
    body = assert_problem(reply, 422, "no_questions")
    assert "`## `" in body["detail"]
    assert await banks(gateway, person) == before


async def test_random_bytes_are_no_bank(gateway: Gateway, person: Person) -> None:
    for seed in range(10):
        assert_problem(await sent(gateway, person, Random(seed).randbytes(4000)), 422, "no_questions")


async def test_an_empty_file_changes_no_bank_of_one_s_own(gateway: Gateway, person: Person) -> None:
    assert (await sent(gateway, person, MINE.encode())).status_code == 200
    before = await banks(gateway, person)
    for content, kind in ((b"", "text/markdown"), (TWIN, "application/yaml")):
        assert_problem(await sent(gateway, person, content, kind), 422, "no_questions")
    assert await banks(gateway, person) == before


async def test_an_empty_file_hides_no_bank_that_ships(gateway: Gateway, person: Person) -> None:
    assert_problem(await sent(gateway, person, b"", query="slug=backtalk"), 422, "no_questions")
    listed = await gateway.client.get("/api/questions?bank=backtalk", headers=person.headers)
    assert listed.json()["items"]


async def exported(gateway: Gateway, person: Person) -> str:
    return (await gateway.client.get("/api/banks/mine/export?format=yaml", headers=person.headers)).text


async def test_what_a_file_does_not_say_of_itself_stays(gateway: Gateway, person: Person) -> None:
    await sent(gateway, person, MINE.encode())
    done = await sent(gateway, person, SHEET.format(question="And how does it go on?").encode())
    assert (done.status_code, done.json()["bank"], len(done.json()["added"])) == (200, "mine", 1)
    head = (await exported(gateway, person)).partition("sections:")[0]
    for said in ("나의 질문", "CC0-1.0", "a book", "lang: ko"):
        assert said in head, head


async def test_what_a_file_says_of_itself_is_taken(gateway: Gateway, person: Person) -> None:
    await sent(gateway, person, MINE.encode())
    said = "---\ntitle: Another\nlang: en\nlicense: MIT\nsource: a talk\n---\n" + SHEET.format(question="Why?")
    await sent(gateway, person, said.encode())
    head = (await exported(gateway, person)).partition("sections:")[0]
    for words in ("Another", "MIT", "a talk", "lang: en"):
        assert words in head, head
    assert "나의 질문" not in head


async def test_a_twin_without_a_language_leaves_it(gateway: Gateway, person: Person) -> None:
    await sent(gateway, person, MINE.replace("lang: ko", "lang: en").encode())
    twin = b"schema: 1\nbank: {slug: mine, title: {en: Another}}\nquestions:\n- {id: q, section: s, text: {en: Why not?}}\n"
    reply = await sent(gateway, person, twin, "application/yaml")
    assert reply.status_code == 200, reply.text
    head = (await exported(gateway, person)).partition("sections:")[0]
    assert "lang: en" in head
    assert "Another" in head


async def test_a_dry_run_says_what_was_read_of_each_question(gateway: Gateway, person: Person) -> None:
    sheet = MINE + "\n2. And how does it go on?\n"
    done = (await sent(gateway, person, sheet.encode(), query="slug=mine&dry_run=true")).json()
    first, second = done["added"]
    held = ("model_answer", "points", "follow_ups", "hints", "can_be_scored")
    assert [first[name] for name in held] == [True, 0, 0, 0, True]
    assert [second[name] for name in held] == [False, 0, 0, 0, False]
