"""Weights are checked before they are used, and converted once whoever comes."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import onnx
import pytest

from practice.embedding.models import MODELS, WeightsSource
from practice.embedding.weights.cache import onnx_file
from practice.embedding.weights.source import WeightsAltered, WeightsMissing, read_checked, weights_file

WEIGHTS = MODELS["multilingual-e5-small"].weights
assert isinstance(WEIGHTS, WeightsSource)
CONVERT = """
import sys
from pathlib import Path
from practice.embedding.models import MODELS
from practice.embedding.weights.cache import onnx_file
print("here", flush=True)
sys.stdin.readline()
print(onnx_file("e5", MODELS["multilingual-e5-small"].weights, Path(sys.argv[1])))
"""


def test_altered_weights_are_refused_with_both_sums(tmp_path: Path) -> None:
    file = tmp_path / "weights.bin"
    file.write_bytes(b"other weights")
    with pytest.raises(WeightsAltered, match=rf"weights\.bin has sha256 .*expected {WEIGHTS.sha256}"):
        read_checked(file, WEIGHTS.sha256)


def test_a_refused_conversion_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(WeightsAltered):
        onnx_file("e5", replace(WEIGHTS, sha256="0" * 64), tmp_path)
    assert list(tmp_path.rglob("*.onnx*")) == []


def test_a_missing_package_is_named() -> None:
    with pytest.raises(WeightsMissing, match="no_such_package"):
        weights_file(replace(WEIGHTS, package="no_such_package"))


def test_two_processes_convert_at_once_and_agree(tmp_path: Path) -> None:
    command = [sys.executable, "-W", "error", "-c", CONVERT, str(tmp_path)]
    pair = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in pair:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
    for process in pair:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    paths = {process.communicate(timeout=120)[0].strip() for process in pair}
    (path,) = map(Path, paths)
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]
    assert len(onnx.load(path).graph.node) > 100
    before = path.stat().st_mtime_ns
    assert onnx_file("e5", WEIGHTS, tmp_path) == path
    assert path.stat().st_mtime_ns == before
