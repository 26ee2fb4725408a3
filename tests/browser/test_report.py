"""A result is reported in one browser; in another all that it changes is seen at once, and nobody loses a thing."""

import re
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect

from tests.browser.conftest import Server, Visit, listen, open_more, open_profile

KPI = "Organised SMEs meetings in each internationalisation mission"
MISSION = "International mission with SME to Brazil"
SOON = 1
"""Seconds in which all windows show it."""
ROOM = 3
"""How many times as long as saving takes here and now they may take besides: other tests run on the machine."""

MAIN = "document.querySelector('[data-testid=stMain]')"
HALF_TYPED = "Half a sen"


@pytest.fixture
def member(browser: Browser, shared_server: Server) -> Iterator[Visit]:
    """Whoever reports."""
    context = open_profile(browser)
    yield visit(context, shared_server, "record", report="Results", kpi=KPI, period="2021-Q4", partner="SCS")
    context.close()


@pytest.fixture
def follower(browser: Browser, shared_server: Server) -> Iterator[BrowserContext]:
    """Another browser, so low that each page can be scrolled."""
    context = open_profile(browser, height=420)
    yield context
    context.close()


def visit(context: BrowserContext, server: Server, page: str, **address: str) -> Visit:
    """A window on a page of the demonstration."""
    seen = Visit(page=context.new_page(), url=server.url)
    listen(seen)
    seen.open(f"/{page}?{urlencode(address | {'workspace': 'demonstration'})}")
    return seen


def type_half(field: Locator) -> Locator:
    """A field with a text that is not sent yet."""
    field.fill(HALF_TYPED)
    return field


def scroll(window: Visit) -> int:
    """Scroll a little, and tell how far."""
    window.page.evaluate(f"{MAIN}.scrollTop = 60")
    return scrolled(window)


def scrolled(window: Visit) -> int:
    return window.page.evaluate(f"{MAIN}.scrollTop")


def report(member: Visit) -> float:
    """Report one more SME on a mission through the form; how many seconds saving took."""
    page = member.page
    page.get_by_role("textbox", name=MISSION).fill("Example Ltd: 6")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Check").click()
    saving = page.get_by_role("button", name="Save")
    expect(saving).to_be_visible()
    begun = time.monotonic()
    saving.click()
    expect(page.get_by_text("Saved:")).to_be_visible()
    return time.monotonic() - begun


def left(until: float) -> float:
    """The milliseconds that are left."""
    return max(1, (until - time.monotonic()) * 1000)


def number(place: Locator, sentence: str) -> int:
    """The number that stands in a sentence now."""
    found = re.search(sentence, place.inner_text())
    assert found, place.inner_text()
    return int(found[1])


def test_a_saved_result_is_seen_on_kpis_briefing_and_roadmap_while_text_and_place_stay(
    member: Visit, follower: BrowserContext, shared_server: Server
):
    kpis = visit(follower, shared_server, "kpis", kpi=KPI)
    briefing = visit(follower, shared_server, "")
    roadmap = visit(follower, shared_server, "roadmap", focus=MISSION)
    drawer = kpis.page.get_by_role("dialog", name=re.compile(rf"^\d+ {KPI}$"))
    course = roadmap.page.locator(".st-key-card_activity")
    smes, on_mission = number(drawer, r"the worst of (\d+) SMEs"), number(course, r"for (\d+) SMEs")
    expect(briefing.page.get_by_text("SCS: today")).to_have_count(0)

    open_more(drawer, KPI)
    comment = type_half(kpis.page.get_by_role("textbox", name="Comment, at most"))
    open_more(course, re.compile("More about"), part="Comments")
    remark = type_half(roadmap.page.get_by_role("textbox", name="Comment, at most"))
    briefing.page.get_by_role("button", name="Ranking rule").click()
    rule = briefing.page.get_by_test_id("stPopoverBody")
    windows = (kpis, briefing, roadmap)
    assert [scroll(window) for window in windows] == [60, 60, 60]

    saving = report(member)
    until = time.monotonic() + SOON + ROOM * saving
    expect(course).to_contain_text(f"for {on_mission + 1} SMEs", timeout=left(until))
    expect(drawer).to_contain_text(f"the worst of {smes + 1} SMEs", timeout=left(until))
    expect(briefing.page.get_by_text("SCS: today")).to_be_visible(timeout=left(until))

    expect(comment).to_have_value(HALF_TYPED)
    expect(remark).to_have_value(HALF_TYPED)
    expect(rule).to_be_visible()
    assert [scrolled(window) for window in windows] == [60, 60, 60]
    assert [(window.foreign, window.errors) for window in windows] == [([], [])] * 3
