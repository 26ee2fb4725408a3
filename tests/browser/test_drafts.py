"""What is typed stays in the member's browser until it is saved or discarded: over tabs, reloads and a new server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.conftest import Server, Visit, choose_option, listen, open_profile

RESULTS = "/record?kpi=Training+webinars&period=2020-Q4"
EVENTS = "/record?report=Events"
TEXT = "Talks with a cluster in Ōsaka"
KEEPS_NOTHING = "Storage.prototype.setItem = () => { throw new DOMException('no room', 'QuotaExceededError') }"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of a member's own, with nothing in it."""
    opened = open_profile(browser)
    yield opened
    opened.close()


def window(context: BrowserContext, server: Server, path: str) -> Visit:
    seen = Visit(page=context.new_page(), url=server.url)
    listen(seen)
    seen.open(path)
    return seen


def what_happened(page: Page) -> Locator:
    return page.get_by_role("textbox", name="What happened")


def pick(seen: Visit, field: str, option: str) -> None:
    choose_option(seen.page, field, option)
    seen.settle()


def test_each_quarter_and_each_tab_keeps_its_own_draft_over_a_reload_until_it_is_saved(
    context: BrowserContext, shared_server: Server
):
    member = window(context, shared_server, RESULTS)
    page = member.page
    mitc = page.get_by_role("textbox", name="MITC")
    mitc.fill("3")
    page.get_by_role("textbox", name="Comment on this report").fill("counted twice")
    expect(page.get_by_text("Draft kept in this browser")).to_be_visible()
    pick(member, "Quarter", "2021 Q1")
    expect(mitc).to_have_value("")
    mitc.fill("4")
    page.get_by_role("radio", name="Events").click()
    expect(what_happened(page)).to_have_value("")
    page.get_by_role("radio", name="Results").click()
    expect(mitc).to_have_value("4")
    pick(member, "Quarter", "2020 Q4")
    expect(mitc).to_have_value("3")
    page.reload()
    member.settle()
    expect(mitc).to_have_value("3")
    expect(page.get_by_text("restored")).to_be_visible()
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("2020 Q4 so far: 3")).to_be_visible()
    page.reload()
    member.settle()
    expect(page.get_by_role("textbox", name="Comment on this report")).to_have_value("")
    pick(member, "Quarter", "2021 Q1")
    expect(mitc).to_have_value("4")
    assert member.errors == []


def test_what_is_typed_in_one_window_is_in_the_other_and_goes_from_both_when_it_is_saved_or_discarded(
    context: BrowserContext, shared_server: Server
):
    ana, other = (window(context, shared_server, EVENTS) for _ in range(2))
    what_happened(other.page).fill("The first word")  # once it is kept, that window listens
    expect(other.page.get_by_text("Draft kept in this browser")).to_be_visible()
    expect(what_happened(ana.page)).to_have_value("The first word")
    what_happened(ana.page).fill(TEXT)
    expect(what_happened(other.page)).to_have_value(TEXT)
    expect(other.page.get_by_text("Typed in another window")).to_be_visible()
    what_happened(other.page).fill("Something else")
    expect(what_happened(ana.page)).to_have_value("Something else")
    ana.page.get_by_role("button", name="Discard").click()
    for one in (ana, other):
        expect(what_happened(one.page)).to_have_value("")
    expect(other.page.get_by_text("Saved or discarded in another window")).to_be_visible()
    what_happened(other.page).fill(TEXT)
    expect(what_happened(ana.page)).to_have_value(TEXT)
    save_event(ana.page)
    expect(what_happened(other.page)).to_have_value("")
    assert [one.errors for one in (ana, other)] == [[], []]


def save_event(page: Page) -> None:
    """Save what is typed: the day comes from the keyboard."""
    page.get_by_role("spinbutton", name="year, Day").click()
    page.keyboard.type("20200311")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved: ")).to_be_visible()
    expect(what_happened(page)).to_have_value("")


def test_after_something_was_saved_and_the_server_began_anew_what_is_typed_is_still_there(
    context: BrowserContext, shared_server: Server
):
    member = window(context, shared_server, EVENTS)
    page = member.page
    what_happened(page).fill("The first event")
    save_event(page)
    what_happened(page).fill(TEXT)
    expect(page.get_by_text("Draft kept in this browser")).to_be_visible()
    with shared_server.gone():
        pass
    page.get_by_role("radio", name="Comments").click()
    expect(what_happened(page)).to_have_count(0)
    page.get_by_role("radio", name="Events").click()
    expect(what_happened(page)).to_have_value(TEXT)
    member.open(EVENTS)
    expect(what_happened(page)).to_have_value(TEXT)
    page.get_by_role("button", name="Discard").click()
    member.open(EVENTS)
    expect(what_happened(page)).to_have_value("")


def test_a_browser_that_keeps_nothing_says_so_and_asks_before_the_page_is_left(
    context: BrowserContext, shared_server: Server
):
    context.add_init_script(KEEPS_NOTHING)
    page = window(context, shared_server, EVENTS).page
    what_happened(page).press_sequentially("News")
    expect(page.get_by_text("This browser cannot keep a draft: save before you leave")).to_be_visible()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.reload()
    assert asked == ["beforeunload"]
