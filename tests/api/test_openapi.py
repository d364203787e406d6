"""The description of the API: valid, whole, and the one that the page's types were made from."""

import subprocess
import sys
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from api.main import create_app
from api.openapi import description
from practice.settings import Settings

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "frontend" / "openapi.json"

CALLS = {
    *(f"/api/{name}" for name in ("session", "banks", "questions", "answers", "search", "events", "system")),
    *(f"/api/answers/{{answer_id}}{rest}" for rest in ("", "/retry", "/similar", "/trace")),
    *("/api/questions/{question_id}", "/healthz", "/readyz", "/metrics"),
}


def test_it_is_valid_and_holds_every_call() -> None:
    document = create_app(Settings()).openapi()
    validate(document)
    assert document["paths"].keys() >= CALLS


@pytest.mark.skipif(not KEPT.exists(), reason="the description for the page has not been written")
def test_the_page_s_types_come_from_this_description() -> None:
    ran = subprocess.run([sys.executable, "-m", "api.openapi"], capture_output=True, check=True, cwd=ROOT)
    assert ran.stdout.decode() == description()
    assert KEPT.read_text(encoding="utf-8") == description(), "run: python -m api.openapi > frontend/openapi.json"
