"""An HNSW index in this process: faiss, with the graph that the database's index has."""

import time

from bench.ground.vectors import WIDTH
from practice.embedding.port import Vectors

NEIGHBOURS, WHILE_BUILDING = 16, 64


class InProcess:
    """All vectors of shape (n, dimensions); ``candidates`` is the length of the list that a search keeps."""

    def __init__(self, vectors: Vectors) -> None:
        import faiss  # noqa: PLC0415  # only this bench has it

        started = time.perf_counter()
        self._index = faiss.IndexHNSWFlat(WIDTH, NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
        self._index.hnsw.efConstruction = WHILE_BUILDING
        self._index.add(vectors)
        self.built_s = time.perf_counter() - started
        self.candidates = WHILE_BUILDING

    def nearest(self, vector: Vectors) -> set[object]:
        """The places of the ten nearest, as far as it finds them."""
        self._index.hnsw.efSearch = self.candidates
        return set(self._index.search(vector[None], 10)[1][0].tolist())
