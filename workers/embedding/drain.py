"""The database is the batch: one message may stand for many jobs, and one drain takes them all."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

import structlog
from sqlalchemy import Connection

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.active import Serving, filling, serving
from practice.embedding.answers import embed_answers
from practice.embedding.models import UnknownModel
from practice.embedding.sources import SOURCES, Source
from practice.embedding.vectors import ModelChanged, ToEmbed, store_vectors, texts_of
from practice.errors import EncoderUnavailable, TextsRefused
from practice.jobs.claim import Claimed, claim, claim_one, claim_suspect
from practice.jobs.finish import put_back
from practice.jobs.outcome import Backoff, give_back, wait_for_other
from practice.settings import Settings
from workers.embedding.encoders import BulkEncoders
from workers.embedding.fill import Fill
from workers.runtime.leases import Leases
from workers.runtime.wake import wake_relay

log = structlog.get_logger()

# some seconds of one core
TURN_CHARACTERS = 16_000

MODEL_CHANGED = "model_changed"
FAULT = "encoder_fault"


class Left(Enum):
    """What a drain leaves behind: nothing, more for here, what only the other side can do, or both of these."""

    NOTHING = "nothing"
    MORE = "more"
    ELSEWHERE = "elsewhere"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class EmbeddingRoom:
    """What a drain works with, for the life of the process."""

    settings: Settings
    database: WorkerDatabase
    leases: Leases
    encoders: BulkEncoders
    sources: tuple[Source, ...] = SOURCES
    clock: Callable[[], float] = time.monotonic

    def drain(self) -> Left:
        """Embeds until nothing is due or the time budget is spent. New answers go before those of a change of the model.

        A doubled or late message finds nothing to claim. With a model that this version does not know everything waits.
        """
        try:
            return self._drained()
        except UnknownModel as unknown:
            log.warning("embedding_waits", error=str(unknown))
            return Left.NOTHING

    def _drained(self) -> Left:
        end = self.clock() + self.settings.embedding_budget_s
        while self.clock() < end:
            active, following = self.database.run(self._models)
            self.encoders.keep({active.name} | ({following.name} if following else set()))
            mine = self.encoders.does(active.spec)
            if mine and (batch := self.database.run(self._take)):
                self._embed_in_turn(active, batch)
            elif not self._fill(active, following):
                return Left.ELSEWHERE if self._others(active, following) else Left.NOTHING
        return Left.BOTH if self._others(*self.database.run(self._models)) else Left.MORE

    def _others(self, *models: Serving | None) -> bool:
        return any(one is not None and not self.encoders.does(one.spec) for one in models)

    def _models(self, conn: Connection) -> tuple[Serving, Serving | None]:
        return serving(conn, self.settings.embedding_model), filling(conn)

    def _fill(self, active: Serving, following: Serving | None) -> bool:
        try:
            return Fill(self.settings, self.database, self.encoders, self.sources).step(active, following)
        except EncoderUnavailable as away:
            # found again by the next sweep
            log.warning("fill_waits", error=str(away))
            return False

    def _take(self, conn: Connection) -> list[ToEmbed]:
        lease_s = self.settings.lease_s
        jobs = claim_suspect(conn, "embedding", lease_s)
        jobs = jobs or claim(conn, "embedding", lease_s, limit=self.settings.embedding_batch)
        if not jobs and (last := claim_one(conn, "embedding", lease_s)):
            jobs = [last]
        return texts_of(conn, jobs) if jobs else []

    def _embed_in_turn(self, active: Serving, batch: list[ToEmbed]) -> None:
        """What is done is stored, and what is too much for now goes back: a short answer waits for one long one, not for all."""
        turns, rest = in_turn(batch)
        if rest:
            self.database.run(lambda conn: put_back(conn, [item.job for item in rest]))
        with self.leases.kept([item.job for turn in turns for item in turn]):
            for turn in turns:
                self._embed(active, turn)
                wake_relay(self.database)

    def _embed(self, active: Serving, batch: list[ToEmbed]) -> None:
        try:
            vectors = embed_answers(self.encoders.of(active.spec), [item.text for item in batch])
            nearest = self.settings.similar_limit
            ours = self.database.run(lambda conn: store_vectors(conn, active, batch, vectors, nearest))
        except TextsRefused as refused:
            # an endpoint that is set up wrongly refuses everything: that is no fault of the texts
            if len(batch) > 1 or self._reads(active):
                self._isolate(active, batch, refused)
            else:
                self._wait(batch, refused)
        except (EncoderUnavailable, ModelChanged) as away:
            self._wait(batch, away)
        except Exception as error:  # noqa: BLE001  # whatever the engine raises, each job gets its next attempt or its end
            self._isolate(active, batch, error)
        else:
            if ours < len(batch):
                log.warning("late_vectors_dropped", jobs=len(batch) - ours)

    def _reads(self, active: Serving) -> bool:
        try:
            self.encoders.of(active.spec).encode(["?"], "passage")
        except EncoderUnavailable:
            return False
        return True

    def _wait(self, batch: list[ToEmbed], away: Exception) -> None:
        """Nothing is wrong with the texts: the model is not here, its endpoint is away, or it was changed under them."""
        code = away.code if isinstance(away, EncoderUnavailable) else MODEL_CHANGED
        log.warning("embedding_delayed", jobs=len(batch), code=code, error=str(away) or code)
        for item in batch:
            self._later(item.job, code)

    def _later(self, job: Claimed, code: str) -> None:
        message, backoff = "The embedding waits for its model.", self._backoff
        self.database.run(lambda conn: wait_for_other(conn, "embedding", job, code, message, backoff))

    def _isolate(self, active: Serving, batch: list[ToEmbed], error: Exception) -> None:
        """One bad text must not take its batch with it: each is tried alone, and only those that fail go back."""
        log.warning("embedding_failed", jobs=len(batch), error=type(error).__name__)
        if len(batch) > 1:
            for item in batch:
                self._embed(active, [item])
            return
        message = f"The embedding engine failed ({type(error).__name__})."
        job, backoff = batch[0].job, self._backoff
        self.database.run(lambda conn: give_back(conn, "embedding", job, FAULT, message, backoff))

    @property
    def _backoff(self) -> Backoff:
        return Backoff(self.settings.retry_base_s, self.settings.retry_cap_s)


def in_turn(batch: Sequence[ToEmbed]) -> tuple[list[list[ToEmbed]], list[ToEmbed]]:
    """The turns of a batch and what is left over: the short ones together, up to ``TURN_CHARACTERS``, then one longer one.

    The longer one is that which stands first in the batch, so that no stream of short ones holds it up for ever.
    """
    fits: set[int] = set()
    characters = 0
    for at in sorted(range(len(batch)), key=lambda at: len(batch[at].text)):
        characters += len(batch[at].text)
        if characters > TURN_CHARACTERS:
            break
        fits.add(at)
    short = [item for at, item in enumerate(batch) if at in fits]
    longer = [item for at, item in enumerate(batch) if at not in fits]
    return [turn for turn in (short, longer[:1]) if turn], longer[1:]
