"""A small E5S1 file, made by hand, is read as it was meant."""

import struct

import numpy as np
import pytest

from practice.embedding.weights.e5s1 import NotE5S1, parse
from practice.embedding.weights.graph import packed

ROWS, COLUMNS = 3, 64


def small_file(weights: np.ndarray, scales: np.ndarray, bias: np.ndarray) -> bytes:
    """A container with two pieces of vocabulary, one 4-bit matrix ``w`` and one plain vector ``b``."""
    header = b"E5S1" + struct.pack("<8ifi", 1, COLUMNS, 1, 1, 8, 2, 4, 1, 1e-12, 32)
    tokenizer = struct.pack("<5iQ", 2, 0, 2, 1, 3, 3) + bytes(3 * 4) + bytes(2 * 4) + b"abc" + struct.pack("<iI", 0, 0)
    blocks = b"".join(
        struct.pack("<e", scale) + bytes(low | high << 4 for low, high in zip(block[:16], block[16:], strict=True))
        for row, row_scales in zip(weights.reshape(ROWS, -1, 32), scales, strict=True)
        for block, scale in zip(row, row_scales, strict=True)
    )
    directory_size = 4 + 2 * (2 + 1 + 21)
    at = len(header) + len(tokenizer) + directory_size
    directory = struct.pack("<i", 2) + b"".join(
        struct.pack("<H", 1) + name + struct.pack("<BIQQ", kind, count, offset, 0)
        for name, kind, count, offset in ((b"w", 1, weights.size, at), (b"b", 0, len(bias), at + len(blocks)))
    )
    return header + tokenizer + directory + blocks + bias.astype("<f4").tobytes()


@pytest.fixture
def weights() -> np.ndarray:
    return np.random.default_rng(7).integers(0, 16, (ROWS, COLUMNS))


@pytest.fixture
def content(weights: np.ndarray) -> bytes:
    return small_file(weights, np.array([[0.5, 1], [2, 4], [-1, 0.25]]), np.array([1.5, -2.0]))


def test_the_header_gives_the_shape(content: bytes) -> None:
    shape = parse(content).shape
    assert (shape.hidden, shape.layers, shape.heads, shape.inner, shape.vocabulary, shape.positions) == (64, 1, 1, 8, 2, 4)


def test_weights_and_scales_come_out_as_they_went_in(content: bytes, weights: np.ndarray) -> None:
    matrix = parse(content).matrix("w", COLUMNS)
    assert np.array_equal(matrix.nibbles.reshape(ROWS, COLUMNS), weights)
    assert matrix.scales.tolist() == [[0.5, 1.0], [2.0, 4.0], [-1.0, 0.25]]


def test_plain_vectors_are_read_at_any_offset(content: bytes) -> None:
    assert parse(content).floats("b").tolist() == [1.5, -2.0]


def test_neighbours_share_a_byte_with_the_first_in_the_low_half(content: bytes, weights: np.ndarray) -> None:
    pairs = packed(parse(content).matrix("w", COLUMNS)).reshape(ROWS, -1)
    assert np.array_equal(pairs & 15, weights[:, 0::2])
    assert np.array_equal(pairs >> 4, weights[:, 1::2])


def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(NotE5S1, match="GGUF"):
        parse(b"GGUF" + content[4:])


@pytest.mark.parametrize("size", [0, 10, 70, 110])
def test_a_file_cut_short_is_refused(content: bytes, size: int) -> None:
    with pytest.raises(NotE5S1, match="too early"):
        parse(content[:size])
