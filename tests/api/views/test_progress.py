"""Progress and the next questions over HTTP."""

import pytest

from practice.answers.submit import Accepted
from practice.db.unit_of_work import WorkerDatabase
from practice.jobs.contracts import JobHint
from tests.api.conftest import QUESTION, Gateway
from tests.api.test_bad_input import assert_problem
from tests.conftest import Person
from tests.practice.answers.given import rows
from tests.practice.answers.scored import PROVENANCE, scored

pytestmark = pytest.mark.anyio


async def answered(gateway: Gateway, person: Person, system: WorkerDatabase, overall: int) -> None:
    made = await gateway.accepted(person)
    ((job,),) = rows(system, "select id from jobs where answer_id = :id and queue = 'scoring'", id=made["id"])
    jobs = (JobHint(job, "scoring"),)
    accepted = Accepted(made["id"], QUESTION, made["attempt"], made["seq"], "ko", made["created_at"], jobs)
    scored(system, accepted, overall)


async def test_without_answers_there_is_nothing_to_show_and_something_to_begin_with(gateway: Gateway, person: Person) -> None:
    progress = (await gateway.client.get("/api/progress", headers=person.headers)).json()
    assert (progress["scorer"], progress["overall"], progress["axes"]) == (None, None, [])
    proposed = (await gateway.client.get("/api/next", params={"limit": 4}, headers=person.headers)).json()
    assert [item["reason"]["code"] for item in proposed["items"]] == ["first"] * 4
    assert all(item["question"]["text"]["ko"] for item in proposed["items"])


async def test_the_numbers_say_whose_they_are(gateway: Gateway, person: Person, stranger: Person, system: WorkerDatabase) -> None:
    for overall, someone in ((40, person), (60, person), (99, stranger)):
        await answered(gateway, someone, system, overall)
    progress = (await gateway.client.get("/api/progress?utc_offset_min=540", headers=person.headers)).json()
    scorer = {"scorer": PROVENANCE.scorer, "version": PROVENANCE.version, "model": PROVENANCE.model}
    assert (progress["scorer"], progress["scorers"]) == (scorer, [{**scorer, "answers": 2}])
    assert (progress["overall"]["now"], progress["overall"]["change"]) == (50.0, None)
    assert [(line["key"], line["answers"]) for line in progress["axes"]] == [("depth", 2)]
    assert [(one["best"], one["latest"]) for one in progress["questions"]] == [(60, 60)]


async def test_what_is_out_of_bounds(gateway: Gateway, person: Person) -> None:
    assert_problem(await gateway.client.get("/api/progress?utc_offset_min=900", headers=person.headers), 422, "invalid_input")
    assert_problem(await gateway.client.get("/api/next?limit=21", headers=person.headers), 422, "invalid_input")
    assert_problem(await gateway.client.get("/api/next"), 401, "session_required")
