"""The transformer as a sentence-transformers module that runs in ONNX Runtime; imports PyTorch, so import it late."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import onnxruntime
import torch
from sentence_transformers.base.modules.input_module import InputModule
from tokenizers import Tokenizer


class OnnxTransformer(InputModule):
    """Texts -> token embeddings; the first module of a SentenceTransformer."""

    def __init__(self, onnx_file: Path, tokenizer_file: Path, max_tokens: int, threads: int) -> None:
        super().__init__()
        self.max_seq_length = max_tokens
        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.tokenizer.enable_truncation(max_tokens)
        self.tokenizer.enable_padding(pad_id=self.tokenizer.token_to_id("<pad>"), pad_token="<pad>")
        self._session = _session(onnx_file, threads)

    def preprocess(self, inputs: Sequence[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
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
