"""The model in this process: texts to unit vectors through sentence-transformers and ONNX Runtime."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np

from practice.embedding.models import ModelSpec, composed, model_spec, prefixed
from practice.embedding.port import Kind, Vectors
from practice.embedding.weights.cache import onnx_file
from practice.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# longer batches are slower per text: padding and the caches' size eat what the batch saves
_BATCH = 4


class Engine:
    """An Encoder that computes here. One thread at a time."""

    def __init__(self, spec: ModelSpec, pipeline: "SentenceTransformer") -> None:
        self.spec = spec
        self._pipeline = pipeline

    @property
    def model(self) -> str:
        return self.spec.name

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        return self.embed(prefixed(self.spec, texts, kind))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Like encode, for texts that carry their prefix already. Over-long texts are cut at the model's limit."""
        if not texts:
            return np.empty((0, self.spec.dimensions), np.float32)
        inputs = [composed(text) for text in texts]
        # the pipeline sorts by length and puts the vectors back in the order of the texts
        vectors: Vectors = self._pipeline.encode(inputs, prompt="", batch_size=_BATCH, show_progress_bar=False)
        return vectors

    def tokens(self, texts: Sequence[str]) -> int:
        """How many tokens the model reads for these texts, after the cut."""
        return sum(len(self._pipeline.tokenizer.encode(composed(text))) for text in texts)


def load_engine(settings: Settings, threads: int) -> Engine:
    """Imports the libraries, converts the weights at the very first time, and loads the model: seconds, not more.

    Raises UnknownModel, WeightsMissing or WeightsAltered.
    """
    spec = model_spec(settings.embedding_model)
    _keep_libraries_quiet_and_small()
    weights = onnx_file(spec, settings.data_dir)
    with _garbage_left_alone():
        from practice.embedding.pipeline import build_pipeline  # noqa: PLC0415  seconds of imports

        return Engine(spec, build_pipeline(spec, weights, threads))


def _keep_libraries_quiet_and_small() -> None:
    # read by the libraries at their import: no thread pool of the tokenizer beside ours, no look at a model hub
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # ONNX Runtime from 1.29 on reports each start and session to its maker unless told not to before its import
    os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    # importing some 3,500 modules makes hardly any garbage, and looking for it costs half a second
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
