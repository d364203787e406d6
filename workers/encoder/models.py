"""The models of this process: the default one from the start, another when a search is made in it."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import anyio.to_thread
import structlog

from practice.embedding.engine import bounds_of, load_model
from practice.embedding.models import ModelSpec, UnknownModel, model_spec
from practice.embedding.port import Vectors
from practice.embedding.shelf.manifest import ModelNotReady, known_spec, made_of
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
MadeOf = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class _Held:
    made_of: object
    model: LoadedModel


class LoadedModels:
    """Loads in a thread and once: requests for a loaded model are not held up. ``made_of`` says what lies on the disk now."""

    def __init__(self, default: LoadedModel, load: Load, made_of: MadeOf) -> None:
        self.default = default
        self._load = load
        self._made_of = made_of
        # with what it was made of: other weights or prefixes may be fetched under the same name
        self._others: dict[str, _Held] = {}
        self._loading = asyncio.Lock()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """With the default model of the settings, which takes seconds."""
        bounds = bounds_of(settings, settings.encoder_threads)

        def load(name: str) -> LoadedModel:
            return load_model(known_spec(name, settings.data_dir), settings.data_dir, bounds)

        # a default behind an API is asked directly; the scorer still compares sentences here
        name = settings.embedding_model if not model_spec(settings.embedding_model).is_remote else "multilingual-e5-small"
        return cls(load(name), load, lambda other: made_of(settings.data_dir, other))

    async def named(self, name: str, revision: str | None = None) -> LoadedModel:
        """``revision``: the commit that the caller's vectors are of, if it has one. Raises ModelNotServed."""
        found = self.default if name == self.default.spec.name else await self._other(name)
        if revision not in (None, found.spec.revision):
            raise ModelNotServed(f"the files of {name!r} here are of commit {found.spec.revision}, not {revision}")
        return found

    async def _other(self, name: str) -> LoadedModel:
        if (found := self._held(name)) is None:
            async with self._loading:
                found = self._held(name) or await self._loaded(name)
        return found

    def _held(self, name: str) -> LoadedModel | None:
        held = self._others.get(name)
        return held.model if held is not None and held.made_of == self._made_of(name) else None

    async def _loaded(self, name: str) -> LoadedModel:
        # before the files are read: those that come meanwhile are seen by the next request
        lies_here = self._made_of(name)
        # what it was made of is gone, and half a gigabyte is not held twice
        self._others.pop(name, None)
        try:
            made = await anyio.to_thread.run_sync(self._load, name)
        except (UnknownModel, ModelNotReady) as error:
            raise ModelNotServed(
                f"this server holds {self.default.spec.name!r} and what is ready on its disk: {error}"
            ) from error
        log.info("model_loaded", model=name)
        while len(self._others) >= _OTHERS:
            del self._others[next(iter(self._others))]
        self._others[name] = _Held(lies_here, made)
        return made
