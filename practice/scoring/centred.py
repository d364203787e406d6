"""Take off what all vectors share: cosines of e5 live in .80-.99, and only differences from the middle tell anything."""

import numpy as np

from practice.embedding.port import Vectors


def centred(vectors: Vectors, middle: Vectors) -> Vectors:
    """Unit vectors around the middle; a vector that lies in the middle itself becomes zero."""
    moved = vectors - middle
    length = np.linalg.norm(moved, axis=-1, keepdims=True)
    return np.asarray(moved / np.maximum(length, 1e-6), dtype=np.float32)


def similarities(vectors: Vectors, others: Vectors) -> Vectors:
    """Cosines rounded to three places: engines differ in the sixth, and a verdict must not."""
    return np.asarray(np.round(vectors @ others.T, 3), dtype=np.float32)
