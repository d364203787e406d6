"""A scoring job with a provider over real HTTP: judged, delayed with its reason, ended at once where waiting is in vain."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, text

from practice.answers.estimate import estimable, keep_estimate
from practice.answers.submit import Accepted
from practice.answers.views import AnswerView, view
from practice.bank.shipped import load
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import Engine as ModelEngine
from practice.errors import AlreadyScored
from practice.presence.pulse import quick_redis
from practice.scoring.aim import held_against
from practice.scoring.provenance import rubric_hash
from practice.scoring.record import every
from practice.scoring.rubric import RubricScorer, provenance
from practice.settings import Settings
from tests.conftest import Person, Urls
from tests.doubles.provider.running import RunningDouble, provider_double
from tests.practice.answers.given import as_person
from tests.workers.submitted import QUESTION, UNREADABLE, events_of, job_of, row_of, submitted
from workers.runtime.leases import Leases
from workers.runtime.wake import Waker
from workers.scoring.partials import Partials
from workers.scoring.provider import STOPPED, ProviderSide, provider_side
from workers.scoring.run import ScoringRoom


@pytest.fixture(scope="module")
def running() -> Iterator[RunningDouble]:
    with provider_double() as double:
        yield double


@pytest.fixture
def double(running: RunningDouble) -> RunningDouble:
    running.set(mode="ok", times=None, verdicts=[], retry_after="2")
    running.requests.clear()
    return running


@dataclass
class Desk:
    """A room with a provider, and what a test wants to see of it."""

    room: ScoringRoom
    system: WorkerDatabase
    app_engine: Engine
    person: Person

    def submit(self, **more: Any) -> Accepted:
        return submitted(self.system, self.person.user_id, **more)

    def run(self, answer: Accepted) -> None:
        """As soon as it is due: the waits are other tests' business."""
        values = {"id": job_of(answer, "scoring")}
        self.system.run(lambda conn: conn.execute(text("update jobs set run_at = now() where id = :id"), values))
        self.room.run(values["id"])

    def seen(self, answer: Accepted) -> AnswerView:
        with as_person(self.app_engine, self.person) as conn:
            return view(conn, self.person.user_id, answer.id)

    def told(self) -> list[str]:
        return [kind for _, kind, _ in events_of(self.system, self.person.user_id)]


MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk(
    system_settings: Settings,
    system: WorkerDatabase,
    app_engine: Engine,
    engine: ModelEngine,
    person: Person,
    double: RunningDouble,
) -> Iterator[MakeDesk]:
    """Makes a desk with more settings; its loop ends with the test."""
    sides: list[ProviderSide] = []
    wakers: list[Waker] = []
    client = quick_redis(system_settings.redis_url.get_secret_value())

    def make(**more: Any) -> Desk:
        given = {
            "provider": "openai",
            "provider_model": "double-1",
            "provider_base_url": double.url,
            "provider_key": SecretStr("k"),
            "provider_timeout_s": 30.0,
            "provider_price_in": 2.0,
            "provider_price_out": 4.0,
            **more,
        }
        settings = system_settings.model_copy(update=given)
        side = provider_side(settings)
        assert side is not None
        sides.append(side)
        leases = Leases(system, settings.lease_s)
        wakers.append(Waker(system))
        room = ScoringRoom(settings, system, leases, wakers[-1], RubricScorer(engine), Partials(client), side)
        return Desk(room, system, app_engine, person)

    yield make
    for ended in (*sides, *wakers):
        ended.close()
    client.close()


def test_a_score_says_which_provider_made_it_and_what_it_cost(desk: MakeDesk) -> None:
    at = desk()
    answer = at.submit()
    at.run(answer)
    score = at.seen(answer).score
    assert score is not None
    known = score["provenance"]
    assert (known["scorer"], known["model"], known["standing"], known["samples"]) == ("openai", "double-1", "final", 1)
    assert (known["tokens_in"], known["tokens_out"], known["cost_usd"]) == (700, 150, 0.002)
    assert at.told() == ["answer.accepted", "score.started", "answer.scored"]
    day = at.system.run(lambda conn: conn.execute(text("select calls, cost_usd from provider_days")).one())
    assert (day.calls, float(day.cost_usd)) == (1, 0.002)


def test_the_provider_is_told_which_follow_up_is_answered(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk()
    at.run(at.submit(followup="커피가 식으면 어떻게 하나요?"))
    data = json.loads(double.requests[0]["body"]["messages"][-1]["content"])
    assert "커피가 식으면 어떻게 하나요?" in data["asked"]
    assert double.complaints == []
    assert at.told()[-1] == "answer.scored"


def test_an_answer_to_a_follow_up_of_the_bank_is_judged_by_its_model_answer(desk: MakeDesk, double: RunningDouble) -> None:
    (question,) = [one for one in load().questions if one.id == QUESTION]
    follow_up = question.followups[0]
    at = desk()
    answer = at.submit(followup=follow_up.text.ko)
    at.run(answer)
    score = at.seen(answer).score
    assert score is not None
    asked = held_against(question, follow_up.text.ko)
    assert [point["id"] for point in score["points"]] == [point.id for point in asked.asked.rubric]
    # the offline scorer's too: what a provider is given to read beside it makes no other rubric
    assert score["provenance"]["rubric_hash"] == rubric_hash(asked.asked) != rubric_hash(question)
    instructions = double.requests[0]["body"]["messages"][0]["content"]
    given = json.loads(instructions[instructions.index("\n{") :])
    assert given["model_answer"] == follow_up.answer.ko
    # a follow-up alone does not say what it follows
    assert given["question"] == f"{question.text.ko}\n{follow_up.text.ko}"


def test_a_question_of_a_newer_version_is_put_back_with_its_reason(desk: MakeDesk, urls: Urls) -> None:
    at = desk()
    answer = at.submit()
    with psycopg.connect(urls.admin) as conn:
        conn.execute(UNREADABLE, (QUESTION,))
    at.run(answer)
    job = row_of(at.system, job_of(answer, "scoring"))
    assert (job.state, job.error_code, job.max_attempts - job.attempt) == ("queued", "question_unreadable", 5)
    assert at.told() == ["answer.accepted", "score.delayed"]


@pytest.mark.parametrize("mode", ["down", "overload", "rate_limit", "cut", "server_error"])
def test_an_outage_delays_says_why_and_loses_nothing(desk: MakeDesk, double: RunningDouble, mode: str) -> None:
    at = desk(provider_breaker_failures=100)
    answer = at.submit(attempts=1)
    double.set(mode=mode, retry_after="0")
    for _ in range(4):
        at.run(answer)
        waiting = at.seen(answer).scoring
        assert waiting.state == "queued"
        assert waiting.error is not None
        assert waiting.error["code"].startswith("provider_")
        assert waiting.error["retry_at"] is not None
    double.set(mode="ok")
    at.system.run(lambda conn: conn.execute(text("update provider_gates set open_until = null")))
    at.run(answer)
    assert at.seen(answer).scoring.state == "done"
    assert at.told().count("answer.scored") == 1


def test_retry_after_is_waited_for_by_everybody(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk()
    first, second = at.submit(), at.submit()
    double.set(mode="rate_limit", retry_after="300")
    at.run(first)
    assert (row_of(at.system, job_of(first, "scoring")).run_at - first.created_at).total_seconds() > 290
    at.run(second)
    assert at.seen(second).scoring.state == "queued"
    assert len(double.requests) == 1


@pytest.mark.parametrize("asked", ["Fri, 31 Dec 2100 23:59:59 GMT", "99999999999999"])
def test_a_pause_that_nobody_would_wait_for_ends_with_patience(desk: MakeDesk, double: RunningDouble, asked: str) -> None:
    at = desk(provider_patience_s=3600.0)
    answer = at.submit()
    double.set(mode="rate_limit", retry_after=asked)
    at.run(answer)
    seen = at.seen(answer).scoring
    assert (seen.state, seen.error and seen.error["code"]) == ("queued", "provider_rate_limited")
    waits_s = (row_of(at.system, job_of(answer, "scoring")).run_at - answer.created_at).total_seconds()
    assert 3500 < waits_s < 3700
    paused = at.system.run(lambda conn: conn.scalar(text("select paused_until - clock_timestamp() from provider_gates")))
    assert paused.total_seconds() < 3700


def test_an_open_breaker_costs_no_call_and_no_attempt(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk(provider_breaker_failures=2)
    answer = at.submit(attempts=2)
    double.set(mode="overload")
    for _ in range(6):
        at.run(answer)
    assert len(double.requests) == 2
    assert at.seen(answer).scoring.state == "queued"
    assert at.told().count("score.started") == 2


@pytest.mark.parametrize(
    ("mode", "code"),
    [
        ("bad_key", "provider_bad_key"),
        ("quota", "provider_quota"),
        ("no_model", "provider_rejected"),
        ("refusal", "provider_refused"),
        ("length", "provider_length"),
    ],
)
def test_where_waiting_is_in_vain_it_fails_at_once_with_what_to_do(
    desk: MakeDesk, double: RunningDouble, mode: str, code: str
) -> None:
    at = desk()
    answer = at.submit()
    double.set(mode=mode)
    at.run(answer)
    ended = at.seen(answer).scoring
    assert ended.state == "failed"
    assert ended.error is not None
    assert (ended.error["code"], ended.error["attempt"], ended.error["retry_at"]) == (code, 1, None)
    assert at.told()[-1] == "score.failed"


def test_a_reply_that_stays_malformed_ends_after_its_attempts(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk()
    answer = at.submit(attempts=3)
    double.set(mode="garbage")
    for _ in range(5):
        at.run(answer)
    assert at.seen(answer).scoring.state == "failed"
    assert len(double.requests) == 3


def test_patience_ends(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk(provider_patience_s=3600.0)
    answer = at.submit()
    double.set(mode="down")
    at.run(answer)
    at.system.run(lambda conn: conn.execute(text("update jobs set waiting_since = now() - interval '2 hours'")))
    at.run(answer)
    ended = at.seen(answer).scoring
    assert ended.state == "failed"
    assert ended.error is not None
    assert "1 hours" in ended.error["message"]


def test_only_the_time_of_an_outage_tries_patience(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk(provider_patience_s=3600.0, provider_daily_budget=0.001)
    first, second = at.submit(), at.submit()
    at.run(first)
    at.run(second)
    waiting = row_of(at.system, job_of(second, "scoring"))
    assert (waiting.error_code, waiting.waiting_since) == ("provider_budget_spent", None)
    # one that had begun to wait for the provider before: the time until midnight is left out
    at.system.run(lambda conn: conn.execute(text("update jobs set waiting_since = now() - interval '30 minutes'")))
    at.run(second)
    waiting = row_of(at.system, job_of(second, "scoring"))
    assert abs((waiting.run_at - waiting.waiting_since).total_seconds() - 1800) < 300


def test_a_cut_call_is_in_the_books_and_nothing_stays_booked(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk(provider_daily_budget=1.0)
    answer = at.submit()
    double.set(mode="cut")
    at.run(answer)
    day = at.system.run(lambda conn: conn.execute(text("select * from provider_days")).one())
    assert day.calls == 1
    assert day.cost_usd > 0
    assert day.booked_usd == 0
    double.set(mode="ok")
    at.run(answer)
    day = at.system.run(lambda conn: conn.execute(text("select * from provider_days")).one())
    assert (day.calls, float(day.booked_usd)) == (2, 0.0)


def test_a_spent_budget_is_waited_out(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk(provider_daily_budget=0.001)
    first, second = at.submit(), at.submit()
    at.run(first)
    at.run(second)
    assert at.seen(first).scoring.state == "done"
    error = at.seen(second).scoring.error
    assert error is not None
    assert error["code"] == "provider_budget_spent"
    assert len(double.requests) == 1


def test_what_no_rubric_should_judge_costs_no_call(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk()
    answer = at.submit(words="잘 모르겠습니다.")
    at.run(answer)
    score = at.seen(answer).score
    assert score is not None
    assert (score["overall"], score["provenance"]["scorer"]) == (0, "rubric")
    assert double.requests == []


def test_an_estimate_is_marked_and_the_real_score_replaces_it(desk: MakeDesk, double: RunningDouble, engine: ModelEngine) -> None:
    at = desk()
    answer = at.submit()
    double.set(mode="down")
    at.run(answer)
    estimate(at, answer, engine)
    interim = at.seen(answer)
    assert interim.score is not None
    assert (interim.score["provenance"]["standing"], interim.score["provenance"]["scorer"]) == ("interim", "rubric")
    assert interim.scoring.state == "queued"
    double.set(mode="ok")
    at.run(answer)
    final = at.seen(answer).score
    assert final is not None
    assert (final["provenance"]["standing"], final["provenance"]["scorer"]) == ("final", "openai")
    kept = at.system.run(lambda conn: every(conn, answer.id))
    assert [one["provenance"]["standing"] for one in kept] == ["final", "interim"]
    assert at.told().count("answer.scored") == at.told().count("score.estimated") == 1
    with pytest.raises(AlreadyScored):
        estimate(at, answer, engine)


def estimate(at: Desk, answer: Accepted, engine: ModelEngine) -> None:
    """As the gateway does it."""
    with as_person(at.app_engine, at.person) as conn:
        found = estimable(conn, at.person.user_id, answer.id)
    score = RubricScorer(engine).judge(found.text, found.lang, found.question)
    with as_person(at.app_engine, at.person) as conn:
        keep_estimate(conn, found, score, provenance(found.question, engine), 5)


def test_a_worker_that_stops_gives_its_jobs_back_at_once(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk()
    answer = at.submit(attempts=1)
    double.set(mode="hang")
    thread = threading.Thread(target=at.run, args=(answer,))
    thread.start()
    side = at.room.provider
    assert side is not None
    side.loop.call(lambda: until_in_flight(double))
    side.close()
    thread.join(30)
    job = row_of(at.system, job_of(answer, "scoring"))
    assert (job.state, job.error_code, job.lease_until) == ("queued", STOPPED, None)
    assert job.max_attempts - job.attempt == 1


def test_a_job_that_was_claimed_but_not_asked_about_is_given_back_too(
    desk: MakeDesk, double: RunningDouble, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the client closes and after: the job goes on elsewhere, and the breaker of all workers hears nothing of it."""
    monkeypatch.setattr("workers.scoring.loop.STOP_WITHIN_S", 60.0)
    at = desk()
    meanwhile, after = at.submit(attempts=1), at.submit(attempts=1)
    side = at.room.provider
    assert side is not None

    async def closing() -> None:
        await side.judging.provider.close()
        await asyncio.to_thread(at.run, meanwhile)

    side.loop.stop(closing)
    at.run(after)
    for answer in (meanwhile, after):
        job = row_of(at.system, job_of(answer, "scoring"))
        assert (job.state, job.error_code, job.lease_until) == ("queued", STOPPED, None)
        assert job.max_attempts - job.attempt == 1
    failures = at.system.run(lambda conn: conn.scalars(text("select failures from provider_gates")).all())
    assert sum(failures) == 0
    assert double.requests == []


async def until_in_flight(double: RunningDouble) -> None:
    while not double.double.state.in_flight:  # noqa: ASYNC110  # the double lives on another loop
        await asyncio.sleep(0.01)


def test_only_so_many_calls_are_in_flight(desk: MakeDesk, double: RunningDouble) -> None:
    at = desk(provider_concurrency=3)
    double.double.state.most_in_flight = 0
    double.set(latency_s=0.2)
    threads = [threading.Thread(target=at.run, args=(at.submit(),)) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    double.set(latency_s=0.0)
    assert 1 <= double.double.state.most_in_flight <= 3
    assert at.told().count("answer.scored") == 9
