"""Whether a model does here what it should: compared with its own 32 bits on the shipped questions and answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from practice.bank.model import LANGS, Bank
from practice.embedding.models import ModelSpec
from practice.embedding.port import Encoder, Vectors

# as measured: 8 bits keep mean cosines of .999 and the order of the nearest; what is below these has lost something
MEAN_COSINE, LOWEST_COSINE, SAME_ORDER = 0.99, 0.97, 0.9
ALONE = 0.9999
_NEAREST = 10


class CheckFailed(RuntimeError):
    """The model must not be used as it is; the message gives the figures and the limits."""


@dataclass(frozen=True)
class Texts:
    """Questions, and the answers to them at the same places."""

    queries: Sequence[str]
    passages: Sequence[str]


def shipped_texts(bank: Bank) -> Texts:
    """The bank in both languages."""
    answered = [question for question in bank.questions if question.text and question.answer]
    pairs = [(question.text.get(lang), question.answer.get(lang)) for question in answered for lang in LANGS]
    return Texts([query for query, _ in pairs], [passage for _, passage in pairs])


def check(spec: ModelSpec, encoder: Encoder, full: Callable[[], Encoder] | None, texts: Texts) -> dict[str, float]:
    """The figures of a model that passes; ``full`` loads the 32 bits of one that is quantised. Raises CheckFailed."""
    queries, passages = encoder.encode(texts.queries, "query"), encoder.encode(texts.passages, "passage")
    _whole(spec, passages)
    alone = np.concatenate([encoder.encode([text], "passage") for text in texts.passages[:8]])
    figures = {"alone": float((alone * passages[: len(alone)]).sum(axis=1).min())}
    limits = {"alone": ALONE}
    if full is not None:
        figures |= compared(queries, passages, full(), texts)
        limits |= {"mean_cosine": MEAN_COSINE, "lowest_cosine": LOWEST_COSINE, "same_order": SAME_ORDER}
    low = [f"{name} is {figures[name]:.4f}, below {limit}" for name, limit in limits.items() if not figures[name] >= limit]
    if low:
        raise CheckFailed(f"{spec.name} is refused: {'; '.join(low)}")
    return figures


def _whole(spec: ModelSpec, vectors: Vectors) -> None:
    if vectors.shape[1] != spec.dimensions:
        raise CheckFailed(f"{spec.name} is refused: its vectors have {vectors.shape[1]} dimensions, not {spec.dimensions}")
    if not np.isfinite(vectors).all() or (np.abs(np.linalg.norm(vectors, axis=1) - 1) > 1e-3).any():
        raise CheckFailed(f"{spec.name} is refused: its vectors are not of length 1")


def compared(queries: Vectors, passages: Vectors, full: Encoder, texts: Texts) -> dict[str, float]:
    """Cosines to the 32-bit vectors, the share of each question's ten nearest that stay, and how often the first does."""
    whole_queries, whole_passages = full.encode(texts.queries, "query"), full.encode(texts.passages, "passage")
    cosines = np.concatenate([(queries * whole_queries).sum(axis=1), (passages * whole_passages).sum(axis=1)])
    ours, theirs = nearest(queries, passages), nearest(whole_queries, whole_passages)
    shared = [len(set(one) & set(other)) / len(one) for one, other in zip(ours.tolist(), theirs.tolist(), strict=True)]
    return {
        "mean_cosine": float(cosines.mean()),
        "lowest_cosine": float(cosines.min()),
        "same_order": float(np.mean(shared)),
        "same_first": float((ours[:, 0] == theirs[:, 0]).mean()),
    }


def nearest(queries: Vectors, passages: Vectors) -> np.ndarray:
    """Places of the nearest passages of each query, the nearest first; shape (queries, up to 10)."""
    return np.argsort(-(queries @ passages.T), axis=1, kind="stable")[:, :_NEAREST]
