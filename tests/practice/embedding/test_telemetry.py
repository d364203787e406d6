"""Nothing is told to anybody: the libraries' own reports are switched off before they are imported."""

import subprocess
import sys
from pathlib import Path

from practice.embedding.engine import Engine

LOAD = """
from practice.embedding.engine import load_engine
from practice.settings import Settings
load_engine(Settings(), 1)
"""


def test_loading_the_model_leaves_no_device_id_and_no_waiting_reports(tmp_path: Path, model_dir: Path, engine: Engine) -> None:
    assert list((model_dir / "models").glob("*.onnx"))
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "BACKTALK_DATA_DIR": str(model_dir), "PATH": "/usr/bin:/bin"}
    subprocess.run([sys.executable, "-c", LOAD], env=env, check=True, cwd=Path(__file__).parents[3])
    assert [path for path in home.rglob("*") if path.is_file()] == []
