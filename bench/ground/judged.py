"""What the offline scorer says of an answer that does not know: the floor and the recipe write and send the same."""

from typing import Any

import psycopg

from practice.bank.body import from_json
from practice.embedding.client import EncoderClient
from practice.scoring.record import body_of
from practice.scoring.rubric import RubricScorer, provenance
from practice.settings import Settings

UNKNOWN = "죄송합니다, 이 부분은 공부를 못 해서 잘 모르겠습니다."
QUESTION = "select body::text from questions order by id limit 1"


def score_of_unknown(url: str) -> dict[str, Any]:
    """The JSON of such a score, of the first question; no model is asked."""
    with psycopg.connect(url) as conn:
        row = conn.execute(QUESTION).fetchone()
    assert row
    question, encoder = from_json(row[0]), EncoderClient.of(Settings())
    return body_of(RubricScorer(encoder).judge(UNKNOWN, "ko", question), provenance(question, encoder), 0)
