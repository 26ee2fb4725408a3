"""Every page, visited once for all that is asked of every page; what is wrong with it is named at once.

It comes from its server alone and without a fault, no icon is a word, axe-core finds nothing serious in the light and
in the dark theme, in forced colours what is chosen can be told from what is not, and a phone shows its whole width.
"""

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import BytesIO
from typing import Literal

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import PATIENCE_MS, SCREEN, Server, Visit, listen, open_menu, open_more
from tests.test_theme import contrast

PATHS = (
    "/",
    "/?workspace=demonstration",
    "/markets",
    "/markets?market=Germany&country=Germany",
    "/survey",
    "/survey?theme=Needs+and+services&sector=Automotive",
    "/cooperation?purpose=Difference&country=Germany",
    "/cooperation?pair=Northern+Europe+–+Southwest+Europe",
    "/swot",
    "/swot?show=Warnings",
    "/swot?point=S4",
    "/trends",
    "/trends?form=List&sector=Automotive",
    "/trends?trend=Impact+of+social+media&industry=Logistical+Services",
    "/partners",
    "/partners?profile=SCS",
    "/sources",
    "/sources?words=Italy",
    "/sources?list=Documents",
    "/sources?cell=Markets,+D3.1:+approximate",
    "/kpis",
    "/kpis?workspace=demonstration",
    "/kpis?workspace=demonstration&kpi=Training+webinars",
    "/roadmap?workspace=demonstration",
    "/roadmap?workspace=demonstration&focus=Mid-term+self-evaluation",
    "/evaluation?workspace=demonstration",
    "/record?workspace=demonstration",
    "/record?report=Comments",
    "/meeting?workspace=demonstration",
)
OPENED = re.compile(r"[?&](?:kpi|market|profile|pair|trend|point|cell|focus)=")
"""What an address says where it opens a drawer."""
PHONE = {"width": 390, "height": 844}

AXE_PACKAGE = "axe_playwright_python"
"""Carries axe-core (axe.min.js); nothing else of it is used."""
SERIOUS = ["serious", "critical"]
FOUND = """async (impacts) => {
    const {violations} = await axe.run("html", {resultTypes: ["violations"]});
    return violations
        .filter(({impact}) => impacts.includes(impact))
        .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 120)).join(" | ")}`);
}"""
ICON_WORDS = """all => all.filter(one => one.scrollWidth > 1.5 * parseFloat(getComputedStyle(one).fontSize))
    .map(one => one.textContent)"""
WIDTH = """async ([most, patience]) => {
    const main = document.querySelector("[data-testid=stMain]"), until = performance.now() + patience;
    while (main.scrollWidth > most && performance.now() < until)
        await new Promise((drawn) => requestAnimationFrame(drawn));
    return main.scrollWidth;
}"""
"""How wide a page is once its charts have taken notice of the width of the window."""

TOO_WIDE = """async (drawer) => {
    await new Promise((drawn) => setTimeout(drawn, 500))
    return drawer.scrollWidth > drawer.clientWidth ? [`${drawer.scrollWidth} of ${drawer.clientWidth}`] : []
}"""
"""Whether a drawer is wider than its place once its charts have taken notice of the width of the window."""

GROUPS = '[data-testid="stButtonGroup"], [data-testid="stRadio"]'
WITHOUT_GROUPS = ("/", "/markets", "/partners")
"""Pages on which everything is chosen in lists."""
OPTIONS = 'button[data-variant], [data-testid="stRadioOption"]'
CHOSEN = '[data-selected="true"], [aria-checked="true"], [aria-pressed="true"]'
EDGE = 4
"""Pixels of a frame that is no part of what is written on it."""
LEAST_CONTRAST = 4.5


@pytest.fixture(scope="module")
def window(profile: BrowserContext, server: Server) -> Iterator[Visit]:
    """One window for all pages: to open one takes as long as to open a page in it."""
    seen = Visit(page=profile.new_page(), url=server.url)
    listen(seen)
    yield seen
    seen.page.close()


@pytest.fixture
def visit(window: Visit) -> Iterator[Visit]:
    """The window as it was when it was new."""
    yield window
    window.page.goto("about:blank")
    window.page.emulate_media(color_scheme="light", forced_colors="none")
    window.page.set_viewport_size(SCREEN)
    for noted in (window.foreign, window.failed, window.errors, window.uncompressed):
        noted.clear()


@pytest.mark.parametrize("path", PATHS)
def test_a_page_comes_whole_keeps_nobody_out_and_fits_a_phone(visit: Visit, path: str):
    visit.open(path)
    found = {ask.__name__: list(ask(visit)) for ask in ASKED}
    assert {name: faults for name, faults in found.items() if faults} == {}


def faults_of_the_wire(visit: Visit) -> Iterator[str]:
    """What was asked of another host, refused, failed, or came uncompressed."""
    yield from (*visit.foreign, *visit.failed, *visit.errors, *visit.uncompressed)


def words_in_place_of_icons(visit: Visit) -> Iterator[str]:
    visit.page.evaluate("document.fonts.ready")
    icons = visit.page.get_by_test_id("stIconMaterial")
    yield from ["no icon"] if not icons.count() else icons.evaluate_all(ICON_WORDS)


def faults_in_the_light(visit: Visit) -> Iterator[str]:
    yield from found_by_axe(visit.page)


def faults_in_forced_colours(visit: Visit) -> Iterator[str]:
    """Of each group with something chosen and something not: that both look the same, or that one cannot be read."""
    page = visit.page
    if page.url.removeprefix(visit.url).partition("?")[0] in WITHOUT_GROUPS:
        expect(page.locator(GROUPS)).to_have_count(0)
        return
    page.emulate_media(forced_colors="active")
    yield from groups_that_do_not_show_what_is_chosen(page)
    page.emulate_media(forced_colors="none")


def groups_that_do_not_show_what_is_chosen(page: Page) -> Iterator[str]:
    page.mouse.move(0, 0)
    expect(page.locator(GROUPS).first).to_be_visible()
    for group in in_front(page).locator(GROUPS).all():
        options = [one for one in group.locator(OPTIONS).all() if one.is_visible()]
        chosen = [one.evaluate("(one, chosen) => one.matches(chosen)", CHOSEN) for one in options]
        if True in chosen and False in chosen:
            on, off = options[chosen.index(True)], options[chosen.index(False)]
            (ground, *others), (ground_off, *_) = colours(on), colours(off)
            yield from [f"{on.inner_text()} looks as {off.inner_text()}"] if ground == ground_off else []
            legible = max(contrast(ground, one) for one in others) >= LEAST_CONTRAST
            yield from [] if legible else [f"{on.inner_text()} cannot be read"]


def in_front(page: Page) -> Locator:
    """What can be used now: a dialog where one is open, else all of the page."""
    dialog = page.get_by_role("dialog")
    return dialog if dialog.count() else page.locator("body")


def colours(option: Locator) -> list[str]:
    """The colours within an option on the screen, the most frequent first."""
    picture = Image.open(BytesIO(option.screenshot())).convert("RGB")
    inner = picture.crop((EDGE, EDGE, picture.width - EDGE, picture.height - EDGE))
    found = sorted(inner.getcolors(inner.width * inner.height), reverse=True)
    return [f"#{red:02X}{green:02X}{blue:02X}" for _, (red, green, blue) in found]


def faults_in_the_dark(visit: Visit) -> Iterator[str]:
    """Opened anew: which buttons stand out the server chooses by the theme that it was told first."""
    visit.page.emulate_media(color_scheme="dark")
    visit.open(visit.page.url.removeprefix(visit.url))
    expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    yield from found_by_axe(visit.page)


AT_REST = """() => new Promise((done) => {
  const measure = () => document.querySelector("[role=dialog]")?.getBoundingClientRect().toJSON()
  let [before, same] = ["", 0]
  const look = () => {
    const now = measure()
    same = now && JSON.stringify(now) === before ? same + 1 : 0
    before = JSON.stringify(now)
    if (same < 10) requestAnimationFrame(look)
    else done(now)
  }
  look()
})"""
"""Where the drawer is once it has slid in: the same in ten pictures of the screen one after the other."""


def what_a_drawer_leaves_outside(visit: Visit) -> Iterator[str]:
    """Of the drawer that the address opens: that it is not there, or not all of it within the window."""
    if not OPENED.search(visit.page.url):
        return
    drawer = visit.page.get_by_role("dialog")
    expect(drawer).to_have_count(1)
    for size in (PHONE, SCREEN):
        visit.page.set_viewport_size(size)
        visit.settle()  # a page is drawn anew for a phone, and the drawer with it
        box = visit.page.wait_for_function(AT_REST).json_value()
        fits = box["x"] >= 0 and box["x"] + box["width"] <= size["width"] + 2 and box["height"] <= size["height"]
        yield from [] if fits else [f"{box} of {size}"]
        yield from drawer.evaluate(TOO_WIDE)


def found_by_axe(page: Page) -> list[str]:
    """What axe finds on a page."""
    page.evaluate(files(AXE_PACKAGE).joinpath("axe.min.js").read_text(encoding="utf-8"))
    return page.evaluate(FOUND, SERIOUS)


def what_does_not_fit_a_phone(visit: Visit) -> Iterator[str]:
    visit.page.set_viewport_size(PHONE)
    width = visit.page.evaluate(WIDTH, [PHONE["width"], PATIENCE_MS])
    yield from [f"{width} pixels wide"] if width > PHONE["width"] else []


ASKED: tuple[Callable[[Visit], Iterator[str]], ...] = (
    words_in_place_of_icons,
    faults_in_the_light,
    faults_in_forced_colours,
    faults_in_the_dark,
    what_a_drawer_leaves_outside,
    what_does_not_fit_a_phone,
    faults_of_the_wire,
)
"""What is asked of every page, in this order: each leaves the page as the next one needs it."""


def test_the_workspace_that_is_chosen_is_seen_in_the_menu_in_forced_colours(visit: Visit):
    visit.page.emulate_media(forced_colors="active")
    visit.open("/")
    open_menu(visit.page)
    assert list(groups_that_do_not_show_what_is_chosen(visit.page)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_menu_that_is_open(visit: Visit, scheme: Literal["light", "dark"]):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open("/markets")
    expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
    open_menu(visit.page)
    assert found_by_axe(visit.page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_menu_of_a_card(visit: Visit, scheme: Literal["light", "dark"]):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open("/markets?country=Germany")
    expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
    menu = open_more(visit.page.locator(".st-key-card_side_by_side"))
    for part, shown in (("Table", "CSV, comma"), ("Comments", "Add comment")):
        menu.get_by_role("radio", name=part).click()
        expect(menu.get_by_role("button", name=shown)).to_be_visible()
        visit.settle()
        assert found_by_axe(visit.page) == []
    visit.page.emulate_media(forced_colors="active")
    assert list(groups_that_do_not_show_what_is_chosen(visit.page)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_filter_that_is_open(visit: Visit, scheme: Literal["light", "dark"]):
    visit.page.emulate_media(color_scheme=scheme)
    visit.open("/markets?country=Germany")
    expect(visit.page.get_by_test_id("stApp")).to_have_css("color-scheme", scheme)
    visit.page.get_by_role("button", name="Country: Germany").click()
    expect(visit.page.get_by_role("button", name="Brazil", exact=True)).to_be_visible()
    assert found_by_axe(visit.page) == []


def test_a_switch_that_is_on_looks_different_in_forced_colours(visit: Visit):
    visit.page.emulate_media(forced_colors="active")
    visit.open("/markets")
    visit.page.get_by_role("button", name="All countries").click()
    switch = visit.page.get_by_test_id("stCheckbox").locator("label span + div").first
    off = switch.screenshot()
    switch.click()
    visit.settle()
    visit.page.mouse.move(0, 0)
    assert switch.screenshot() != off
