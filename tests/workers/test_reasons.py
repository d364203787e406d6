"""Whatever a job waits or failed for, the page has words for it in both languages."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from practice.errors import EncoderUnavailable
from practice.jobs.dead import DROPPED_CODE
from practice.jobs.sweep import LOST_CODE
from practice.scoring.providers import gate
from practice.scoring.providers.failures import ProviderFailed
from workers.embedding import drain
from workers.scoring import provider, run
from workers.scoring.take import QuestionUnreadable

ROOT = Path(__file__).parents[2]
ENDINGS = {"give_up", "give_back", "wait_for_other", "wait_until", "fail", "try_again", "failure_event", "_wait", "_later"}


def kinds(of: type[ProviderFailed]) -> Iterator[str]:
    yield of.code
    for kind in of.__subclasses__():
        yield from kinds(kind)


REASONS = {
    EncoderUnavailable.code,
    QuestionUnreadable.code,
    LOST_CODE,
    DROPPED_CODE,
    gate.BUDGET_SPENT,
    gate.BUDGET_BOOKED,
    gate.LATER,
    gate.AWAY,
    provider.STOPPED,
    run.FAULT,
    drain.FAULT,
    drain.MODEL_CHANGED,
    *kinds(ProviderFailed),
}


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_has_words_for_every_reason_and_for_no_other(lang: str) -> None:
    messages = json.loads((ROOT / "frontend/messages" / f"{lang}.json").read_text("utf-8"))
    assert set(messages["feedback"]["reasons"]) == REASONS | {"other"}


def test_no_job_waits_or_fails_for_a_reason_without_a_name() -> None:
    """A code written right into a call would be missing in the list above."""
    bare = [
        f"{path}:{call.lineno}"
        for folder in ("workers", "practice/jobs", "practice/scoring", "practice/embedding")
        for path in (ROOT / folder).rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and _name(call.func) in ENDINGS
        for given in call.args
        if isinstance(given, ast.Constant) and isinstance(given.value, str) and given.value not in ("scoring", "embedding")
    ]
    assert bare == []


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""
