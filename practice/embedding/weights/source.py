"""The installed packages' files that hold a model, checked before they are believed."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from practice.embedding.models import WeightsSource


class WeightsMissing(RuntimeError):
    """A package that carries a part of the model is not installed whole."""

    def __init__(self, package: str, file: str) -> None:
        super().__init__(f"{file!r} of the package {package!r} is not installed; install the requirements again")


class WeightsAltered(RuntimeError):
    """The weights are not the ones that this project was measured with."""

    def __init__(self, path: Path, expected: str, found: str) -> None:
        super().__init__(f"{path} has sha256 {found}, expected {expected}; reinstall the pinned version of its package")


def weights_file(source: WeightsSource) -> Path:
    return _inside(source.package, source.file)


def tokenizer_file(source: WeightsSource) -> Path:
    return _inside(source.tokenizer_package, source.tokenizer_file)


def read_checked(path: Path, sha256: str) -> bytes:
    """The file's bytes; raises WeightsAltered when their sha256 is another."""
    content = path.read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise WeightsAltered(path, sha256, found)
    return content


def _inside(package: str, file: str) -> Path:
    # found without importing: the package's own code (a compiled engine among it) is of no use here
    spec = find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder) / file).is_file():
            return path
    raise WeightsMissing(package, file)
