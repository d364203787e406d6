"""One row of a person in every table; a table without a row here fails the tests that use it."""

import json
from uuid import UUID

from sqlalchemy import Connection, text

from practice.bank.body import to_body
from practice.bank.shipped import load
from practice.clock import new_id

BANK = """insert into banks (id, user_id, slug, title, lang, sections)
  values (:bank, :me, 'mine', '{"ko": "내 것"}', 'ko', '[]')"""
QUESTION = """insert into questions (id, bank_id, user_id, local_id, bank, section, position, body, words)
  values (:question, :bank, :me, 'q', 'mine', 's', 0, :body, '')"""
ANSWER = """insert into answers (id, user_id, question_id, bank, section, attempt, lang, text, request_hash, received_at,
    idempotency_key, embedding, embedding_model)
  values (:answer, :me, :question, 'mine', 's', 1, 'ko', '답', '\\x00', now(), 'key', '[1,2,3]', 'test')"""
JOB = "insert into jobs (id, user_id, answer_id, queue, max_attempts) values (:job, :me, :answer, 'scoring', 5)"
SCORE = """insert into scores (id, user_id, answer_id, job_id, attempt, overall, body, scorer, scorer_version, model, rubric_hash,
    duration_ms) values (:score, :me, :answer, :job, 1, 50, :scored, 'rubric', '1', 'none', 'x', 1)"""
WINDOW = """insert into answer_windows (answer_id, model, position, user_id, start_at, end_at, embedding)
  values (:answer, 'test', 0, :me, 0, 1, '[1,2,3]')"""
PASSAGE = """insert into bank_passages (question_id, model, part, lang, user_id, made_of, text, words, embedding)
  values (:question, 'test', 'question', 'ko', :me, now(), '왜', '{}/1000000000', '[1,2,3]')"""

ROWS = {
    "banks": BANK,
    "questions": QUESTION,
    "bank_passages": PASSAGE,
    "answers": ANSWER,
    "jobs": JOB,
    "scores": SCORE,
    "answer_windows": WINDOW,
    "event_streams": "insert into event_streams (user_id, last_seq) values (:me, 1)",
    "events": "insert into events (user_id, seq, kind, answer_id, payload) values (:me, 1, 'answer.accepted', :answer, '{}')",
    "accounts": "insert into accounts (id, user_id, issuer, subject) values (:account, :me, 'https://id.example', :subject)",
}
PROVENANCE = {
    "scorer": "rubric",
    "version": "1",
    "model": "none",
    "rubric_hash": "x",
    "scored_at": "2026-01-01T00:00:00Z",
    "duration_ms": 1,
}
LISTS: dict[str, list[object]] = {name: [] for name in ("axes", "points", "strengths", "improvements", "follow_ups")}
SCORED = {"overall": 50, "summary": "", **LISTS, "gate": None, "uncertain": False, "provenance": PROVENANCE}


def fill(conn: Connection, me: UUID) -> dict[str, object]:
    """A row in every table of people for somebody who has a row in ``users`` and ``sessions``; returns the ids used."""
    ids: dict[str, object] = {name: new_id() for name in ("bank", "answer", "job", "score", "account")}
    ids |= {
        "me": me,
        "question": f"q-{ids['bank']}",
        "subject": str(me),
        "body": json.dumps(to_body(load().questions[0])),
        "scored": json.dumps(SCORED),
    }
    for statement in ROWS.values():
        used = {name: value for name, value in ids.items() if f":{name}" in statement}
        json_cast = statement.replace(":body", "cast(:body as jsonb)").replace(":scored", "cast(:scored as jsonb)")
        conn.execute(text(json_cast), used)
    return ids
