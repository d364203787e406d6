"""Old events go; a reader whose cursor is older is told so."""

from sqlalchemy import Connection, text

# What somebody else holds is left for the next time, and streams are locked in the order in which writers lock them:
# so this waits for nobody who could wait for it.
PRUNE = text("""
with old as (
  select user_id, seq from events
  where created_at < clock_timestamp() - make_interval(days => :days) and published_at is not null
  order by created_at limit :limit for update skip locked),
gone as (
  delete from events using old where events.user_id = old.user_id and events.seq = old.seq
  returning events.user_id, events.seq),
held as (
  select s.user_id, g.seq from event_streams s
  join (select user_id, max(seq) as seq from gone group by user_id) g on s.user_id = g.user_id
  order by s.user_id for no key update of s),
marked as (
  update event_streams s set pruned_to = greatest(s.pruned_to, held.seq) from held where s.user_id = held.user_id)
select count(*) from gone
""")


def prune(conn: Connection, keep_days: int, limit: int = 5000) -> int:
    """Deletes up to ``limit`` published events older than ``keep_days``; returns how many."""
    return int(conn.scalar(PRUNE, {"days": keep_days, "limit": limit}) or 0)
