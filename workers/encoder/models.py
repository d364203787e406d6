"""The models of this process: the default one from the start, another when a search is made in it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Protocol, Self

import anyio.to_thread
import structlog

from practice.embedding.engine import bounds_of, load_model
from practice.embedding.models import ModelSpec, UnknownModel, model_spec
from practice.embedding.port import Vectors
from practice.embedding.shelf.manifest import ModelNotReady, known_spec
from practice.settings import Settings

log = structlog.get_logger()

# besides the default one; a change of the model needs the old and the new for a while
_OTHERS = 2


class LoadedModel(Protocol):
    """What the encoder needs of practice.embedding.engine.Engine."""

    spec: ModelSpec

    def embed(self, texts: Sequence[str]) -> Vectors: ...

    def tokens(self, texts: Sequence[str]) -> int: ...


class ModelNotServed(Exception):
    """This server cannot have the model; the message says why."""


Load = Callable[[str], LoadedModel]


class LoadedModels:
    """Loads in a thread and once: requests for a loaded model are not held up."""

    def __init__(self, default: LoadedModel, load: Load) -> None:
        self.default = default
        self._load = load
        self._others: dict[str, LoadedModel] = {}
        self._loading = asyncio.Lock()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """With the default model of the settings, which takes seconds."""
        bounds = bounds_of(settings, settings.encoder_threads)

        def load(name: str) -> LoadedModel:
            return load_model(known_spec(name, settings.data_dir), settings.data_dir, bounds)

        # a default behind an API is asked directly; the scorer still compares sentences here
        name = settings.embedding_model if not model_spec(settings.embedding_model).is_remote else "multilingual-e5-small"
        return cls(load(name), load)

    async def named(self, name: str) -> LoadedModel:
        """Raises ModelNotServed."""
        if name == self.default.spec.name:
            return self.default
        if (found := self._others.get(name)) is None:
            async with self._loading:
                found = self._others.get(name) or await self._loaded(name)
        return found

    async def _loaded(self, name: str) -> LoadedModel:
        try:
            made = await anyio.to_thread.run_sync(self._load, name)
        except (UnknownModel, ModelNotReady) as error:
            raise ModelNotServed(
                f"this server holds {self.default.spec.name!r} and what is ready on its disk: {error}"
            ) from error
        log.info("model_loaded", model=name)
        while len(self._others) >= _OTHERS:
            del self._others[next(iter(self._others))]
        self._others[name] = made
        return made
