"""A sentence-transformers pipeline whose transformer runs in ONNX Runtime; its imports cost seconds, so import it late."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnxruntime
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.base.modules.input_module import InputModule
from sentence_transformers.base.modules.normalize import Normalize
from sentence_transformers.sentence_transformer.modules.pooling import Pooling
from tokenizers import Tokenizer

from practice.embedding.models import ModelSpec
from practice.embedding.weights.source import tokenizer_file


def build_pipeline(spec: ModelSpec, onnx_file: Path, threads: int) -> SentenceTransformer:
    torch.set_num_threads(threads)
    modules: list[torch.nn.Module] = [
        OnnxTransformer(onnx_file, tokenizer_file(spec.weights), spec.max_tokens, threads),
        Pooling(spec.dimensions, "mean"),
    ]
    if spec.normalise:
        modules.append(Normalize())
    return SentenceTransformer(modules=modules, device="cpu")


class OnnxTransformer(InputModule):
    """Texts -> token embeddings; the first module of a SentenceTransformer."""

    def __init__(self, onnx_file: Path, tokenizer_file: Path, max_tokens: int, threads: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.max_seq_length = max_tokens
        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.enable_padding(pad_id=self.tokenizer.token_to_id("<pad>"))
        self._session = _session(onnx_file, threads)

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        encodings = self.tokenizer.encode_batch([(prompt or "") + text for text in inputs])
        return {
            "input_ids": torch.tensor([encoding.ids for encoding in encodings]),
            "attention_mask": torch.tensor([encoding.attention_mask for encoding in encodings]),
        }

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        arrays = {name: features[name].numpy() for name in ("input_ids", "attention_mask")}
        (token_embeddings,) = self._session.run(["token_embeddings"], arrays)
        return {**features, "token_embeddings": torch.from_numpy(token_embeddings)}

    def save(self, output_path: str, *_: Any, **__: Any) -> None:
        raise NotImplementedError("the model is rebuilt from its package, never saved")


def _session(onnx_file: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # idle threads that spin would take the cores of the other processes
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(onnx_file), options, providers=["CPUExecutionProvider"])
