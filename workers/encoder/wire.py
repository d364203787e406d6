"""What goes over the wire: the OpenAI embeddings API, as much of it as one model needs."""

import base64
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from practice.embedding.port import Vectors

_MAX_TEXTS = 256
Text = Annotated[str, Field(max_length=100_000)]


class EmbeddingsRequest(BaseModel):
    model: str
    input: Text | Annotated[list[Text], Field(min_length=1, max_length=_MAX_TEXTS)]
    encoding_format: Literal["float", "base64"] = "float"
    dimensions: int | None = None

    @property
    def texts(self) -> list[str]:
        return [self.input] if isinstance(self.input, str) else self.input


def embeddings_reply(request: EmbeddingsRequest, vectors: Vectors, tokens: int) -> dict[str, Any]:
    data = [
        {"object": "embedding", "index": index, "embedding": _written(vector, request.encoding_format)}
        for index, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return {"object": "list", "data": data, "model": request.model, "usage": usage}


def problem(message: str, kind: str, code: str) -> dict[str, Any]:
    return {"error": {"message": message, "type": kind, "param": None, "code": code}}


def _written(vector: Vectors, encoding_format: Literal["float", "base64"]) -> str | list[float]:
    if encoding_format == "float":
        return [float(number) for number in vector]
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()
