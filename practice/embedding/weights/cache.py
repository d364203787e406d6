"""The converted model on disk: written once, whole or not at all, by however many processes come at once."""

import os
import tempfile
from pathlib import Path

from practice.embedding.models import WeightsSource
from practice.embedding.weights.e5s1 import parse
from practice.embedding.weights.source import read_checked, weights_file

# a part of the file's name, so that a better graph never meets an older file: raise it when graph.py changes
_GRAPH_VERSION = 1


def onnx_file(name: str, weights: WeightsSource, data_dir: Path) -> Path:
    """The path of the model's ONNX file below ``data_dir``; converts the installed weights when it is not there yet.

    Raises WeightsMissing or WeightsAltered.
    """
    path = data_dir / "models" / f"{name}-{weights.sha256[:8]}-v{_GRAPH_VERSION}.onnx"
    if not path.exists():
        content = _converted(weights)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    return path


def _converted(weights: WeightsSource) -> bytes:
    from practice.embedding.weights.graph import encoder_graph  # noqa: PLC0415  onnx serves the very first start only

    source = parse(read_checked(weights_file(weights), weights.sha256))
    return bytes(encoder_graph(source).SerializeToString())


def write_whole(path: Path, content: bytes) -> None:
    # two processes may convert at once: each writes its own file, and the last rename wins with the same bytes
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            # without it a power cut may leave the new name on an empty file
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
