"""A long answer is found by what it is about, and not by everything else."""

from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from practice.bank import shipped
from practice.bank.model import Lang
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import hold_active
from practice.embedding.answers import embed_answers
from practice.embedding.engine import Engine
from practice.embedding.renewing import renew_long
from tests.conftest import Person, Urls
from tests.practice.answers.given import rows
from tests.practice.embedding.vectored import SERVING, query, store
from tests.stack.models.conftest import backtalk

QUESTIONS = [question for question in shipped.load().questions if question.answer.ko]
RAMBLED, ASKED = QUESTIONS[:5], QUESTIONS[20:44:3]
SHORT = 250


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_an_answer_about_everything_is_not_nearer_than_the_right_one(engine: Engine, lang: Lang) -> None:
    """The bare mean of its windows was, for three (Korean) and six (English) of the eight."""
    rambling = " ".join(question.answer.get(lang) for question in RAMBLED)
    (long, *right) = embed_answers(engine, [rambling, *(question.answer.get(lang)[:SHORT] for question in ASKED)])
    assert engine.count([rambling])[0] > 2 * engine.window
    queries = engine.encode([question.text.get(lang) for question in ASKED], "query")
    wanted = np.array([query @ one.whole for query, one in zip(queries, right, strict=True)])
    assert (queries @ long.whole < wanted).sum() >= 0.75 * len(ASKED)


ROWS = """
select id, embedding::text, (select count(*) from answer_windows where answer_id = answers.id) from answers
"""


def vectors_of(system: WorkerDatabase) -> dict[UUID, tuple[str, int]]:
    return {row[0]: (row[1], row[2]) for row in rows(system, ROWS)}


@pytest.fixture
def kept(system: WorkerDatabase, person: Person) -> dict[str, Any]:
    """Answers whose vectors are not what the model makes now, and one of another model."""
    system.run(lambda conn: hold_active(conn, SERVING))
    long = " ".join(question.answer.ko for question in RAMBLED[:3])
    (one,) = store(system, person, [query()], text=long, lang="ko")
    (short,) = store(system, person, [query()], text=long[:300], lang="ko")
    (other,) = store(system, person, [query()], text=long, lang="ko", embedding_model="another")
    return {"text": long, "long": one, "short": short, "other": other}


def test_long_answers_are_embedded_again_in_their_place(engine: Engine, system: WorkerDatabase, kept: dict[str, Any]) -> None:
    before = vectors_of(system)
    assert list(renew_long(system, SERVING, engine)) == [1]
    after = vectors_of(system)
    (made,) = embed_answers(engine, [kept["text"]])
    vector, passages = after[kept["long"]]
    assert np.array(vector.strip("[]").split(","), np.float32) == pytest.approx(made.whole, abs=1e-6)
    assert passages == len(made.bounds) > 1
    assert [after[kept[name]] == before[kept[name]] for name in ("short", "other")] == [True, True]
    # it may be run again, and changes nothing then
    assert list(renew_long(system, SERVING, engine)) == [1]
    assert vectors_of(system) == after


@pytest.mark.usefixtures("engine")
def test_the_command_says_what_it_did(urls: Urls, model_dir: Path, kept: dict[str, Any], system: WorkerDatabase) -> None:
    done = backtalk("reembed", "--long", BACKTALK_DATA_DIR=str(model_dir), DATABASE_URL=urls.admin)
    assert done.stdout.splitlines() == [f"{SERVING.name}: 1 long answers embedded again", f"{SERVING.name}: done, 1"]
    assert vectors_of(system)[kept["long"]][1] > 1
