"""All checks in the order in which a person would mend them."""

import os
from collections.abc import Iterator

from practice.settings import Settings
from stack.doctor import installation, machine, services
from stack.doctor.active_model import models_in_use
from stack.doctor.connections import connections
from stack.doctor.finding import Finding
from stack.given import Given
from stack.roster import ROOT


def examine(settings: Settings, servers: Given) -> Iterator[Finding]:
    """Each finding as soon as it is known."""
    yield installation.python()
    yield installation.packages()
    yield installation.variables(os.environ)
    if servers.database_url is None:
        yield installation.postgres_program()
    if servers.redis_url is None:
        yield installation.valkey_program()
    yield installation.model(settings)
    # not in the container of the host's commands, which serves none
    if (ROOT / "frontend").is_dir():
        yield installation.page(settings)
    yield machine.data_folder(settings)
    yield machine.disk(settings)
    yield machine.port(settings)
    yield services.database(servers.database_url)
    yield from models_in_use(settings, servers)
    yield services.broker(servers.redis_url)
    if found := connections(settings, servers):
        yield found
