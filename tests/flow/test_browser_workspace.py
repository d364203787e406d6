"""The workspace page: a copy of everything, another device signed out, all of it deleted."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.flow.browsing import answer, opened, token_of
from tests.flow.hosted import Hosted
from tests.flow.running import Running
from tests.flow.test_main_loop import KOREAN

pytestmark = pytest.mark.parametrize("lang", ["ko"], indirect=True)


def sign_in(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/workspace")
    page.get_by_test_id("who").get_by_role("link").click()
    page.locator("form input[name=sub]").fill("kim")
    page.locator("form input[name=sub]").press("Enter")
    expect(page.get_by_test_id("who")).to_contain_text("김개발")


@pytest.fixture
def devices(browser: Browser, hosted: Hosted, lang: str) -> Iterator[tuple[Page, Page]]:
    """One person in two browsers, both signed in."""
    with opened(browser, hosted.running, lang) as one, opened(browser, hosted.running, lang) as other:
        pages = (one.new_page(), other.new_page())
        for page in pages:
            sign_in(page, lang)
        yield pages


def test_a_session_of_another_device_is_ended_from_here(devices: tuple[Page, Page], hosted: Hosted) -> None:
    here, there = devices
    there_token = token_of(there)
    # away and back without a reload: the other device signed in after the list was read
    here.get_by_role("navigation").get_by_role("link", name="기록").click()
    here.get_by_role("link", name="내 작업 공간").click()
    sessions = here.get_by_test_id("session")
    expect(sessions).to_have_count(2)
    sessions.get_by_role("button").press("Enter")
    expect(sessions).to_have_count(1)
    expect(here.locator("#sessions-title")).to_be_focused()
    expect(sessions).to_have_attribute("data-current", "true")
    with hosted.running.client(there_token) as client:
        assert client.get("/api/answers").status_code == httpx.codes.UNAUTHORIZED


def test_everything_is_exported_and_then_deleted_after_a_confirmation(
    page: Page, lang: str, running: Running, tmp_path: Path
) -> None:
    answer(page, lang, KOREAN)
    token = token_of(page)
    page.goto(f"/{lang}/workspace")
    with page.expect_download() as download:
        page.get_by_test_id("export").click()
    download.value.save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as copy:
        assert KOREAN[:40] in copy.read("answers.jsonl").decode()
    page.get_by_test_id("delete-workspace").click()
    dialog = page.get_by_role("dialog")
    # whoever opened it by mistake presses Enter
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    with running.client(token) as client:
        assert len(client.get("/api/answers").json()["items"]) == 1
        page.get_by_test_id("delete-workspace").click()
        page.get_by_test_id("delete-workspace-sure").click()
        page.wait_for_url(f"**/{lang}")
        assert client.get("/api/answers").status_code == httpx.codes.UNAUTHORIZED
    page.goto(f"/{lang}/history")
    expect(page.get_by_role("main")).not_to_contain_text(KOREAN[:20])
