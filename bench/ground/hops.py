"""Where the time of a walk goes, by the times that the rows bear; all clocks are this machine's."""

import itertools
from typing import Any

import psycopg

TIMES = """
select answers.id, extract(epoch from answers.received_at), extract(epoch from answers.created_at),
  extract(epoch from committed_at), extract(epoch from dispatched_at), extract(epoch from claimed_at),
  extract(epoch from events.created_at), extract(epoch from published_at)
from answers join jobs on jobs.answer_id = answers.id and jobs.queue = 'scoring'
join events on events.answer_id = answers.id and events.kind = 'answer.scored'
where answers.id = any(%s)
"""
MARKS = (
    "submitted",
    "received",
    "stored",
    "committed",
    "announced",
    "claimed",
    "judged and written",
    "published",
    "in the client's hands",
)


def hops(url: str, seen: list[dict[str, Any]]) -> dict[str, list[float]]:
    """Milliseconds from each mark to the next one that a system keeps; those it does not keep are passed over."""
    found: dict[str, list[float]] = {}
    with psycopg.connect(url) as conn:
        rows = {str(row[0]): row[1:] for row in conn.execute(TIMES, ([one["id"] for one in seen],))}
    for one in seen:
        if one["id"] not in rows:
            continue
        times = (one["sent"], *rows[one["id"]], one["arrived"])
        kept = [(number, float(at)) for number, at in enumerate(times) if at is not None]
        for (before, start), (after, end) in itertools.pairwise(kept):
            found.setdefault(f"{after}. {MARKS[before]} → {MARKS[after]}", []).append(1000 * (end - start))
    return dict(sorted(found.items()))
