"""What the doors share: made once by ``main``, handed to routes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import redis.asyncio

from api.dispatch.dispatcher import Dispatcher
from api.intake.turns import Turns
from api.operate.gauges import Gauges
from api.operate.metrics import Metrics
from api.stream.gates import Gates, Seats
from api.stream.hub import Hub
from api.stream.pushed import Pushed
from practice.db.statements import Statements
from practice.db.unit_of_work import Database
from practice.embedding.client import Encoders
from practice.scoring.rubric import RubricScorer
from practice.settings import Settings

if TYPE_CHECKING:
    from api.accounts.provider import Provider


@dataclass(frozen=True, slots=True)
class State:
    settings: Settings
    database: Database
    # for what is asked so often that the layers above the driver would cost more than the statement
    statements: Statements
    redis: redis.asyncio.Redis
    dispatcher: Dispatcher
    hub: Hub
    turns: Turns
    gates: Gates
    seats: Seats
    pushed: Pushed
    encoders: Encoders
    # its clients block; a pool of its own keeps a slow encoder from holding anything else up
    encoder_pool: ThreadPoolExecutor
    # the offline scorer, for those who do not want to wait for a provider; searches do not wait for the seconds that it takes
    estimator: RubricScorer
    estimator_pool: ThreadPoolExecutor
    metrics: Metrics
    gauges: Gauges
    # None where nobody can sign in
    provider: "Provider | None" = None
