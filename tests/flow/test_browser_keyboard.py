"""The main loop by keyboard alone: Tab, Enter and Ctrl-Enter, and one always sees where one is."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.flow.browsing import WORDS

MOST_STOPS = 120
FIRST_QUESTION = ".browse-list .row-link"
# the element, or the box around it that shows its focus, has an outline; and it is on the screen
VISIBLE = """
() => {
  const at = document.activeElement;
  const shown = [at, ...document.querySelectorAll(":has(:focus-visible)")]
    .flatMap((one) => [getComputedStyle(one), getComputedStyle(one, "::after")])
    .some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
  const { top, bottom } = at.getBoundingClientRect();
  return shown && bottom > 0 && top < innerHeight;
}
"""


def tab_until(page: Page, arrived: Callable[[], bool]) -> int:
    """Presses Tab until ``arrived``; every stop on the way must be seen. Returns the number of stops."""
    for stop in range(1, MOST_STOPS):
        page.keyboard.press("Tab")
        assert page.evaluate(VISIBLE), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if arrived():
            return stop
    raise AssertionError("the keyboard does not get there")


def at(page: Page, selector: str) -> Callable[[], bool]:
    return lambda: bool(page.evaluate(f"document.activeElement.matches({selector!r})"))


def test_from_the_list_to_the_feedback_by_keyboard_alone(page: Page, lang: str) -> None:
    page.goto(f"/{lang}")
    expect(page.locator(FIRST_QUESTION).first).to_be_visible()
    assert tab_until(page, at(page, ".skip")) == 1
    page.keyboard.press("Enter")
    # past the name, the rooms and the tools
    tab_until(page, at(page, FIRST_QUESTION))
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("editor")).to_be_visible()
    tab_until(page, at(page, "[data-testid=editor]"))
    page.keyboard.insert_text(WORDS[lang]["text"])
    page.keyboard.press("Control+Enter")
    expect(page.get_by_test_id("stage")).to_be_focused()
    expect(page.get_by_test_id("stage")).to_have_attribute("data-stage", "scored")
    # and on, into what is said about the answer
    stops = tab_until(page, at(page, ".feedback *, .sheet-column *"))
    assert stops == 1
