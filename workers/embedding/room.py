"""What a pool process works with: a connection pool, and the model, loaded once."""

from practice.db.engines import sync_engine
from practice.db.unit_of_work import WorkerDatabase
from practice.embedding.engine import load_engine
from practice.embedding.models import model_spec
from practice.settings import Settings
from workers.embedding.drain import EmbeddingRoom


def open_room(settings: Settings) -> EmbeddingRoom:
    """Takes seconds: imports the libraries and loads the model."""
    database = WorkerDatabase(sync_engine(settings, "worker-embedding"))
    engine = load_engine(settings, settings.embedding_threads)
    return EmbeddingRoom(settings, database, model_spec(settings.embedding_model), engine)
