"""The cooperation page in a real browser: map, matrix and list choose the same pair, and a link reopens it."""

import math
import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Browser, Locator, expect
from playwright.sync_api import TimeoutError as NotShown

from pages.ui.cooperation import maps
from tests.browser.conftest import Server, Visit, listen, open_profile

# deck.gl takes a press of more than 250 ms for no click, and the processor needs longer to find what was clicked.
CLOCK = """(() => {
    const now = Date.now.bind(Date);
    let stopped = null;
    Date.now = () => stopped ?? now();
    window.stopClock = () => { stopped = now(); };
    window.startClock = () => { stopped = null; };
})()"""

PAIR = "Northern Europe – Southwest Europe"
SENTENCE = "R&D weak, business strong: business stronger by two steps."
ADDRESS = f"/cooperation?pair={quote_plus(PAIR)}"
LARGEST_MESSAGE = 60_000
LINE_HEIGHT = 35
POINTINGS = 60
TAB_STOPS = 14
"""At most so many from the box of pairs, past the bars, to their list: map and matrix hold nobody up."""


@pytest.fixture
def drawn(drawing: Browser, server: Server) -> Iterator[Visit]:
    """A visit to pages whose maps are drawn."""
    seen = Visit(page=open_profile(drawing, height=1000).new_page(), url=server.url)
    seen.page.add_init_script(CLOCK)
    listen(seen)
    yield seen
    seen.page.context.close()


def test_a_click_on_an_arc_a_cell_and_a_line_choose_the_same_pair_and_a_link_reopens_it(drawn: Visit):
    messages: list[int] = []
    drawn.page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: messages.append(len(frame))))
    drawn.open("/cooperation")
    for choose in (click_arc, click_cell, click_line):
        choose(drawn)
        expect(drawn.page.get_by_text(SENTENCE)).to_be_visible()
        expect(drawn.page).to_have_url(re.compile(re.escape(ADDRESS)))
        drawn.settle()
        let_go(drawn)
    drawn.open(ADDRESS)
    expect(drawn.page.get_by_text(SENTENCE)).to_be_visible()
    assert (drawn.foreign, drawn.failed, drawn.errors) == ([], [], [])
    assert max(messages) < LARGEST_MESSAGE


def test_the_map_of_the_partners_is_drawn_and_asks_no_other_host(drawn: Visit):
    drawn.open("/partners")
    expect(drawn.page.get_by_test_id("stDeckGlJsonChart").locator("canvas").first).to_be_visible()
    assert (drawn.foreign, drawn.failed, drawn.errors) == ([], [], [])


def test_a_line_of_the_list_is_chosen_from_the_keyboard(visit: Visit):
    visit.open("/cooperation")
    visit.page.locator(".st-key-pairs canvas").first.focus()
    visit.page.keyboard.press("ArrowDown")
    visit.page.keyboard.press("Shift+Space")
    expect(visit.page.get_by_text("Our partners:")).to_be_visible()
    expect(visit.page).to_have_url(re.compile("pair=Northern"))


def test_who_walks_through_the_page_with_the_keyboard_chooses_nothing_on_the_way(visit: Visit):
    visit.open("/cooperation")
    visit.page.get_by_role("combobox", name="Pair of regions").focus()
    lines = visit.page.locator(".st-key-pairs")
    for _ in range(TAB_STOPS):
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("ArrowDown")
        if lines.evaluate("(list) => list.contains(document.activeElement)"):
            break
    assert lines.evaluate("(list) => list.contains(document.activeElement)")
    assert "pair=" not in visit.page.url


def click_arc(visit: Visit) -> None:
    chart = visit.page.get_by_test_id("stDeckGlJsonChart")
    expect(chart.locator("canvas")).to_be_visible()
    middle = maps.bend_line(maps.CENTRES["northern_europe"], maps.CENTRES["southwest_europe"])[maps.POINTS_PER_ARC // 2]
    x, y = on_screen(chart, *middle)
    point_until_told(visit, x, y, "Business: strong")
    visit.page.evaluate("stopClock()")
    visit.page.mouse.click(x, y)
    visit.page.evaluate("startClock()")


def point_until_told(visit: Visit, x: float, y: float, words: str) -> None:
    """Point at a mark until the map says what it is: nothing else tells that a map is drawn."""
    said = visit.page.get_by_text(words)
    for nudge in range(POINTINGS):
        visit.page.mouse.move(x + nudge % 2, y)
        with suppress(NotShown):
            return said.wait_for(timeout=1000)
    raise AssertionError("The map says nothing about the mark.")


def on_screen(chart: Locator, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a place is drawn: Mercator's projection around the middle of the chart."""
    box = chart.bounding_box()
    view = maps.FRAME.view
    per_degree = maps.FRAME.scale
    up = northing(latitude) - northing(view["latitude"])
    return (
        box["x"] + box["width"] / 2 + (longitude - view["longitude"]) * per_degree,
        box["y"] + box["height"] / 2 - up * per_degree,
    )


def northing(latitude: float) -> float:
    return math.degrees(math.asinh(math.tan(math.radians(latitude))))


def click_cell(visit: Visit) -> None:
    """The cell of line N and column SW, found by what stands at their heads."""
    chart = visit.page.get_by_test_id("stEChartsChart")
    line = chart.get_by_text("N Northern", exact=True).bounding_box()
    column = chart.get_by_text("SW", exact=True).bounding_box()
    visit.page.mouse.click(column["x"] + column["width"] / 2, line["y"] + line["height"] / 2)


def click_line(visit: Visit) -> None:
    grid = visit.page.locator(".st-key-pairs canvas").first
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    point_and_click(visit, box["x"] + 15, box["y"] + 3.5 * LINE_HEIGHT)


def point_and_click(visit: Visit, x: float, y: float) -> None:
    """A click as a hand does it: a table takes no notice of one that comes without a movement and lasts no time."""
    visit.page.mouse.move(x - 5, y - 3)
    visit.page.mouse.move(x, y, steps=3)
    visit.page.mouse.click(x, y, delay=80)


def let_go(visit: Visit) -> None:
    """Close the drawer, and with it empty the address."""
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_text(SENTENCE)).to_be_hidden()
    expect(visit.page).not_to_have_url(re.compile("pair="))
    visit.settle()
