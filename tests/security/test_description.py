"""Requests made from the API's own description, with a real session: no 5xx, every response as described."""

import os
import subprocess
import sys
from pathlib import Path

import anyio
import pytest

from practice.settings import Settings
from tests.api.conftest import QUESTION, Gateway, running
from tests.api.serving import serving
from tests.conftest import Person

pytestmark = pytest.mark.anyio

# a longer run by hand: BACKTALK_TEST_EXAMPLES=500 pytest tests/security/test_description.py
EXAMPLES = os.environ.get("BACKTALK_TEST_EXAMPLES", "8")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)
OPTIONS = (
    *("--phases", "examples,coverage,fuzzing"),
    *("--max-examples", EXAMPLES, "--seed", "7", "--no-color", "--continue-on-failure", "--generation-database", "none"),
    *("--suppress-health-check", "all", "--request-timeout", "20", "--max-redirects", "0", "--warnings", "off"),
    # signing out would leave the rest of the run without a session; whether everything is up is no matter of input
    *("--exclude-operation-id", "sign_out_api_session_delete", "--exclude-path", "/readyz"),
)


async def test_whatever_fits_the_description_or_just_not(api_settings: Settings, person: Person, tmp_path: Path) -> None:
    unlimited = {name: 0 for name, field in Settings.model_fields.items() if name.startswith("rate_") and field.annotation is int}
    # streams end by themselves soon, so that there is a response to compare
    settings = api_settings.model_copy(update={**unlimited, "stream_lifetime_s": 0.05})
    async with running(settings) as gateway, serving(gateway.app) as served:
        (await gateway.submit(person)).raise_for_status()
        await _prepare(gateway, person)
        command = [
            str(Path(sys.executable).with_name("st")),
            "run",
            f"{served.url}/api/openapi.json",
            "--checks",
            ",".join(CHECKS),
        ]
        command += [*OPTIONS, "-H", f"Authorization: Bearer {person.token}"]
        ran = await anyio.run_process(command, cwd=tmp_path, check=False, stderr=subprocess.STDOUT)
    assert ran.returncode == 0, ran.stdout.decode()[-6000:]


async def _prepare(gateway: Gateway, person: Person) -> None:
    """Something for lists and searches to hold."""
    sheet = "---\nbank: mine\nlang: ko\n---\n## 큐\n\n1. 왜 그런가요?\n".encode()
    headers = {**person.headers, "Content-Type": "text/markdown"}
    (await gateway.client.post("/api/banks/import", content=sheet, headers=headers)).raise_for_status()
    (await gateway.submit(person, "다른 답", QUESTION)).raise_for_status()
