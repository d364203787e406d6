"""``python -m workers.relay``: the composition root of the relay."""

import asyncio
import signal

import redis.asyncio
import uvloop
from celery import Celery
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from practice.collector import spare_what_stays
from practice.db.engines import async_engine
from practice.db.statements import Statements
from practice.ending import end_all
from practice.logs import configure
from practice.presence.pulse import pulse
from practice.settings import Settings, settings
from workers.config import celery_config
from workers.relay.loop import Relay


def _producer(chosen: Settings) -> Celery:
    app = Celery("backtalk-relay", set_as_current=False)
    app.config_from_object(celery_config(chosen))
    # a send of the sweeper gives up quickly and is made again by the next sweep
    options = {**app.conf.broker_transport_options, "socket_timeout": 1.0, "max_retries": 0}
    app.conf.update(task_publish_retry=False, broker_transport_options=options)
    return app


async def relay(chosen: Settings) -> None:
    """Relays until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    url = chosen.redis_url.get_secret_value()
    client = redis.asyncio.Redis.from_url(
        url, socket_timeout=2.0, socket_connect_timeout=1.0, retry=Retry(NoBackoff(), 0), max_connections=8
    )
    engine = async_engine(chosen, "relay")
    statements = Statements(chosen, "relay")
    await statements.open()
    working = Relay(chosen, engine, statements, client, _producer(chosen))
    async with asyncio.TaskGroup() as group:
        tasks = [
            group.create_task(working.run()),
            group.create_task(pulse(client, "relay", lambda: {"leader": working.leading})),
        ]
        await stop.wait()
        await end_all(tasks)
    await client.aclose()
    await statements.close()
    await engine.dispose()


if __name__ == "__main__":
    configure("relay", settings())
    spare_what_stays()
    uvloop.run(relay(settings()))
