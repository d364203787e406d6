"""The encoder over HTTP: any server that speaks the OpenAI embeddings API fits, ours is the default."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from threading import Lock
from types import TracebackType
from typing import Self

import httpx
import numpy as np
from pydantic import BaseModel, Field, SecretStr, ValidationError

from practice.embedding.models import REVISION, Endpoint, ModelSpec, model_spec, prefixed
from practice.embedding.port import Kind, Vectors
from practice.errors import EncoderUnavailable, TextsRefused
from practice.settings import Settings

# A request must be done well within the timeout; a text costs by its length up to the model's limit. Ours encodes one slice at
# a time for all that ask: where sixteen long answers are scored at once, each request waits for fifteen others.
_TEXTS_A_REQUEST = 64
_CHARACTERS_A_REQUEST = 1_000
_CHARACTERS_ELSEWHERE = 16_000
_CHARACTERS_THAT_COUNT = 2_000
_LEAST_LIMIT = 256
# of a request as it stands: too long, or not to be read. A wrong address, key or model has other codes
_REFUSALS = (400, 413, 422)
# syllables that hardly a vocabulary holds whole: each costs as many tokens as a text may
_RARE = "".join(chr(0xAC00 + 587 * place % 11172) for place in range(2_700))


class _Embedding(BaseModel):
    index: int
    embedding: str | list[float]


class _Reply(BaseModel):
    data: list[_Embedding] = Field(min_length=1)


class EncoderClient:
    """An Encoder; threads may share it. Every failure is EncoderUnavailable; when the texts may be why, its kind TextsRefused.

    Nothing is tried twice but a request whose connection ended without a reply: a server closes a kept connection when it
    has been idle, and a request may be on its way at that moment.
    """

    def __init__(self, url: str, spec: ModelSpec, timeout_s: float, key: SecretStr | None = None) -> None:
        self._spec = spec
        self._known_as = spec.weights.model if isinstance(spec.weights, Endpoint) else spec.name
        self._http = httpx.Client(
            base_url=url.rstrip("/").removesuffix("/v1"),
            timeout=httpx.Timeout(timeout_s, connect=min(timeout_s, 2.0)),
            headers=({"Authorization": f"Bearer {key.get_secret_value()}"} if key else {})
            | ({REVISION: spec.revision} if spec.revision else {}),
            # a proxy from the environment would take the loopback traffic
            trust_env=spec.is_remote,
        )

    @classmethod
    def of(cls, settings: Settings, spec: ModelSpec | None = None, timeout_s: float | None = None) -> Self:
        """For the model of the settings or the one given: at the encoder, or at the endpoint that the model names."""
        spec, timeout_s = spec or model_spec(settings.embedding_model), timeout_s or settings.encoder_timeout_s
        if spec.is_remote:
            return cls(settings.embedding_api_url, spec, timeout_s, settings.embedding_api_key)
        return cls(settings.encoder_url, spec, timeout_s)

    @property
    def model(self) -> str:
        return self._spec.name

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        most = _CHARACTERS_ELSEWHERE if self._spec.is_remote else _CHARACTERS_A_REQUEST
        parts = [self._request(part) for part in in_requests(prefixed(self._spec, texts, kind), most)]
        return np.concatenate(parts) if parts else np.empty((0, self._spec.dimensions), np.float32)

    def probe(self) -> int:
        """How many dimensions a vector has there, for a model whose facts nobody knows yet."""
        body = {"model": self._known_as, "input": ["?"]}
        return len(self._asked(body).data[0].embedding)

    def limit(self, most: int) -> int:
        """How many bytes of UTF-8 a text may have there at least: ``most``, or as many times halved as it refuses."""
        while most >= _LEAST_LIMIT:
            try:
                self._asked({"model": self._known_as, "input": [_RARE.encode()[:most].decode(errors="ignore")]})
            except TextsRefused:
                most //= 2
            else:
                break
        return most

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _request(self, texts: list[str]) -> Vectors:
        body = {"model": self._known_as, "input": texts, "encoding_format": "base64"}
        try:
            return _vectors(self._asked(body), len(texts), self._spec)
        except ValueError as unreadable:
            raise EncoderUnavailable(f"the encoder's reply does not fit: {type(unreadable).__name__}") from None

    def _asked(self, body: Mapping[str, object]) -> _Reply:
        try:
            response = self._post(body)
            response.raise_for_status()
            return _Reply.model_validate_json(response.content)
        except httpx.HTTPStatusError as refused:
            status = refused.response.status_code
            kind = TextsRefused if status in _REFUSALS else EncoderUnavailable
            raise kind(f"the encoder answered {status}") from refused
        except (httpx.HTTPError, httpx.InvalidURL) as unreachable:
            raise EncoderUnavailable(f"the encoder is not reachable: {type(unreachable).__name__}") from unreachable
        except ValidationError as unreadable:
            # the chain is cut: a validation error would carry the reply into the log
            raise EncoderUnavailable(f"the encoder's reply does not fit: {type(unreadable).__name__}") from None

    def _post(self, body: Mapping[str, object]) -> httpx.Response:
        try:
            return self._http.post("/v1/embeddings", json=body)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError):
            return self._http.post("/v1/embeddings", json=body)


class Encoders:
    """A client for each model that is asked for, kept; threads may share it."""

    def __init__(self, settings: Settings, timeout_s: float) -> None:
        self._settings = settings
        self._timeout_s = timeout_s
        # by all that is known of a model: the same name may be fetched again with other prefixes
        self._clients: dict[ModelSpec, EncoderClient] = {}
        self._lock = Lock()

    def of(self, spec: ModelSpec) -> EncoderClient:
        with self._lock:
            if spec not in self._clients:
                self._clients[spec] = EncoderClient.of(self._settings, spec, self._timeout_s)
            return self._clients[spec]

    def close(self) -> None:
        with self._lock:
            for client in self._clients.values():
                client.close()


def in_requests(texts: Sequence[str], most: int) -> Iterator[list[str]]:
    """Cuts a long list where one request would take too long, at ``most`` characters; keeps the order."""
    part: list[str] = []
    characters = 0
    for text in texts:
        cost = min(len(text), _CHARACTERS_THAT_COUNT)
        if part and (len(part) == _TEXTS_A_REQUEST or characters + cost > most):
            yield part
            part, characters = [], 0
        part.append(text)
        characters += cost
    if part:
        yield part


def _vectors(reply: _Reply, count: int, spec: ModelSpec) -> Vectors:
    items = sorted(reply.data, key=lambda item: item.index)
    if [item.index for item in items] != list(range(count)):
        raise ValueError("not one vector for each text")
    vectors = np.stack([_vector(item.embedding) for item in items])
    if vectors.shape[1] != spec.dimensions or not np.isfinite(vectors).all():
        raise ValueError("not the vectors of this model")
    # not every server normalises
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not lengths.all():
        raise ValueError("a vector without a direction")
    unit: Vectors = (vectors / lengths).astype(np.float32)
    return unit


def _vector(embedding: str | list[float]) -> Vectors:
    if isinstance(embedding, list):
        return np.asarray(embedding, np.float32)
    return np.frombuffer(base64.b64decode(embedding, validate=True), "<f4")
