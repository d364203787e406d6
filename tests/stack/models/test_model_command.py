"""`backtalk model` as it is typed: a download goes on where it stopped, is quantised, checked, and refused when it is bad."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from practice.embedding.models import INT8
from practice.embedding.pipeline import QUANTISED
from practice.embedding.shelf.manifest import folder_of, read_manifest
from stack.commands.model import app
from tests.practice.embedding.shelf.hub import Hub
from tests.practice.embedding.shelf.spoiled import spoil
from tests.stack.models.conftest import NAME, backtalk

SMALL = NAME + INT8


def test_from_a_broken_download_to_a_model_that_may_be_used(hub: Hub, tmp_path: Path) -> None:
    own = {"BACKTALK_DATA_DIR": str(tmp_path / "data"), "BACKTALK_MODEL_HUB_URL": hub.url}
    hub.breaks_after = 5000
    broken = backtalk("model", "fetch", NAME, **own)
    assert (broken.returncode, "Traceback" in broken.stderr) == (1, False)
    hub.breaks_after = None
    hub.ranges.clear()
    fetched = backtalk("model", "fetch", NAME, **own)
    assert fetched.returncode == 0, fetched.stderr
    assert hub.ranges == ["bytes=5000-"]
    assert "each with the hub's sum" in fetched.stdout

    exported = backtalk("model", "export", SMALL, "--threads", "1", **own)
    assert exported.returncode == 0, exported.stderr
    assert "wrote" in exported.stdout
    checked = backtalk("model", "check", SMALL, "--threads", "1", **own)
    assert checked.returncode == 0, checked.stderr
    assert {"mean_cosine", "alone"} <= {line.partition(":")[0] for line in checked.stdout.splitlines()}
    assert f"backtalk reembed --model {SMALL}" in checked.stdout

    spoil(folder_of(tmp_path / "data", SMALL) / QUANTISED)
    refused = backtalk("model", "check", SMALL, "--threads", "1", **own)
    assert (refused.returncode, "Traceback" in refused.stderr) == (1, False)
    assert "below 0.99" in refused.stderr
    assert "may be used" not in refused.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["check", NAME], 1, f"backtalk model fetch {NAME}"),
        (["export", SMALL], 1, f"backtalk model fetch {NAME}"),
        (["export", NAME], 0, f"its 8-bit form is named {SMALL}"),
        (["fetch", "multilingual-e5-small"], 0, "has no files to bring"),
        (["list"], 0, "nlpai-lab/KURE-v1@int8: 1024 dimensions, 8192 tokens, onnxruntime-int8, not here"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    said = CliRunner().invoke(app, arguments, env={"BACKTALK_DATA_DIR": str(tmp_path)})
    assert said.exit_code == code
    assert words in said.output
    assert read_manifest(tmp_path, NAME) is None
