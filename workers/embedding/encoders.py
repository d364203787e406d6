"""The encoders that this process works with: each loaded once, the ones of models out of use let go."""

from collections.abc import Callable, Collection
from typing import Protocol

from practice.embedding.answers import BulkEncoder
from practice.embedding.models import ModelSpec
from practice.errors import EncoderUnavailable


class BulkEncoders(Protocol):
    """Whether a model's work is done in this process, and by what."""

    def does(self, spec: ModelSpec) -> bool: ...

    def of(self, spec: ModelSpec) -> BulkEncoder: ...

    def keep(self, names: Collection[str]) -> None: ...


class LoadedEncoders:
    """Models in this process: they burn CPU."""

    def __init__(self, load: Callable[[ModelSpec], BulkEncoder]) -> None:
        self._load = load
        # with all that was known of it: the same name may be fetched again with other prefixes
        self._loaded: dict[str, tuple[ModelSpec, BulkEncoder]] = {}

    def does(self, spec: ModelSpec) -> bool:
        return not spec.is_remote

    def of(self, spec: ModelSpec) -> BulkEncoder:
        """Loads it at the first call: seconds. Raises EncoderUnavailable where that fails: no text has a part in it."""
        known, encoder = self._loaded.get(spec.name, (None, None))
        if encoder is None or known != spec:
            encoder = self._read(spec)
            self._loaded[spec.name] = (spec, encoder)
        return encoder

    def _read(self, spec: ModelSpec) -> BulkEncoder:
        try:
            return self._load(spec)
        except EncoderUnavailable:
            raise
        except Exception as error:
            raise EncoderUnavailable(f"the model {spec.name!r} cannot be loaded here: {error}") from error

    def keep(self, names: Collection[str]) -> None:
        """Lets go of all others: half a gigabyte and more each."""
        for name in [name for name in self._loaded if name not in names]:
            del self._loaded[name]
