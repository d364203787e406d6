"""What is known of a model on this disk: its facts, the sums of its files, and how a check of it went."""

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path

from pydantic import TypeAdapter

from practice.embedding.models import INT8, MODELS, ModelSpec, UnknownModel
from practice.errors import EncoderUnavailable

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """``files``: sha256 by path below the model's folder. ``figures``: of the check it passed, None before one."""

    spec: ModelSpec
    files: dict[str, str] = field(default_factory=dict)
    figures: dict[str, float] | None = None


_MANIFEST = TypeAdapter(Manifest)


class ModelNotReady(EncoderUnavailable):
    """The model is known, and not on this disk or not checked yet: what needs it waits until somebody has seen to that."""

    def __init__(self, name: str, *verbs: str) -> None:
        commands = ", then ".join(f"`backtalk model {verb} {name}`" for verb in verbs)
        super().__init__(f"the model {name!r} is not ready here: run {commands} first")


def folder_of(data_dir: Path, name: str) -> Path:
    """A folder of its own for each model; a name's slashes and colons would be folders or worse."""
    return data_dir / "models" / name.replace("/", "--").replace(":", "--")


def files_folder(data_dir: Path, name: str) -> Path:
    """Where the 32-bit files lie as sentence-transformers reads them; all engines of a model share them."""
    return folder_of(data_dir, name.partition("@")[0]) / "files"


def read_manifest(data_dir: Path, name: str) -> Manifest | None:
    path = folder_of(data_dir, name) / "manifest.json"
    return _MANIFEST.validate_json(path.read_bytes()) if path.is_file() else None


def write_manifest(data_dir: Path, manifest: Manifest) -> None:
    """Whole or not at all: other processes read it."""
    path = folder_of(data_dir, manifest.spec.name) / "manifest.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".tmp")
    written.write_bytes(_MANIFEST.dump_json(manifest, indent=2))
    written.replace(path)


def known_spec(name: str, data_dir: Path) -> ModelSpec:
    """Of the registry, or of a model that was fetched. Raises UnknownModel."""
    if name in MODELS:
        return MODELS[name]
    manifest = read_manifest(data_dir, name)
    if manifest is None:
        raise UnknownModel(name)
    return manifest.spec


def made_of(data_dir: Path, name: str) -> tuple[ModelSpec, dict[str, str]] | None:
    """What a model here is made of: equal for as long as its facts and its files are the same; None for one without files."""
    manifest = read_manifest(data_dir, name)
    return None if manifest is None else (manifest.spec, manifest.files)


def require_checked(spec: ModelSpec, data_dir: Path) -> None:
    """Raises ModelNotReady unless the model comes ready in a package, or its files of this very commit have passed a check."""
    if spec.engine == "onnxruntime-4bit":
        return
    manifest = read_manifest(data_dir, spec.name)
    if manifest is None:
        raise ModelNotReady(spec.name, *_from_nothing(spec))
    if manifest.figures is None:
        raise ModelNotReady(spec.name, "check")
    if manifest.spec.revision != spec.revision:
        raise ModelNotReady(spec.name, f"fetch --revision {spec.revision}")


def _from_nothing(spec: ModelSpec) -> list[str]:
    """The steps for a model of which nothing is here, as after a move to another machine."""
    fetch = f"fetch --revision {spec.revision}" if spec.revision and spec.name not in MODELS else "fetch"
    return [fetch, *(["export"] if spec.name.endswith(INT8) else []), "check"]


def passed(data_dir: Path, manifest: Manifest, figures: dict[str, float]) -> Manifest:
    """Notes that the model may be used."""
    done = replace(manifest, figures=figures)
    write_manifest(data_dir, done)
    return done


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
