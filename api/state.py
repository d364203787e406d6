"""What the doors share: made once by ``main``, handed to routes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import redis.asyncio

from api.dispatch.dispatcher import Dispatcher
from api.operate.metrics import Metrics
from api.stream.hub import Hub
from api.stream.pushed import Pushed
from practice.db.statements import Statements
from practice.db.unit_of_work import Database
from practice.embedding.client import EncoderClient
from practice.embedding.models import ModelSpec
from practice.settings import Settings


@dataclass(frozen=True, slots=True)
class State:
    settings: Settings
    database: Database
    # for what is asked so often that the layers above the driver would cost more than the statement
    statements: Statements
    redis: redis.asyncio.Redis
    dispatcher: Dispatcher
    hub: Hub
    pushed: Pushed
    encoder: EncoderClient
    # the encoder's client blocks; a pool of its own keeps a slow encoder from holding anything else up
    encoder_pool: ThreadPoolExecutor
    model: ModelSpec
    metrics: Metrics
