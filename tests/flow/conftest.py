"""One running system for all flow tests, a second one with outside services, and a browser."""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.flow import browsing
from tests.flow.chromium import FLAGS, chromium
from tests.flow.hosted import Hosted, hosting
from tests.flow.running import Running


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
