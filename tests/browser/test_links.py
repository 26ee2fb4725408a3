"""Links in a real browser: copied as they are seen, and old ones lead on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, open_menu, open_page


def test_the_copied_link_is_the_address_of_what_is_seen(visit: Visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/markets?country=Germany&market_order=Growth")
    open_menu(visit.page).get_by_role("button", name="Copy link").click()
    expect(visit.page.get_by_text("Copied", exact=True)).to_be_visible()
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.page.url
    assert "country=Germany" in visit.page.url
    assert "market_order=Growth" in visit.page.url
    assert (visit.foreign, visit.errors) == ([], [])


@pytest.mark.parametrize(
    ("old", "now", "heading"),
    [
        ("/briefing", r"/$", "Briefing"),
        ("/home?as_of=2026-01-01", r"/\?as_of=2026-01-01$", "Briefing"),
        ("/swot?view=Rules", r"/swot\?show=Warnings$", "SWOT"),
        ("/roadmap?activity=Fact-finding+mission+to+China", r"/roadmap\?focus=Fact-finding", "Roadmap"),
        ("/markets?country=United+States", r"/markets\?country=USA$", "Markets"),
    ],
)
def test_an_old_link_opens_what_it_meant(visit: Visit, old: str, now: str, heading: str):
    visit.open(old)
    expect(visit.page).to_have_url(re.compile(now))
    expect(visit.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()


def test_a_path_that_leads_to_no_page_says_so_on_the_first_one(visit: Visit):
    visit.open("/kpi?workspace=demonstration")
    expect(visit.page.get_by_text("the briefing is shown")).to_be_visible()
    expect(visit.page.get_by_role("heading", name="Briefing", exact=True)).to_be_visible()
    expect(visit.page.get_by_role("dialog")).to_have_count(0)


ENTRIES = "navigation.entries().map(({ url }) => url)"


def test_a_change_of_page_is_one_entry_and_back_leads_to_the_very_address_that_was_left(visit: Visit):
    visit.open("/kpis?workspace=demonstration&kpis_view=By+partner&partner=MESAP&country=Italy")
    page, left = visit.page, visit.page.url
    open_page(page, "Record", "Sources")
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    visit.settle()
    assert page.evaluate(ENTRIES) == [left, page.url]
    page.go_back()
    expect(page.get_by_text("Filtered by country: Italy; partner: MESAP.")).to_be_visible()
    visit.settle()
    assert page.url == left
    expect(page.get_by_role("button", name="Country: Italy")).to_be_visible()
    expect(page.get_by_role("button", name="Partner: MESAP")).to_be_visible()


def test_back_closes_the_kpi_that_was_opened_from_the_list(visit: Visit):
    visit.open("/kpis?workspace=demonstration")
    page = visit.page
    page.get_by_role("combobox", name="Open a KPI").fill("Training webinars")
    page.get_by_role("option", name="Training webinars", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(f"{visit.url}/kpis?workspace=demonstration")


CHOOSE_AND_GO_BACK = """() => new Promise((done) => {
  const send = WebSocket.prototype.send
  WebSocket.prototype.send = function (message) {
    WebSocket.prototype.send = send
    send.call(this, message)
    done(history.back())
  }
  const views = [...document.querySelectorAll(".st-key-roadmap_view button")]
  views.find(({ textContent }) => textContent.includes("List")).click()
})"""
"""Back before the server can answer to the choice, as where it is slow."""


def test_the_answer_to_a_choice_is_not_written_into_the_entry_that_one_went_back_to_meanwhile(visit: Visit):
    visit.open("/roadmap?workspace=demonstration")
    page, before = visit.page, visit.page.url
    page.get_by_role("combobox", name="Open an activity").focus()
    page.keyboard.type("Mid-term self-evaluation")
    expect(page.get_by_role("option", name="Mid-term self-evaluation", exact=True)).to_be_visible()
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog", name="Mid-term self-evaluation")
    expect(opened).to_be_visible()
    visit.settle()
    page.evaluate(CHOOSE_AND_GO_BACK)
    expect(opened).to_have_count(0)
    visit.settle()
    assert page.url == before
    expect(page.locator(".st-key-roadmap_view [aria-checked=true]")).to_have_text("Time line")
    page.go_forward()
    expect(opened).to_be_visible()
    expect(page.locator(".st-key-roadmap_view [aria-checked=true]")).to_have_text("List")


def test_a_filter_that_was_reset_does_not_come_back_with_what_its_closed_list_held(visit: Visit):
    visit.open("/roadmap")
    page = visit.page
    page.get_by_role("button", name="All countries").click()
    page.get_by_role("button", name="Italy", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Country: Italy")).to_be_visible()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_role("button", name="All countries")).to_be_visible()
    open_page(page, "", "Markets")
    expect(page.get_by_role("heading", name="Markets", exact=True)).to_be_visible()
    visit.settle()
    expect(page.get_by_role("button", name="All countries")).to_be_visible()
    expect(page).to_have_url(f"{visit.url}/markets")


def test_a_closed_list_opens_with_what_the_way_forward_chose_and_not_with_what_was_chosen_in_it_last(visit: Visit):
    visit.open("/roadmap?partner=MESAP")
    page = visit.page
    open_page(visit.page, "Strategy", "SWOT")
    visit.settle()
    page.go_back()
    expect(page.get_by_role("heading", name="Roadmap", exact=True)).to_be_visible()
    visit.settle()
    page.get_by_role("button", name="All countries").click()
    page.get_by_role("button", name="Italy", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Country: Italy")).to_be_visible()
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_role("button", name="All countries")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("heading", name="SWOT", exact=True)).to_be_visible()
    visit.settle()
    page.get_by_role("button", name="All countries").click()
    page.get_by_role("button", name="Brazil", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Country: Brazil")).to_be_visible()
    expect(page).to_have_url(f"{visit.url}/swot?country=Brazil&partner=MESAP")


def test_a_day_that_was_chosen_after_the_way_back_stays_in_the_address(visit: Visit):
    visit.open("/sources?as_of=2020-12-31&country=Brazil")
    page = visit.page
    open_page(visit.page, "Strategy", "SWOT")
    visit.settle()
    page.go_back()
    expect(page.get_by_role("heading", name="Sources", exact=True)).to_be_visible()
    visit.settle()
    page.locator(".st-key-as_of [role=spinbutton]").first.click()
    page.keyboard.type("20210630")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.get_by_text("30 Jun 2021 is before the first recording")).to_be_visible()
    visit.settle()
    assert page.url == f"{visit.url}/sources?as_of=2021-06-30&country=Brazil"


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ("/kpis?kpis_view=", "The link names no view. “List” is shown."),
        ("/cooperation?purpose=%00", "which does not exist. “Business” is shown."),
        ("/trends?path=%F0%9F%A7%AD&view=", "The link names no view."),
        ("/record?report=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "The link asks for the form “<img src=x onerror="),
        ("/kpis?country=%0A&partner=**MESAP**", "The link asks for the partner “**MESAP**”, which does not exist."),
        ("/swot?show=Board&show=rules", "The link asks for the view “rules”, which does not exist."),
    ],
)
def test_an_odd_address_opens_its_page_says_so_and_is_put_right(visit: Visit, odd: str, said: str):
    visit.open(odd)
    expect(visit.page.get_by_text(said)).to_be_visible()
    expect(visit.page.get_by_test_id("stException")).to_have_count(0)
    expect(visit.page).to_have_url(visit.url + odd.split("?", maxsplit=1)[0])
    assert visit.page.evaluate(f"{ENTRIES}.length") == 1
    assert visit.errors == []
