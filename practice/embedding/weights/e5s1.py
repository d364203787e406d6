"""The E5S1 container: a header, a tokenizer table, a directory of tensors, Q4_0 blocks and plain floats."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
BLOCK = 32  # weights a block; each block is an fp16 scale and 16 bytes of two 4-bit weights
_BLOCK_BYTES = 18
_HEADER = struct.Struct("<4s8ifi")
_TOKENIZER = struct.Struct("<5iQ")
_ENTRY = struct.Struct("<BIQQ")


class NotE5S1(ValueError):
    """The bytes are no E5S1 file of version 1, or one cut short."""


@dataclass(frozen=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    epsilon: float


@dataclass(frozen=True)
class Q4Matrix:
    """Rows of 4-bit weights: a weight is (nibble - 8) * scale of its block.

    nibbles: uint8 (rows, blocks, 32), one weight each; scales: float16 (rows, blocks).
    """

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]


@dataclass(frozen=True)
class E5S1:
    shape: Shape
    _content: bytes
    _directory: dict[str, tuple[int, int]]

    def floats(self, name: str) -> NDArray[np.float32]:
        offset, count = self._directory[name]
        return np.frombuffer(self._content, "<f4", count, offset)

    def matrix(self, name: str, columns: int) -> Q4Matrix:
        offset, count = self._directory[name]
        blocks = count // BLOCK
        packed = np.frombuffer(self._content, np.uint8, blocks * _BLOCK_BYTES, offset)
        packed = packed.reshape(-1, columns // BLOCK, _BLOCK_BYTES)
        scales = np.ascontiguousarray(packed[..., :2]).view("<f2")[..., 0]
        pairs = packed[..., 2:]
        # byte j of a block holds weight j in its low half and weight j + 16 in its high half
        return Q4Matrix(np.concatenate((pairs & 0x0F, pairs >> 4), axis=-1), scales)


def parse(content: bytes) -> E5S1:
    """Reads the directory; tensors are cut out of ``content`` when asked for. Raises NotE5S1."""
    try:
        return _parse(content)
    except struct.error as cut_short:
        raise NotE5S1("the file ends too early") from cut_short


def _parse(content: bytes) -> E5S1:
    magic, version, hidden, layers, heads, inner, vocabulary, positions, _, epsilon, block = _HEADER.unpack_from(content)
    if (magic, version, block) != (MAGIC, 1, BLOCK):
        raise NotE5S1(f"not an E5S1 file of version 1 with blocks of {BLOCK}: {magic!r}, {version}, {block}")
    directory = _directory(content, _after_tokenizer(content, _HEADER.size))
    return E5S1(Shape(hidden, layers, heads, inner, vocabulary, positions, epsilon), content, directory)


def _after_tokenizer(content: bytes, at: int) -> int:
    # the tokenizer comes from elsewhere as a tokenizer.json with the same pieces
    pieces, _, _, _, _, text_bytes = _TOKENIZER.unpack_from(content, at)
    at += _TOKENIZER.size + (pieces + 1) * 4 + pieces * 4 + text_bytes
    _, map_bytes = struct.unpack_from("<iI", content, at)
    return at + 8 + int(map_bytes)


def _directory(content: bytes, at: int) -> dict[str, tuple[int, int]]:
    entries: dict[str, tuple[int, int]] = {}
    (count,) = struct.unpack_from("<i", content, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, at)
        name = content[at + 2 : at + 2 + length].decode()
        _, weights, offset, _ = _ENTRY.unpack_from(content, at + 2 + length)
        entries[name] = (offset, weights)
        at += 2 + length + _ENTRY.size
    return entries
