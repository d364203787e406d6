"""Texts embedded for each second of one core's time, by engine and batch, all on the same weights (multilingual-e5-small).

Texts of 100 and 600 Korean characters, and 8 answers of the bank as they are, short and long, in two languages; one thread.
Recipe: `SentenceTransformer(folder).encode` with its defaults, one text a call and in plain batches of 8. "ONNX 32 bits" is the
graph of the default with its weights unpacked: what quantisation itself wins. Quality: the mean cosine of every second answer of
the bank to its 32-bit vector, and nDCG@10 of finding it among them by its question. Peak memory is the whole process, model
loaded and batch in hand. The last table asks the encoder for short searches: alone, while a bulk of answers is embedded beside
it by a process as nice as the worker, and while long requests wait in the encoder itself as well.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench.ground.programs import launch
from bench.ground.services import Services
from bench.ground.waiting import until
from bench.load.process import ordered
from bench.load.searching import answering, asked_for, p95
from bench.measure.plot import Curves
from bench.measure.rounds import interleaved, note
from bench.measure.samples import Sample
from bench.recipe.unpacked import unpack_graph
from practice.bank.shipped import load
from practice.embedding.engine import Bounds
from practice.embedding.models import E5, FP32, INT8, WeightsSource
from practice.embedding.shelf.check import shipped_texts
from practice.embedding.shelf.steps import Steps
from practice.embedding.weights.cache import onnx_file
from practice.settings import Settings
from stack.ports import free_port

ROUNDS = 2
PYTORCH, WHOLE, INT8_STATIC, FOUR_BITS, RECIPE = "PyTorch 32 bits", "ONNX 32 bits", "ONNX int8", "ONNX 4 bits", "recipe"
SUBJECTS = (FOUR_BITS, INT8_STATIC, PYTORCH, WHOLE, RECIPE)
RATIOS = ((INT8_STATIC, PYTORCH), (INT8_STATIC, WHOLE), (FOUR_BITS, PYTORCH), (INT8_STATIC, RECIPE), (FOUR_BITS, RECIPE))
PLOTS = (Curves("texts a core second, 100 characters", "texts at once"),)
FULL = E5.name + FP32
MODELS = {PYTORCH: FULL, WHOLE: E5.name, INT8_STATIC: E5.name + INT8, FOUR_BITS: E5.name, RECIPE: FULL}
BATCHES = (1, 8)
SENTENCE = (
    "아웃박스에 이벤트를 같은 트랜잭션으로 기록하고 릴레이가 나중에 발행하므로, 브로커가 멈춰도 지연될 뿐 유실되지 않습니다. "
)
ANSWERS = 8
SEARCHES = 40
FLOODS = {(): "p95, answers embedded beside it", ("both",): "p95, long requests in the encoder too"}
READY_S = 120.0


def run(services: Services, folder: Path, rounds: int = ROUNDS) -> Iterator[Sample]:
    """Every round, every engine, every batch; then the searches."""
    data_dir = folder / "embedding"
    graph = _prepare(data_dir)
    texts = _texts()
    for number, order in enumerate(interleaved(rounds, [PYTORCH, *(name for name in SUBJECTS if name != PYTORCH)]), 1):
        for name in order:
            orders: dict[str, Any] = {"model": MODELS[name], "data_dir": str(data_dir), "batches": BATCHES, "texts": texts}
            orders |= {"plain": name == RECIPE, "graph": str(graph) if name == WHOLE else ""}
            # what quantisation loses is the same in every round
            orders |= {"quality": number == 1 and name not in (WHOLE, RECIPE)}
            seen: dict[str, Any] = ordered("bench.load.encoding", orders, within_s=600)
            for batch, figures in zip(BATCHES, seen["batches"], strict=True):
                for metric, value in figures.items():
                    unit = "MiB" if metric == "peak memory" else "/s"
                    yield Sample(f"{batch} at once", batch, name, metric, unit, value)
            for metric, value in seen["quality"].items():
                yield Sample("Quality", 0, name, metric, "quiet", value)
            note(f"embedding: round {number} of {rounds}, {name}")
    yield from _searches(services, folder, data_dir)


def _texts() -> dict[str, list[str]]:
    answers = shipped_texts(load()).passages
    # an odd step: the languages take turns
    mixed = list(answers[:: len(answers) // ANSWERS | 1])[:ANSWERS]
    return {"100 characters": [(SENTENCE * 2)[:100]], "600 characters": [(SENTENCE * 10)[:600]], "answers of the bank": mixed}


def _prepare(data_dir: Path) -> Path:
    """The models, and the path of the unpacked graph."""
    # read by the libraries of the processes that are started here
    os.environ |= {"TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1", "ORT_DISABLE_TELEMETRY": "1"}
    steps = Steps(Settings(data_dir=data_dir), Bounds(threads=1), note)
    steps.fetch(E5.name + INT8, "main", None, None)
    steps.export(E5.name + INT8)
    assert isinstance(E5.weights, WeightsSource)
    unpacked = data_dir / "unpacked.onnx"
    unpack_graph(onnx_file(E5.name, E5.weights, data_dir), unpacked)
    return unpacked


def _searches(services: Services, folder: Path, data_dir: Path) -> Iterator[Sample]:
    """The 95th percentile of a search's vector, before and during a flood."""
    url = f"http://127.0.0.1:{free_port()}"
    env = {"BACKTALK_ENCODER_URL": url, "BACKTALK_DATA_DIR": str(data_dir), "BACKTALK_REDIS_URL": services.valkey.url}
    with ExitStack() as stack:
        encoder = launch("embedding-encoder", ["workers.encoder"], env, folder)
        stack.callback(encoder.stop)
        until(lambda: answering(url), READY_S)
        yield Sample("A search's vector", 0, FOUR_BITS, "p95, nothing else to do", "ms", p95(asked_for(url, SEARCHES)))
        for number, (words, metric) in enumerate(FLOODS.items(), 1):
            bulk = launch(f"embedding-bulk-{number}", ["bench.load.bulk", *words], env, folder)
            stack.callback(bulk.stop)
            until(lambda: "begun" in bulk.log.read_text(errors="replace"), READY_S)  # noqa: B023  waited for in this turn
            yield Sample("A search's vector", number, FOUR_BITS, metric, "ms", p95(asked_for(url, SEARCHES)))
            bulk.stop()
