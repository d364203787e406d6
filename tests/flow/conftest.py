"""One running system for all flow tests, a second one with outside services, and a browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.main import create_app
from practice.settings import Settings
from tests.api.serving import serving
from tests.flow import browsing
from tests.flow.chromium import FLAGS, chromium
from tests.flow.hosted import Hosted, hosting
from tests.flow.running import ROOT, Running

Opener = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    system = Running(tmp_path_factory.mktemp("flow") / "내 데이터 folder")
    yield system
    if system.process.poll() is None:
        system.stop()


@pytest.fixture(scope="session")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    with hosting(tmp_path_factory.mktemp("hosted")) as made:
        yield made


@pytest.fixture
def guest(running: Running) -> Iterator[httpx.Client]:
    with running.guest() as client:
        yield client


@pytest.fixture(scope="session")
def practised(running: Running) -> browsing.Practised:
    return browsing.practised(running)


# not for the session: while it is open, Playwright keeps an event loop running in this thread, and no other can start
@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    found = chromium(tmp_path_factory.mktemp("chromium"))
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found.path, args=FLAGS, env=dict(found.env))
        yield launched
        launched.close()


@pytest.fixture(params=browsing.LANGS)
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, running: Running, lang: str) -> Iterator[Page]:
    with browsing.opened(browser, running, lang) as context:
        yield context.new_page()


@pytest.fixture
def visit(browser: Browser, app_settings: Settings) -> Iterator[Opener]:
    """A gateway alone, set up as the test wants, and a browser at its door: for what needs no worker."""
    with start_blocking_portal() as portal, ExitStack() as held:

        def visiting(**host: Any) -> BrowserContext:
            settings = app_settings.model_copy(update={"site_dir": ROOT / "frontend/out", **host})
            served = held.enter_context(portal.wrap_async_context_manager(serving(create_app(settings))))
            context = held.enter_context(browser.new_context(base_url=served.url, locale="en-US"))
            context.set_default_timeout(browsing.PATIENCE_MS)
            return context

        yield visiting
