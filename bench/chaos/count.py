"""At the end: what was promised against what is there, in the database and in the clients' hands."""

from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg.rows import dict_row

from bench.chaos.client import Person

UNENDED = "select count(*) as n from jobs where state in ('queued', 'running')"
TOTALS = """
select
  (select count(*) from answers) as stored,
  (select count(*) from jobs where queue = 'scoring' and state = 'done') as scored,
  (select count(*) from jobs where queue = 'embedding' and state = 'done') as embedded,
  (select count(*) from jobs where state = 'failed') as failed,
  (select count(*) from jobs where state = 'failed' and error_code is null) as silent_failures,
  (select count(*) from answers where embedding is not null) as vectors,
  (select count(*) from scores) as scores,
  (select count(*) from (select answer_id from scores group by 1 having count(*) > 1) d) as answers_scored_twice,
  (select count(*) from (select answer_id, kind from events
    where kind in ('answer.accepted', 'answer.scored', 'answer.embedded') group by 1, 2 having count(*) > 1) d) as events_doubled,
  (select count(*) from events) as events,
  (select count(*) from (select user_id from events group by 1
    having count(*) <> max(seq) or min(seq) <> 1) g) as logs_with_gaps,
  (select max(attempt) from jobs) as most_attempts,
  (select count(*) from jobs where attempt > 1) as jobs_run_again
"""
STORED = "select id::text as id from answers"
HEADS = "select user_id::text as user_id, last_seq from event_streams"


@dataclass(frozen=True)
class Count:
    """``lost`` and ``doubled`` must be 0; the rest says how much happened."""

    accepted: int
    scored: int
    embedded: int
    failed: int
    events: int
    delivered: int
    lost: int
    doubled: int
    seen: dict[str, int]
    database: dict[str, Any]

    @property
    def kept(self) -> bool:
        return self.lost == 0 and self.doubled == 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def unended(url: str) -> int:
    """Jobs that still wait or run."""
    with psycopg.connect(url) as conn:
        row = conn.execute(UNENDED).fetchone()
        return int(row[0]) if row else 0


def behind(url: str, people: list[Person]) -> list[str]:
    """The people whose page has not got everything yet."""
    with psycopg.connect(url) as conn:
        heads = dict(conn.execute(HEADS).fetchall())
    return [person.user_id for person in people if person.cursor < heads.get(person.user_id, 0)]


def count(url: str, people: list[Person]) -> Count:
    """Everything is over: compares. Lost is an accepted answer without its end, or an event that its page never got."""
    with psycopg.connect(url, row_factory=dict_row) as conn:
        found = conn.execute(TOTALS).fetchone()
        assert found
        stored = {row["id"] for row in conn.execute(STORED)}
    accepted = {answer for person in people for answer in person.accepted}
    late = len(behind(url, people))
    answers_lost = len(accepted - stored) + found["silent_failures"] + unended(url)
    results_lost = abs(found["scores"] - found["scored"]) + abs(found["vectors"] - found["embedded"])
    events_lost = sum(person.lost for person in people) + found["logs_with_gaps"] + late
    answers_doubled = len(stored - accepted) + sum(len(p.accepted) for p in people) - len(accepted)
    return Count(
        accepted=len(accepted),
        scored=found["scored"],
        embedded=found["embedded"],
        failed=found["failed"],
        events=found["events"],
        delivered=sum(person.delivered for person in people),
        lost=answers_lost + results_lost + events_lost,
        doubled=answers_doubled + found["answers_scored_twice"] + found["events_doubled"] + sum(p.doubled for p in people),
        seen=_seen(people),
        database=found,
    )


def _seen(people: list[Person]) -> dict[str, int]:
    total: dict[str, int] = {"tries to submit": sum(person.tries for person in people)}
    for person in people:
        for what, times in person.met.items():
            total[what] = total.get(what, 0) + times
    return dict(sorted(total.items()))
