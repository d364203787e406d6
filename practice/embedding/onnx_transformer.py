"""The transformer of a sentence-transformers pipeline in ONNX Runtime."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer

_PADDING = ("<pad>", "[PAD]")


class OnnxTransformer(InputModule):
    """Texts -> token embeddings; the first module of a SentenceTransformer."""

    def __init__(self, onnx_file: Path, tokenizer_file: Path, max_tokens: int, threads: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.max_seq_length = max_tokens
        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        # cut and padded here: the same tokenizer counts the tokens of whole texts
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self._padding = next((id for name in _PADDING if (id := self.tokenizer.token_to_id(name)) is not None), 0)
        self._session = open_session(onnx_file, threads)
        self._reads = {tensor.name for tensor in self._session.get_inputs()}

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        ids = [self._cut(encoding.ids) for encoding in self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])]
        longest = max(map(len, ids))
        return {
            "input_ids": torch.tensor([row + [self._padding] * (longest - len(row)) for row in ids]),
            "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids]),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        ids, lengths = features["input_ids"].numpy(), features["attention_mask"].numpy().sum(axis=1)
        whole = np.zeros((*ids.shape, self._session.get_outputs()[0].shape[-1]), np.float32)
        # texts of one length together, and no padding: it costs as much as words, and a mask costs a tenth of long texts
        for length in np.unique(lengths):
            rows = np.flatnonzero(lengths == length)
            whole[rows, :length] = self._run(ids[rows, :length])
        return {**features, "token_embeddings": torch.from_numpy(whole)}

    def _run(self, ids: np.ndarray) -> np.ndarray:
        read = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (found,) = self._session.run(["token_embeddings"], {name: read[name] for name in self._reads})
        return np.asarray(found)

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        raise NotImplementedError("the model is made anew from its source, never saved")

    def _cut(self, ids: list[int]) -> list[int]:
        # the mark at the end stays
        return ids if len(ids) <= self.max_seq_length else [*ids[: self.max_seq_length - 1], ids[-1]]


def open_session(onnx_file: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # idle threads that spin would take the cores of the other processes
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    # the fused operator is ten times slower than the two that it replaces (0.69 ms against 0.09 for 300 tokens)
    slow = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion"]
    return onnxruntime.InferenceSession(str(onnx_file), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow)
