"""The SWOT page in a real browser: a point opens from the board and from a link; what a member types stays text."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server, Visit, visitor

TYPED = "<img src=x onerror=alert(1)> **bold** https://example.com :material/home: =1+1"


def reword(page: Page, text: str, name: str) -> None:
    drawer = page.get_by_role("dialog")
    drawer.get_by_role("textbox", name="Text, at most").fill(text)
    drawer.get_by_role("textbox", name="Your name").fill(name)
    drawer.get_by_role("button", name="Reword the point").click()


def open_form(visit: Visit) -> None:
    visit.open("/swot?point=S2")
    visit.page.get_by_role("dialog").get_by_role("radio", name="Reword").click()
    expect(visit.page.get_by_role("button", name="Reword the point")).to_be_visible()


def test_a_point_opens_from_the_board_closes_with_a_key_and_reopens_from_its_link(visit: Visit):
    visit.open("/swot")
    visit.page.get_by_text("ICT is an emerging industry").click()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer.get_by_text("Against (3)")).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"point=S4"))
    link = visit.page.url.removeprefix(visit.url)
    visit.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(visit.page).not_to_have_url(re.compile("point="))
    visit.page.get_by_text("ICT is an emerging industry").click()
    expect(drawer.get_by_text("Against (3)")).to_be_visible()
    visit.open(link)
    expect(drawer.get_by_text("S4 · strength of the consortium")).to_be_visible()


def test_two_members_meet_on_one_point_and_typed_text_stays_text(browser: Browser, shared_server: Server):
    ana, ben = visitor(browser, shared_server), visitor(browser, shared_server)
    open_form(ana)
    open_form(ben)
    reword(ana.page, TYPED, "Ana")
    expect(ana.page.get_by_text("Saved.")).to_be_visible()
    drawer = ana.page.get_by_role("dialog")
    shown = drawer.get_by_text("**bold**").first
    expect(shown).to_be_visible()
    assert shown.inner_text().translate(dict.fromkeys(map(ord, "\u2060\u2068\u2069"))) == TYPED
    expect(drawer.locator("img, a[href*='example.com']")).to_have_count(0)
    reword(ben.page, "Ben’s words", "Ben")
    expect(ben.page.get_by_text("changed the point", exact=False)).to_be_visible()
    ben.page.get_by_role("dialog").get_by_role("button", name="Reword the point").click()
    expect(ben.page.get_by_text("Saved.")).to_be_visible()
    expect(ben.page.get_by_role("dialog").get_by_text("Ben’s words").first).to_be_visible()
    assert (ana.foreign, ana.errors, ben.errors) == ([], [], [])
    ana.page.context.close()
    ben.page.context.close()
