"""Texts that need vectors and have no job: the bank's, and everybody's answers while the model is changed."""

from dataclasses import dataclass

import numpy as np
import structlog

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding import changing
from practice.embedding.active import Serving
from practice.embedding.answers import embed_answers, embed_wholes
from practice.embedding.client import EncoderClient
from practice.embedding.port import Vectors
from practice.embedding.sources import Item, Source
from practice.errors import EncoderUnavailable, TextsRefused
from practice.settings import Settings
from workers.embedding.encoders import BulkEncoders

log = structlog.get_logger()

# few: a new answer waits for one such batch at the most
_BATCH = 8


@dataclass(frozen=True, slots=True)
class Fill:
    """One small batch at a time."""

    settings: Settings
    database: WorkerDatabase
    encoders: BulkEncoders
    sources: tuple[Source, ...]

    def step(self, active: Serving, following: Serving | None) -> bool:
        """True when something was done and more may be left. Raises EncoderUnavailable."""
        if self.encoders.does(active.spec) and self._kept_up(active, following):
            return True
        if following is None or not self.encoders.does(following.spec):
            return False
        return self._from_sources(following) or self._from_answers(active, following) or self._switched(active, following)

    def _kept_up(self, active: Serving, following: Serving | None) -> bool:
        try:
            return self._from_sources(active)
        except EncoderUnavailable as away:
            if following is None:
                raise
            # a change away from a model that is not here must not wait for that model
            log.warning("fill_waits", model=active.name, error=str(away))
            return False

    def _from_sources(self, model: Serving) -> bool:
        for source in self.sources:
            items = self.database.run(lambda conn, source=source: source.missing(conn, model.name, _BATCH))  # type: ignore[misc]
            if items and self._stored(source, model, items):
                return True
        return False

    def _stored(self, source: Source, model: Serving, items: list[Item]) -> bool:
        """Whether something was; what cannot be read is left out, or it would hold up everything behind it for ever."""
        read = self._readable(model, items)
        if not read:
            return False
        vectors = np.stack([vector for _, vector in read])
        self.database.run(lambda conn: source.store(conn, model.name, [item for item, _ in read], vectors))
        return True

    def _readable(self, model: Serving, items: list[Item]) -> list[tuple[Item, Vectors]]:
        try:
            vectors = embed_wholes(self.encoders.of(model.spec), [item.text for item in items])
        except (TextsRefused, ValueError, RuntimeError) as error:
            if len(items) == 1:
                log.warning("fill_failed", model=model.name, error=type(error).__name__)
                return []
            return [pair for item in items for pair in self._readable(model, [item])]
        return list(zip(items, vectors, strict=True))

    def _from_answers(self, active: Serving, following: Serving) -> bool:
        old = self.database.run(lambda conn: changing.take(conn, active, following, _BATCH))
        if not old:
            return False
        self._read(following, old)
        return True

    def _read(self, following: Serving, old: list[changing.Old]) -> None:
        """What cannot be read must not take its batch with it: it is left out, and the change does not end without it."""
        try:
            vectors = embed_answers(self.encoders.of(following.spec), [one.text for one in old])
        except (TextsRefused, ValueError, RuntimeError) as error:
            if len(old) == 1:
                log.warning("fill_failed", model=following.name, answer_id=str(old[0].answer_id), error=type(error).__name__)
                return
            for one in old:
                self._read(following, [one])
        else:
            self.database.run(lambda conn: changing.store(conn, following, old, vectors))

    def _switched(self, active: Serving, following: Serving) -> bool:
        """Only to a model in which searches are answered at once: the encoder must have loaded it."""
        with EncoderClient.of(self.settings, following.spec) as encoder:
            encoder.encode(["ready?"], "query")
        done = self.database.run(lambda conn: changing.switch(conn, active, following, self.sources))
        log.info("model_switched" if done else "model_not_covered_yet", model=following.name)
        # what is still missing is looked for at the next nudge: it may be what cannot be read
        return done
