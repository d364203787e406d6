"""The pages on a phone, and on a desktop magnified to 200 %: nothing runs out of sight or into each other."""

import pytest
from playwright.sync_api import Browser

from tests.flow.browsing import Practised, opened, shown
from tests.flow.running import Running

SIZES = {"phone": (320, 568, 1), "zoomed": (640, 450, 2)}
# fonts are there, and the picture with them was drawn
SETTLED = """
() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))
"""
ONE_LINE = "(name) => name.offsetHeight < 2 * parseFloat(getComputedStyle(name).fontSize)"
# of each tool of the header that is a word
LINES = """
() => [...document.querySelectorAll("a.tool")].filter((tool) => tool.textContent).map((tool) => {
  const words = document.createRange();
  words.selectNodeContents(tool);
  return words.getClientRects().length;
})
"""
OVERLAPS = """
() => {
  const boxes = [...document.querySelectorAll(".header > :not(.skip), .nav > *, .tools > *")].filter((one) => one.offsetWidth);
  const over = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return boxes.flatMap((a, index) => boxes.slice(index + 1)
    .filter((b) => !a.contains(b) && !b.contains(a) && over(a.getBoundingClientRect(), b.getBoundingClientRect()))
    .map((b) => `${a.textContent} | ${b.textContent}`));
}
"""


@pytest.mark.parametrize("size", sorted(SIZES))
def test_no_page_scrolls_sideways_and_the_header_covers_nothing(
    browser: Browser, running: Running, practised: Practised, lang: str, size: str
) -> None:
    width, height, scale = SIZES[size]
    with opened(browser, running, lang, width, height, scale, practised.token) as context:
        page = context.new_page()
        for path in practised.pages():
            shown(page, f"/{lang}{path}")
            page.evaluate(SETTLED)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
            assert page.evaluate(OVERLAPS) == [], path
            assert page.locator(".wordmark").evaluate(ONE_LINE), path
            assert page.evaluate(LINES) == [1], path
            header = page.get_by_role("banner").bounding_box()
            main = page.get_by_role("main").bounding_box()
            assert header is not None
            assert main is not None
            assert header["y"] + header["height"] <= main["y"] + 1, path
            # it stays while one scrolls: most of the window must be left for the page
            assert header["height"] <= height / 3, path
