"""In forced colours (high contrast) what is chosen can be told from what is not, on every page."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Server, Visit, listen
from tests.test_theme import contrast

PATHS = (
    "/survey", "/cooperation", "/trends", "/swot", "/markets?market=Germany", "/sources", "/partners?profile=SCS",
    "/kpis?workspace=demonstration", "/roadmap?workspace=demonstration", "/evaluation?workspace=demonstration",
    "/record?report=Comments", "/meeting?workspace=demonstration",
)  # fmt: skip
GROUPS = '[data-testid="stButtonGroup"], [data-testid="stRadio"]'
OPTIONS = 'button[data-variant], [data-testid="stRadioOption"]'
EDGE = 4
"""Pixels of a frame that is no part of what is written on it."""
LEAST_CONTRAST = 4.5
CHOSEN = '[data-selected="true"], [aria-checked="true"], [aria-pressed="true"]'


@pytest.fixture
def forced(browser: Browser, server: Server) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 720}, forced_colors="active")
    seen = Visit(page=context.new_page(), url=server.url)
    listen(seen)
    yield seen
    context.close()


def colours(option: Locator) -> list[str]:
    """The colours within an option on the screen, the most frequent first."""
    picture = Image.open(BytesIO(option.screenshot())).convert("RGB")
    inner = picture.crop((EDGE, EDGE, picture.width - EDGE, picture.height - EDGE))
    found = sorted(inner.getcolors(inner.width * inner.height), reverse=True)
    return [f"#{red:02X}{green:02X}{blue:02X}" for _, (red, green, blue) in found]


def faults(page: Page) -> Iterator[str]:
    """Of each group with something chosen and something not: that both look the same, or that one cannot be read."""
    for group in page.locator(GROUPS).all():
        options = [one for one in group.locator(OPTIONS).all() if one.is_visible()]
        chosen = [one.evaluate("(one, chosen) => one.matches(chosen)", CHOSEN) for one in options]
        if True in chosen and False in chosen:
            on, off = options[chosen.index(True)], options[chosen.index(False)]
            (ground, *others), (ground_off, *_) = colours(on), colours(off)
            yield from [f"{on.inner_text()} looks as {off.inner_text()}"] if ground == ground_off else []
            legible = max(contrast(ground, one) for one in others) >= LEAST_CONTRAST
            yield from [] if legible else [f"{on.inner_text()} cannot be read"]


def test_what_is_chosen_looks_different_in_forced_colours_on_every_page(forced: Visit):
    for path in PATHS:
        forced.open(path)
        forced.page.mouse.move(0, 0)
        expect(forced.page.locator(GROUPS).first).to_be_visible()
        assert list(faults(forced.page)) == [], path


def test_a_switch_that_is_on_looks_different_in_forced_colours(forced: Visit):
    forced.open("/markets")
    forced.page.get_by_role("button", name="All countries").click()
    switch = forced.page.get_by_test_id("stCheckbox").locator("label span + div").first
    off = switch.screenshot()
    switch.click()
    forced.settle()
    forced.page.mouse.move(0, 0)
    assert switch.screenshot() != off
