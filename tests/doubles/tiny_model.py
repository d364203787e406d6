"""A language model of a few thousand random numbers, as llama.cpp reads it: it knows nothing and speaks the wire."""

from pathlib import Path

import gguf
import numpy as np

WIDTH, HEADS, LAYERS, INNER, CONTEXT = 32, 2, 1, 64, 16_384
TEMPLATE = "{% for message in messages %}{{ message.role }}: {{ message.content }}\n{% endfor %}assistant: "


def write_tiny_model(path: Path) -> Path:
    """One layer over single bytes."""
    made = gguf.GGUFWriter(path, "llama")
    made.add_name("tiny")
    made.add_context_length(CONTEXT)
    made.add_embedding_length(WIDTH)
    made.add_block_count(LAYERS)
    made.add_feed_forward_length(INNER)
    made.add_head_count(HEADS)
    made.add_head_count_kv(HEADS)
    made.add_rope_dimension_count(WIDTH // HEADS)
    made.add_layer_norm_rms_eps(1e-5)
    made.add_file_type(gguf.LlamaFileType.ALL_F32)
    _add_vocabulary(made)
    size = 3 + 256
    random = np.random.default_rng(7)

    def tensor(name: str, *shape: int) -> None:
        made.add_tensor(name, (random.standard_normal(shape) * 0.05).astype(np.float32))

    tensor("token_embd.weight", size, WIDTH)
    made.add_tensor("output_norm.weight", np.ones(WIDTH, dtype=np.float32))
    tensor("output.weight", size, WIDTH)
    for norm in ("attn_norm", "ffn_norm"):
        made.add_tensor(f"blk.0.{norm}.weight", np.ones(WIDTH, dtype=np.float32))
    for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
        tensor(f"blk.0.{name}.weight", WIDTH, WIDTH)
    tensor("blk.0.ffn_gate.weight", INNER, WIDTH)
    tensor("blk.0.ffn_up.weight", INNER, WIDTH)
    tensor("blk.0.ffn_down.weight", WIDTH, INNER)
    made.write_header_to_file()
    made.write_kv_data_to_file()
    made.write_tensors_to_file()
    made.close()
    return path


def _add_vocabulary(made: gguf.GGUFWriter) -> None:
    kinds = gguf.TokenType
    made.add_tokenizer_model("llama")
    made.add_token_list([b"<unk>", b"<s>", b"</s>", *(f"<0x{byte:02X}>".encode() for byte in range(256))])
    made.add_token_scores([0.0] * 259)
    made.add_token_types([kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL, *[kinds.BYTE] * 256])
    made.add_bos_token_id(1)
    made.add_eos_token_id(2)
    made.add_chat_template(TEMPLATE)
