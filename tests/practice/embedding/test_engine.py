"""What the embedded model must be able to do, with the model itself."""

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from practice.embedding.engine import Engine, load_engine
from practice.embedding.onnx_transformer import OnnxTransformer
from practice.settings import Settings

TWINS = [
    ("파드가 계속 재시작될 때 원인을 어떻게 찾나요?", "How do you find out why a pod keeps restarting?"),
    ("데이터베이스 인덱스는 조회는 빠르게, 쓰기는 느리게 한다.", "A database index speeds up reads but slows down writes."),
    ("트랜잭셔널 아웃박스 패턴은 이벤트 유실을 막아 준다.", "The transactional outbox pattern keeps events from getting lost."),
    ("동료와 의견이 다를 때 먼저 그 근거를 들었습니다.", "When I disagreed with a colleague, I listened to their reasons first."),
    ("벡터 검색은 의미가 비슷한 문서를 찾는다.", "Vector search finds documents that are close in meaning."),
]


@pytest.fixture(scope="module")
def korean(engine: Engine) -> np.ndarray:
    return engine.encode([ko for ko, _ in TWINS], "passage")


def test_vectors_are_unit_float32_of_the_models_size(korean: np.ndarray) -> None:
    assert (korean.shape, korean.dtype) == ((len(TWINS), 384), np.float32)
    assert np.linalg.norm(korean, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_sentence_is_nearest_to_its_twin_in_the_other_language(engine: Engine, korean: np.ndarray) -> None:
    english = engine.encode([en for _, en in TWINS], "passage")
    cosines = korean @ english.T
    everyone = list(range(len(TWINS)))
    assert cosines.argmax(axis=1).tolist() == everyone
    assert cosines.argmax(axis=0).tolist() == everyone


def test_a_short_question_finds_the_passage_that_answers_it(engine: Engine, korean: np.ndarray) -> None:
    asked = engine.encode(["how does an index affect inserts", "이벤트가 사라지지 않게 하는 방법"], "query")
    assert (asked @ korean.T).argmax(axis=1).tolist() == [1, 2]


def test_decomposed_text_has_the_vector_of_the_composed_one(engine: Engine) -> None:
    composed = TWINS[0][0]
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    for vectors in (engine.encode([composed, decomposed], "query"), engine.embed([composed, decomposed])):
        assert np.array_equal(vectors[0], vectors[1])


def test_the_kind_of_text_matters(engine: Engine) -> None:
    (query,), (passage,) = (engine.encode([TWINS[0][0]], kind) for kind in ("query", "passage"))
    assert 0.8 < float(query @ passage) < 0.995


def test_embed_adds_no_prefix_of_its_own(engine: Engine) -> None:
    assert np.allclose(engine.embed(["query: outbox"]), engine.encode(["outbox"], "query"), atol=1e-6)


def test_the_order_and_the_values_do_not_depend_on_the_batch(engine: Engine, korean: np.ndarray) -> None:
    texts = [ko * times for (ko, _), times in zip(TWINS, (1, 6, 2, 9, 3), strict=True)]
    together = engine.encode(texts, "passage")
    alone = np.concatenate([engine.encode([text], "passage") for text in texts])
    assert (together * alone).sum(axis=1) == pytest.approx(1.0, abs=1e-5)
    assert np.allclose(together[0], korean[0], atol=1e-3)


def test_texts_and_tokens_at_once_and_threads_are_bounded_by_the_settings(model_dir: Path) -> None:
    """By length, the longest first: a batch is padded to its longest."""
    small = load_engine(Settings(data_dir=model_dir, encode_batch=3, encode_tokens=64), threads=1)
    transformer = next(part for part in small.modules() if isinstance(part, OnnxTransformer))
    read: list[tuple[int, int]] = []
    transformer.register_forward_pre_hook(lambda _, features: read.append(tuple(features[0]["input_ids"].shape)))
    small.encode([ko * times for (ko, _), times in zip(TWINS, (1, 9, 2, 9, 1), strict=True)] + ["짧다"] * 3, "passage")
    assert [texts for texts, _ in read] == [3, 3, 2]
    assert [tokens for _, tokens in read] == sorted((tokens for _, tokens in read), reverse=True)
    assert read[0][1] == 64
    assert transformer._session.get_session_options().intra_op_num_threads == 1


def test_padding_is_never_computed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    transformer = next(part for part in engine.modules() if isinstance(part, OnnxTransformer))
    run, computed = transformer._run, list[int]()

    def noted(ids: np.ndarray) -> np.ndarray:
        computed.append(ids.size)
        return run(ids)

    monkeypatch.setattr(transformer, "_run", noted)
    texts = [ko * times for (ko, _), times in zip(TWINS, (1, 6, 2, 9, 3), strict=True)] + [TWINS[0][0]]
    engine.embed(texts)
    assert sum(computed) == engine.tokens(texts)
    # the two of one length, the shortest, are neighbours once sorted
    assert len(computed) == len(texts) - 1


def test_no_texts_give_no_vectors(engine: Engine) -> None:
    assert engine.encode([], "query").shape == (0, 384)


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\x00", "🤖👩‍👩‍👧‍👦", "<s></s><pad>", "ㅋㅋㅋ"])
def test_odd_texts_have_a_vector_too(engine: Engine, text: str) -> None:
    assert np.isfinite(engine.encode([text], "passage")).all()


def test_what_lies_beyond_512_tokens_is_not_read(engine: Engine) -> None:
    long = "아웃박스 패턴과 이벤트 " * 300
    assert engine.tokens([long]) == 512
    assert np.array_equal(engine.encode([long], "passage"), engine.encode([long + "바나나"], "passage"))


def test_tokens_are_counted_with_the_marks_at_both_ends(engine: Engine) -> None:
    assert engine.tokens(["", ""]) == 4
