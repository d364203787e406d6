"""Old events go; a reader whose cursor is older is told so."""

from sqlalchemy import Connection, text

PRUNE = text("""
with gone as (
  delete from events where (user_id, seq) in (
    select user_id, seq from events
    where created_at < clock_timestamp() - make_interval(days => :days) and published_at is not null
    order by created_at limit :limit)
  returning user_id, seq),
marked as (
  update event_streams s set pruned_to = greatest(s.pruned_to, g.seq)
  from (select user_id, max(seq) as seq from gone group by user_id) g where s.user_id = g.user_id)
select count(*) from gone
""")


def prune(conn: Connection, keep_days: int, limit: int = 5000) -> int:
    """Deletes up to ``limit`` published events older than ``keep_days``; returns how many."""
    return int(conn.scalar(PRUNE, {"days": keep_days, "limit": limit}) or 0)
