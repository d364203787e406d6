"""The model in this process: texts to unit vectors through sentence-transformers, on PyTorch or ONNX Runtime."""

import gc
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from practice.embedding.models import ModelSpec, composed, model_spec, prefixed
from practice.embedding.port import Kind, Vectors
from practice.embedding.shelf.manifest import require_checked
from practice.settings import Settings

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer


# what is read at once of a passage: one vector holds no more (decisions/0023-long-answers-as-far-from-the-middle.md)
WINDOW_TOKENS = 384


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one model may take: threads, texts at once, tokens of each. Memory grows with the product of the last two."""

    threads: int
    # longer batches are slower per text: padding and the caches' size eat what the batch saves
    texts: int = 4
    tokens: int = 512


class Engine:
    """An Encoder that computes here. One thread at a time embeds; others may count meanwhile."""

    def __init__(self, spec: ModelSpec, pipeline: "SentenceTransformer", bounds: Bounds) -> None:
        self.spec = spec
        self._pipeline = pipeline
        self._batch = bounds.texts
        self._limit = min(spec.max_tokens, bounds.tokens)
        pipeline.max_seq_length = self._limit
        # On PyTorch the tokenizer is one of transformers, which keeps how to cut and pad as a state that all its users change: a
        # count between would leave a batch uncut, or end it. A tokenizer for counting alone would take 300 MB more of a model
        # with 250,000 pieces; the lock costs a count the wait for one batch. That of ONNX Runtime has no such state.
        on_pytorch = spec.engine == "pytorch"
        self._tokenizer_held: AbstractContextManager[object] = threading.Lock() if on_pytorch else nullcontext()

    @property
    def model(self) -> str:
        return self.spec.name

    @property
    def window(self) -> int:
        return min(self._limit, WINDOW_TOKENS) - self.count([self.spec.passage_prefix])[0]

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        return self.embed(prefixed(self.spec, texts, kind))

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Like encode, for texts that carry their prefix already. Over-long texts are cut at the limit."""
        if not texts:
            return np.empty((0, self.spec.dimensions), np.float32)
        inputs = [composed(text) for text in texts]
        # the pipeline sorts by length and puts the vectors back in the order of the texts
        with self._tokenizer_held:
            vectors: Vectors = self._pipeline.encode(inputs, prompt="", batch_size=self._batch, show_progress_bar=False)
        return vectors

    def count(self, texts: Sequence[str]) -> list[int]:
        """The tokens of each text with the marks at both ends, uncut."""
        with self._tokenizer_held:
            return [len(self._pipeline.tokenizer.encode(composed(text))) for text in texts]

    def modules(self) -> "Iterator[torch.nn.Module]":
        """All parts of the pipeline, for whoever exports them."""
        return iter(self._pipeline.modules())

    def tokens(self, texts: Sequence[str]) -> int:
        """How many tokens the model reads for these texts, after the cut."""
        return sum(min(self._limit, length) for length in self.count(texts))


def load_engine(settings: Settings, threads: int) -> Engine:
    """The default model of the settings. Raises UnknownModel, ModelNotReady, WeightsMissing or WeightsAltered."""
    return load_model(model_spec(settings.embedding_model), settings.data_dir, bounds_of(settings, threads))


def bounds_of(settings: Settings, threads: int) -> Bounds:
    return Bounds(threads, settings.encode_batch, settings.encode_tokens)


def load_model(spec: ModelSpec, data_dir: Path, bounds: Bounds, *, unchecked: bool = False) -> Engine:
    """Imports the libraries, converts packaged weights at the very first time, and loads the model: seconds, not more.

    ``unchecked`` is for the check itself. Raises ModelNotReady, WeightsMissing or WeightsAltered.
    """
    if not unchecked:
        require_checked(spec, data_dir)
    _keep_libraries_quiet_and_small()
    with _garbage_left_alone():
        from practice.embedding.pipeline import build_pipeline  # noqa: PLC0415  seconds of imports

        return Engine(spec, build_pipeline(spec, data_dir, bounds.threads), bounds)


def _keep_libraries_quiet_and_small() -> None:
    # read by the libraries at their import: no thread pool of the tokenizer beside ours, no look at a model hub
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # a checkpoint without the parts that nobody uses is no news
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
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
