"""An encoder that keeps its vectors in a file, so that a second measurement costs no encoding."""

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from practice.embedding.answers import BulkEncoder
from practice.embedding.port import Kind, Vectors


class RememberingEncoder:
    """Asks the encoder only for texts that it has not seen; the file grows and is safe to delete."""

    def __init__(self, encoder: BulkEncoder, file: Path) -> None:
        self._encoder = encoder
        file.parent.mkdir(parents=True, exist_ok=True)
        self._rows = sqlite3.connect(file)
        self._rows.execute("CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB) WITHOUT ROWID")
        self._held: dict[bytes, Vectors] = {}

    @property
    def model(self) -> str:
        return self._encoder.model

    @property
    def window(self) -> int:
        return self._encoder.window

    def count(self, texts: Sequence[str]) -> list[int]:
        return self._encoder.count(texts)

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        keys = [hashlib.sha256(f"{self.model}\0{kind}\0{text}".encode()).digest() for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if not self._recall(key)}
        if missing:
            self._keep(list(missing), self._encoder.encode(list(missing.values()), kind))
        return np.stack([self._held[key] for key in keys])

    def _recall(self, key: bytes) -> bool:
        if key not in self._held:
            row = self._rows.execute("SELECT value FROM vector WHERE key = ?", (key,)).fetchone()
            if row is None:
                return False
            self._held[key] = np.frombuffer(row[0], np.float32)
        return True

    def _keep(self, keys: list[bytes], vectors: Vectors) -> None:
        self._held.update(zip(keys, vectors, strict=True))
        rows = ((key, np.ascontiguousarray(vector, np.float32).tobytes()) for key, vector in zip(keys, vectors, strict=True))
        self._rows.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        self._rows.commit()
