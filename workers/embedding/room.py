"""What whoever embeds works with: a connection pool, and an encoder for each model in use."""

from practice.db.engines import sync_engine
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import bounds_of, load_model
from practice.embedding.models import model_spec
from practice.settings import Settings
from workers.embedding.drain import EmbeddingRoom
from workers.embedding.encoders import LoadedEncoders
from workers.runtime.leases import Leases


def open_room(settings: Settings) -> EmbeddingRoom:
    """For a pool process. Takes seconds: imports the libraries and loads the default model, if that one runs here."""
    bounds = bounds_of(settings, settings.embedding_threads)
    encoders = LoadedEncoders(lambda spec: load_model(spec, settings.data_dir, bounds))
    default = model_spec(settings.embedding_model)
    if not default.is_remote:
        encoders.of(default)
    database = WorkerDatabase(sync_engine(settings, "worker-embedding"))
    return EmbeddingRoom(settings, database, Leases(database, settings.lease_s), encoders)
