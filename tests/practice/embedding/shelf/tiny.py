"""A small random model of KURE-v1's architecture: XLM-RoBERTa, CLS pooling, normalisation, as sentence-transformers saves it."""

import json
from pathlib import Path

import torch
from tokenizers import Tokenizer, models, pre_tokenizers, processors
from transformers import XLMRobertaConfig, XLMRobertaModel

from practice.bank.shipped import load

WIDTH = 64
PROMPTS = {"query": "find: ", "passage": ""}


def make_tiny(folder: Path, prompts: dict[str, str] | None = None, seed: int = 11) -> None:
    """Random weights, wide enough apart that texts differ."""
    letters = sorted({letter for question in load().questions for letter in f"{question.text} {question.answer}"})
    tokenizer = letter_tokenizer(letters)
    torch.manual_seed(seed)
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=2 * WIDTH,
        max_position_embeddings=66,
        type_vocab_size=1,
        initializer_range=0.15,
    )
    for part in (".", "1_Pooling", "2_Normalize"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    XLMRobertaModel(config, add_pooling_layer=False).save_pretrained(folder)
    tokenizer.save(str(folder / "tokenizer.json"))
    marks = {"bos_token": "<s>", "eos_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>", "cls_token": "<s>"}
    _write(folder / "tokenizer_config.json", {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 64, **marks})
    _write(folder / "sentence_bert_config.json", {"max_seq_length": 64, "do_lower_case": False})
    _write(folder / "config_sentence_transformers.json", {"prompts": PROMPTS if prompts is None else prompts})
    _write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": WIDTH, "pooling_mode_cls_token": True})
    kinds = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    listed = [
        {"idx": at, "name": str(at), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for at, (path, kind) in enumerate(kinds.items())
    ]
    _write(folder / "modules.json", listed)


def letter_tokenizer(letters: list[str]) -> Tokenizer:
    """One token a letter, with the marks of XLM-RoBERTa."""
    names = ["<s>", "<pad>", "</s>", "<unk>", *letters]
    tokenizer = Tokenizer(models.WordLevel({name: at for at, name in enumerate(names)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    return tokenizer


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content), encoding="utf-8")
