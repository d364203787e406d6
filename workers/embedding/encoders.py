"""The encoders that this process works with: each loaded once, the ones of models out of use let go."""

from collections.abc import Callable, Collection
from typing import Protocol

from practice.embedding.answers import BulkEncoder
from practice.embedding.models import ModelSpec


class BulkEncoders(Protocol):
    """Whether a model's work is done in this process, and by what."""

    def does(self, spec: ModelSpec) -> bool: ...

    def of(self, spec: ModelSpec) -> BulkEncoder: ...

    def keep(self, names: Collection[str]) -> None: ...


class LoadedEncoders:
    """Models in this process: they burn CPU."""

    def __init__(self, load: Callable[[ModelSpec], BulkEncoder]) -> None:
        self._load = load
        self._loaded: dict[str, BulkEncoder] = {}

    def does(self, spec: ModelSpec) -> bool:
        return not spec.is_remote

    def of(self, spec: ModelSpec) -> BulkEncoder:
        """Loads it at the first call: seconds. Raises what load_model raises."""
        if spec.name not in self._loaded:
            self._loaded[spec.name] = self._load(spec)
        return self._loaded[spec.name]

    def keep(self, names: Collection[str]) -> None:
        """Lets go of all others: half a gigabyte and more each."""
        for name in [name for name in self._loaded if name not in names]:
            del self._loaded[name]
