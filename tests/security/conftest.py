"""Two people with a row in every table, and a gateway between them."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from practice.settings import Settings
from tests.api.conftest import Gateway, running


@pytest.fixture
def api_settings(app_settings: Settings, tmp_path: Path) -> Settings:
    return app_settings.model_copy(update={"site_dir": tmp_path / "no-site"})


@pytest.fixture
async def gateway(api_settings: Settings) -> AsyncIterator[Gateway]:
    async with running(api_settings) as made:
        yield made
