"""What must hold after every fault: each accepted answer ends once, each event reaches the page once and in order."""

from collections import Counter

from tests.faults.page import Guest
from tests.faults.waiting import until

ANSWERS = """
select a.id::text as id, a.embedding is not null as embedded,
  (select count(*) from scores s where s.answer_id = a.id) as scores,
  (select jsonb_object_agg(queue, state) from jobs j where j.answer_id = a.id) as jobs,
  (select jsonb_object_agg(queue, error_code) from jobs j where j.answer_id = a.id) as errors
from answers a where a.user_id = :user order by a.id
"""
EVENTS = "select seq, kind, answer_id::text as answer_id from events where user_id = :user order by seq"
UNENDED = "select 1 from jobs where user_id = :user and state in ('queued', 'running') limit 1"
ENDED = {"answer.accepted", "answer.scored", "score.failed", "answer.embedded", "embed.failed"}


def assert_kept(guest: Guest) -> None:
    """Waits until nothing is left to do, then compares the data with what was promised and with what the page got."""
    stage, page = guest.stage, guest.page
    until(lambda: not stage.rows(UNENDED, user=guest.user_id), "every job to end")
    events = stage.rows(EVENTS, user=guest.user_id)
    page.until(lambda page: page.cursor >= len(events), f"event {len(events)}, has {page.cursor}")
    answers = {row.id: row for row in stage.rows(ANSWERS, user=guest.user_id)}
    assert sorted(guest.accepted) == sorted(answers), "accepted answers and stored ones differ"
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert page.ids == list(range(1, len(events) + 1)), "the page got an event twice, late or never"
    told = Counter((event.answer_id, event.kind) for event in events if event.kind in ENDED)
    for answer, row in answers.items():
        scored, embedded = row.jobs["scoring"] == "done", row.jobs["embedding"] == "done"
        assert (row.scores, row.embedded) == (int(scored), embedded)
        assert scored or row.errors["scoring"]
        assert embedded or row.errors["embedding"]
        outcomes = ("answer.scored" if scored else "score.failed", "answer.embedded" if embedded else "embed.failed")
        expected = {(answer, kind): 1 for kind in ("answer.accepted", *outcomes)}
        assert {key: count for key, count in told.items() if key[0] == answer} == expected


def assert_all_well(guest: Guest) -> None:
    """The same, and nothing failed."""
    assert_kept(guest)
    failed = [row for row in guest.stage.rows(ANSWERS, user=guest.user_id) if "failed" in row.jobs.values()]
    assert not failed, [(row.id, row.errors) for row in failed]
