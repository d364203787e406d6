"""Fetch, export, check: what `backtalk model` does with a model of any kind, by its name."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from practice.bank.shipped import load
from practice.embedding.client import EncoderClient
from practice.embedding.engine import Bounds, load_model
from practice.embedding.models import E5, FP32, INT8, MODELS, REMOTE, Endpoint, HubWeights, ModelSpec, WeightsSource
from practice.embedding.port import Encoder
from practice.embedding.shelf.check import Texts, check, shipped_texts
from practice.embedding.shelf.facts import spec_from
from practice.embedding.shelf.manifest import (
    Manifest,
    ModelNotReady,
    files_folder,
    known_spec,
    passed,
    read_manifest,
    sha256_of,
    write_manifest,
)
from practice.settings import Settings

# calibrates as well as all of them, in a fifth of the time
_CALIBRATION = 48
_REMOTE_BYTES = 8000


class NothingToDo(Exception):
    """The model needs no such step; the message says why."""


@dataclass(frozen=True)
class Steps:
    """``note`` tells the person who waits."""

    settings: Settings
    bounds: Bounds
    note: Callable[[str], None]

    def fetch(self, name: str, revision: str, query_prefix: str | None, passage_prefix: str | None) -> None:
        """Raises NothingToDo, FetchFailed, NotSentenceTransformers."""
        base = name.removesuffix(INT8)
        known = MODELS.get(name)
        if name.startswith(REMOTE) or name == E5.name:
            raise NothingToDo(f"{name} has no files to bring.")
        if known is not None and isinstance(known.weights, WeightsSource):
            self._unpacked(known, known.weights)
            return
        weights = known.weights if known and isinstance(known.weights, HubWeights) else HubWeights(base, revision)
        self._fetched(base, weights, query_prefix, passage_prefix)

    def _unpacked(self, spec: ModelSpec, weights: WeightsSource) -> None:
        from practice.embedding.shelf.unpack import unpack  # noqa: PLC0415  only this step needs it

        folder = files_folder(self.settings.data_dir, spec.name)
        unpack(spec, weights, folder)
        full = MODELS[spec.name.partition("@")[0] + FP32]
        write_manifest(self.settings.data_dir, Manifest(full, {"model.safetensors": sha256_of(folder / "model.safetensors")}))
        self.note(f"unpacked to {folder}")

    def _fetched(self, name: str, weights: HubWeights, query_prefix: str | None, passage_prefix: str | None) -> None:
        # an own way to go on with a download, which the library's faster one has not
        os.environ["HF_HUB_DISABLE_XET"] = "1"
        os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
        from practice.embedding.shelf.fetch import fetch  # noqa: PLC0415  read at its import: the environment above

        folder = files_folder(self.settings.data_dir, name)
        got = fetch(weights, folder, self.settings.model_hub_url or None, self.note)
        spec = MODELS.get(name) or spec_from(folder, name, got.weights, query_prefix, passage_prefix)
        write_manifest(self.settings.data_dir, Manifest(spec, got.files))
        self.note(f"{len(got.files)} files, each with the hub's sum, in {folder}")

    def export(self, name: str) -> None:
        """Raises NothingToDo, ModelNotReady, UnsupportedArchitecture."""
        if not name.endswith(INT8):
            raise NothingToDo(f"{name} runs as it is; its 8-bit form is named {name.partition('@')[0]}{INT8}.")
        from practice.embedding.shelf.export import export_int8  # noqa: PLC0415  seconds of imports

        full = self._full(name)
        spec = MODELS.get(name) or replace(full, name=name, engine="onnxruntime-int8")
        texts = shipped_texts(load()).passages[:_CALIBRATION]
        path = export_int8(full, spec, self.settings.data_dir, texts, self.bounds)
        self.note(f"wrote {path} ({path.stat().st_size / 1e6:,.0f} MB)")

    def check(self, name: str) -> dict[str, float]:
        """The figures. Raises ModelNotReady, CheckFailed, EncoderUnavailable."""
        if name == E5.name:
            raise NothingToDo(f"{name} comes ready in a package whose sum is checked at its first use.")
        texts = shipped_texts(load())
        if name.startswith(REMOTE):
            return self._checked_remote(name, texts)
        manifest = read_manifest(self.settings.data_dir, name)
        if manifest is None:
            raise ModelNotReady(name, "export" if name.endswith(INT8) else "fetch")
        full = partial(self._load, self._full(name)) if name.endswith(INT8) else None
        figures = check(manifest.spec, self._load(manifest.spec), full, texts)
        passed(self.settings.data_dir, manifest, figures)
        return figures

    def _checked_remote(self, name: str, texts: Texts) -> dict[str, float]:
        """What the endpoint gives is what the model is: nobody else tells its dimensions."""
        # in bytes, for a token is at least one; texts beyond it are split here
        asked = ModelSpec(name, 0, _REMOTE_BYTES, "", "", True, "openai", Endpoint(name.removeprefix(REMOTE)))
        with EncoderClient.of(self.settings, asked) as client:
            spec = replace(asked, dimensions=client.probe(), max_tokens=client.limit(_REMOTE_BYTES))
        with EncoderClient.of(self.settings, spec) as client:
            figures = check(spec, client, None, Texts(texts.queries[:8], texts.passages[:8]))
        passed(self.settings.data_dir, Manifest(spec), figures)
        return figures

    def _full(self, name: str) -> ModelSpec:
        base = name.removesuffix(INT8)
        found = known_spec(base + FP32 if base + FP32 in MODELS else base, self.settings.data_dir)
        if not (files_folder(self.settings.data_dir, name) / "config.json").is_file():
            raise ModelNotReady(found.name, "fetch")
        return found

    def _load(self, spec: ModelSpec) -> Encoder:
        return load_model(spec, self.settings.data_dir, self.bounds, unchecked=True)
