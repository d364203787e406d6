"""What everybody who needs vectors asks for; the engine and the encoder's client both answer to it."""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Kind = Literal["query", "passage"]
Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Encodes texts; the model's own prefixes and NFC normalisation are its business."""

    @property
    def model(self) -> str:
        """The registry name of the model; stored beside each vector."""
        ...

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        """Unit vectors, shape (len(texts), dimensions), in the order of the texts.

        Raises EncoderUnavailable when the encoder cannot answer now.
        """
        ...
