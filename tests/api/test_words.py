"""Whatever the API answers with, the page says it in both languages and not in the server's English."""

import ast
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

# with them come all doors and their errors
import api.accounts.provider
import api.main  # noqa: F401
from api import problems
from practice.db.server import CannotMigrate
from practice.embedding.changing import CannotChange
from practice.errors import BacktalkError
from practice.exposure import NotMeantForOthers, SignInIncomplete
from practice.jobs.dead import NoDeadLetter
from practice.scoring.providers.failures import ProviderFailed
from practice.scoring.providers.rules import BudgetWithoutPrices, ProviderIncomplete

ROOT = Path(__file__).parents[2]
# of the command line, and of a job: those are told with the answer
ELSEWHERE = (
    BudgetWithoutPrices,
    CannotChange,
    CannotMigrate,
    NotMeantForOthers,
    NoDeadLetter,
    ProviderFailed,
    ProviderIncomplete,
    SignInIncomplete,
)


def errors(of: type[BacktalkError]) -> Iterator[type[BacktalkError]]:
    yield of
    for kind in of.__subclasses__():
        yield from errors(kind)


def raised() -> set[str]:
    """Of the types that doors and domain raise."""
    ours = [kind for kind in errors(BacktalkError) if kind.__module__.startswith(("api.", "practice."))]
    return {kind.code for kind in ours if not issubclass(kind, ELSEWHERE)}


def made() -> set[str]:
    """Of the answers that are made without an error: the code is the second thing said to ``problem``."""
    calls = [
        call
        for path in (ROOT / "api").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "problem"
    ]
    said = {call.args[1].value for call in calls if isinstance(call.args[1], ast.Constant)}
    return {str(code) for code in said} | {code for code, _ in problems.CODES.values()} | set(problems.BY_STATUS.values())


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_page_has_words_for_every_problem(lang: str) -> None:
    messages = json.loads((ROOT / "frontend/messages" / f"{lang}.json").read_text("utf-8"))
    known = set(messages["problems"]) | set(messages["workspace"]["errors"])
    assert {"rate_limited", "body_too_large", "too_busy"} <= raised() | made()
    assert (raised() | made()) - known == set()
