"""axe finds nothing on any page, in both languages and themes, on a desktop and a phone."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.flow.browsing import Practised, opened, shown
from tests.flow.running import ROOT, Running

AXE = ROOT / "frontend/node_modules/axe-core/axe.min.js"
WIDTHS = (1280, 390)
THEMES = ("light", "dark")
RUN = """
() => axe.run({ resultTypes: ["violations"] }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)))
"""


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it is and as it is dressed otherwise, without another load."""
    # the policy of the page forbids foreign scripts; the debugger's door is not bound by it
    page.evaluate(AXE.read_text())
    found = []
    for width in WIDTHS:
        page.set_viewport_size(ViewportSize(width=width, height=900))
        for theme in THEMES:
            page.emulate_media(color_scheme="dark" if theme == "dark" else "light", reduced_motion="reduce")
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            found += [f"{width} {theme} {one}" for one in page.evaluate(RUN)]
    return found


@pytest.mark.parametrize("part", range(2))
def test_axe_finds_nothing(browser: Browser, running: Running, practised: Practised, lang: str, part: int) -> None:
    with opened(browser, running, lang, token=practised.token) as context:
        page = context.new_page()
        for path in practised.pages()[part::2]:
            shown(page, f"/{lang}{path}")
            assert violations(page) == [], path
