"""Answers with jobs, written straight into the database, and the messages that announce them."""

from dataclasses import dataclass
from uuid import UUID

import psycopg
import redis
from celery import Celery

from bench.ground.people import invite
from practice.clock import new_id
from practice.jobs.contracts import Queue

ANSWERS = """
insert into answers (id, user_id, question_id, bank, section, axes, attempt, lang, text, request_hash, received_at)
select given.id, %(user)s, q.id, q.bank, q.section, q.axes, %(first)s + given.n, 'ko', %(text)s || ' ' || given.n, '',
  clock_timestamp()
from unnest(%(answers)s::uuid[]) with ordinality as given (id, n), (select * from questions order by id limit 1) q
"""
JOBS = """
insert into jobs (id, user_id, answer_id, queue, max_attempts, committed_at, dispatched_at)
select id, %(user)s, answer, %(queue)s, 5, clock_timestamp(), clock_timestamp()
from unnest(%(jobs)s::uuid[], %(answers)s::uuid[]) as given (id, answer)
"""
STREAM = "insert into event_streams (user_id, last_seq) values (%s, 0)"
# the rest of a flood is called off: what runs already ends on its own
CALL_OFF = "delete from jobs where user_id = %s and state = 'queued'"
RUNNING = "select count(*) from jobs where user_id = %s and state = 'running'"
DELAYS = "select 1000 * extract(epoch from claimed_at - created_at) from jobs where id = any(%s) and claimed_at is not null"


@dataclass
class Backlog:
    """One person's jobs in one system; ``tasks`` names the task of each queue, ``routes`` the broker's queue for it."""

    conn: psycopg.Connection[tuple[object, ...]]
    producer: Celery
    broker: redis.Redis
    tasks: dict[Queue, str]
    routes: dict[Queue, str]
    user: UUID
    written: int = 0

    def add(self, queue: Queue, count: int, text: str) -> list[UUID]:
        """``count`` answers with a job each, announced; returns the jobs."""
        answers, jobs = [new_id() for _ in range(count)], [new_id() for _ in range(count)]
        values = {"user": self.user, "answers": answers, "jobs": jobs, "queue": queue, "text": text, "first": self.written}
        with self.conn.transaction():
            self.conn.execute(ANSWERS, values)
            self.conn.execute(JOBS, values)
        self.written += count
        for job in jobs:
            name, route = self.tasks[queue], self.routes[queue]
            self.producer.send_task(name, kwargs={"job_id": str(job)}, queue=route, ignore_result=True)
        return jobs

    def call_off(self) -> None:
        """What has not begun never will: rows and messages are taken away."""
        self.broker.delete(*self.routes.values())
        self.conn.execute(CALL_OFF, (self.user,))

    def running(self) -> int:
        row = self.conn.execute(RUNNING, (self.user,)).fetchone()
        assert row
        return int(str(row[0]))

    def delays_ms(self, jobs: list[UUID]) -> list[float]:
        """From the row to the claim, of those that were claimed."""
        return [float(str(row[0])) for row in self.conn.execute(DELAYS, (jobs,))]


def backlog(url: str, broker: str, tasks: dict[Queue, str], routes: dict[Queue, str]) -> Backlog:
    """For a new person in the database at ``url``."""
    person = invite(url, 1)[0]
    conn = psycopg.connect(url, autocommit=True)
    conn.execute(STREAM, (person.user_id,))
    producer = Celery("bench", broker=broker, set_as_current=False)
    return Backlog(conn, producer, redis.Redis.from_url(broker), tasks, routes, person.user_id)
