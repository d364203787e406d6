"""Embedding through an endpoint: it only waits, so it runs in the threads of the worker that waits on the network."""

from collections.abc import Collection, Sequence
from threading import BoundedSemaphore, Event

from celery import Celery

from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.answers import BulkEncoder
from practice.embedding.client import EncoderClient, Encoders
from practice.embedding.models import ModelSpec
from practice.embedding.port import Kind, Vectors
from practice.jobs.contracts import EMBED_TASK
from practice.settings import Settings
from workers.embedding.drain import EmbeddingRoom, Left
from workers.runtime.leases import Leases


class RemoteEncoder:
    """A BulkEncoder over HTTP. Nobody knows the tokens of somebody else's model: bytes stand for them, none is less."""

    def __init__(self, client: EncoderClient, spec: ModelSpec) -> None:
        self._client = client
        self._spec = spec

    @property
    def model(self) -> str:
        return self._spec.name

    @property
    def window(self) -> int:
        return self._spec.max_tokens

    def count(self, texts: Sequence[str]) -> list[int]:
        return [len(text.encode()) for text in texts]

    def encode(self, texts: Sequence[str], kind: Kind) -> Vectors:
        return self._client.encode(texts, kind)


class RemoteEncoders:
    """Models behind an API: they wait."""

    def __init__(self, clients: Encoders) -> None:
        self._clients = clients

    def does(self, spec: ModelSpec) -> bool:
        return spec.is_remote

    def of(self, spec: ModelSpec) -> BulkEncoder:
        return RemoteEncoder(self._clients.of(spec), spec)

    def keep(self, names: Collection[str]) -> None:
        """A client costs nothing."""


class RemoteDrains:
    """A few drains at a time: a message that comes while all are busy makes one of them look once more."""

    def __init__(self, room: EmbeddingRoom, most: int) -> None:
        self._room = room
        self._free = BoundedSemaphore(most)
        self._again = Event()

    def run(self) -> Left:
        self._again.set()
        left = Left.NOTHING
        while self._again.is_set() and self._free.acquire(blocking=False):
            try:
                self._again.clear()
                left = self._room.drain()
            finally:
                self._free.release()
        return left


def serve_remote(app: Celery, settings: Settings, database: WorkerDatabase) -> None:
    """Registers the task with a worker of threads."""
    room = EmbeddingRoom(
        settings, database, Leases(database, settings.lease_s), RemoteEncoders(Encoders(settings, settings.encoder_timeout_s))
    )
    drains = RemoteDrains(room, settings.embedding_api_threads)

    @app.task(name=EMBED_TASK)  # type: ignore[untyped-decorator]
    def drain(job_id: str | None = None) -> None:  # noqa: ARG001  # the job is a hint
        if drains.run() in (Left.MORE, Left.BOTH):
            app.send_task(EMBED_TASK, queue="scoring", retry=False, ignore_result=True)
