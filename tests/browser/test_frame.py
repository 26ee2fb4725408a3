"""The frame in a real browser: deep links, filters in the address, nothing from elsewhere."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Visit, choose_workspace, open_page, start_server, visitor
from tests.saved import lay_out_documents

SYNTHETIC = "Demonstration: what members report here is synthetic."
WHOLE = """text => [text, text.parentElement, text.parentElement.parentElement]
    .every(one => getComputedStyle(one).display === "inline" || one.scrollWidth <= one.clientWidth + 1)"""


def go_to_markets(page: Page) -> None:
    open_page(page, "", "Markets")


def test_a_deep_link_as_the_first_request_of_a_fresh_server_shows_frame_filters_and_page(browser: Browser, tmp_path):
    lay_out_documents(tmp_path / "data")
    server = start_server(tmp_path)
    visit = visitor(browser, server)
    try:
        visit.open("/markets?country=Brazil")
        expect(visit.page.get_by_role("link", name="KPIs")).to_be_visible()
        expect(visit.page.get_by_role("heading", name="Markets", exact=True)).to_be_visible()
        expect(visit.page.get_by_text("Filtered by country: Brazil.")).to_be_visible()
        expect(visit.page.get_by_role("columnheader", name="Brazil")).to_be_visible()
        expect(visit.page.get_by_role("columnheader", name="Germany")).to_have_count(0)
    finally:
        visit.page.context.close()
        server.stop()


def test_a_filter_stands_in_the_address_survives_a_reload_and_a_change_of_page_and_is_reset(visit: Visit):
    visit.open("/markets")
    page = visit.page
    page.get_by_role("button", name="All countries").click()
    page.get_by_role("button", name="Germany", exact=True).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Country: Germany")).to_be_visible()
    expect(page).to_have_url(re.compile(r"country=Germany"))
    page.reload()
    expect(page.get_by_text("Filtered by country: Germany.")).to_be_visible()
    open_page(page, "Record", "Sources")
    expect(page.get_by_role("heading", name="Sources")).to_be_visible()
    go_to_markets(page)
    expect(page.get_by_text("Filtered by country: Germany.")).to_be_visible()
    page.get_by_role("button", name="Country: Germany").click()
    expect(page.get_by_role("button", name="Germany", exact=True)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear", exact=True).click()
    expect(page.get_by_text("Filtered by country")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("country="))


def test_a_filter_survives_a_click_on_another_page_before_the_first_is_drawn(visit: Visit):
    page = visit.page
    page.goto(f"{visit.url}/markets?country=Germany")
    page.get_by_text("Filtered by country: Germany.").wait_for()
    open_page(page, "Record", "Sources")
    page.get_by_role("heading", name="Sources").wait_for()
    visit.settle()
    expect(page).to_have_url(re.compile("country=Germany"))
    go_to_markets(page)
    expect(page.get_by_text("Filtered by country: Germany.")).to_be_visible()


@pytest.mark.parametrize(
    ("address", "page", "name"),
    [("kpi=Training+webinars", "KPIs", "kpi"), ("report=Market+roles&market=Brazil", "Markets", "market")],
)
def test_what_a_form_is_about_is_not_opened_by_the_navigation(visit: Visit, address: str, page: str, name: str):
    visit.open(f"/record?{address}")
    expect(visit.page.locator(f".st-key-{name} input")).not_to_have_value("")
    open_page(visit.page, "", page)
    visit.settle()
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    expect(visit.page).not_to_have_url(re.compile(f"{name}="))


@pytest.mark.parametrize("day", ["yesterday", "2999-01-01"])
def test_a_date_that_cannot_be_known_is_named(visit: Visit, day: str):
    visit.open(f"/markets?as_of={day}")
    expect(visit.page.get_by_text("to today. Today is shown.")).to_be_visible()
    expect(visit.page.get_by_text("recording is off")).to_have_count(0)


def test_an_unknown_label_in_a_link_is_named_and_left_out(visit: Visit):
    visit.open("/markets?country=Atlantis&country=Brazil")
    expect(visit.page.get_by_text("The link asks for the country “Atlantis”")).to_be_visible()
    expect(visit.page.get_by_text("Filtered by country: Brazil.")).to_be_visible()


def test_a_date_before_the_first_recording_is_explained(visit: Visit):
    visit.open("/markets?as_of=2020-06-30")
    expect(visit.page.get_by_text("30 Jun 2020 is before the first recording")).to_be_visible()
    expect(visit.page.get_by_role("columnheader", name="China")).to_be_visible()


def test_the_workspace_stands_in_the_address_and_survives_links_and_a_reload(visit: Visit):
    visit.open("/sources")
    page = visit.page
    choose_workspace(page, "demonstration")
    expect(page.get_by_text(SYNTHETIC)).to_be_visible()
    expect(page).to_have_url(re.compile("workspace=demonstration"))
    page.get_by_role("link", name="Briefing").click()
    expect(page.get_by_role("heading", name="Briefing")).to_be_visible()
    page.get_by_role("link", name="1 above range").click()
    expect(page.get_by_role("heading", name="KPIs", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("workspace=demonstration"))
    page.reload()
    expect(page.get_by_text(SYNTHETIC)).to_be_visible()
    choose_workspace(page, "consortium")
    expect(page.get_by_text(SYNTHETIC)).to_have_count(0)
    expect(page).not_to_have_url(re.compile("workspace="))


def test_a_link_with_filters_of_its_own_keeps_the_workspace(visit: Visit):
    visit.open("/?workspace=demonstration&details=true")
    visit.page.get_by_role("link", name="Longest usual payments").click()
    expect(visit.page.get_by_role("dialog").get_by_text("Italy: what to know", exact=True)).to_be_visible()
    expect(visit.page).to_have_url(re.compile("market=Italy"))
    expect(visit.page).to_have_url(re.compile("workspace=demonstration"))


def test_a_link_of_a_page_to_itself_changes_the_workspace_and_the_address(visit: Visit):
    visit.open("/roadmap")
    visit.page.get_by_role("link", name="demonstration").click()
    expect(visit.page.get_by_text(SYNTHETIC)).to_be_visible()
    expect(visit.page).to_have_url(re.compile("workspace=demonstration"))


def test_the_head_of_the_demonstration_on_a_past_date_leaves_most_of_the_screen_to_the_page(visit: Visit):
    visit.open("/sources?workspace=demonstration&as_of=2021-06-30")
    banner = visit.page.get_by_text(SYNTHETIC).bounding_box()
    assert banner is not None
    assert banner["y"] + banner["height"] < 720 / 3


@pytest.mark.parametrize("width", [390, 320])
def test_that_it_is_synthetic_is_whole_on_a_phone_and_the_page_begins_soon(visit: Visit, width: int):
    """On the page with the longest title of those that leave the least room for it."""
    visit.page.set_viewport_size({"width": width, "height": 844})
    visit.open("/cooperation?workspace=demonstration")
    banner = visit.page.locator(".st-key-head_line").get_by_text("reports are synthetic.")
    expect(banner).to_be_visible()
    assert banner.evaluate(WHOLE)
    if width == 390:
        assert visit.page.get_by_role("heading", level=2).first.bounding_box()["y"] <= 220


WIDE_SEEN = """new MutationObserver(() => {
  if (document.querySelector(".st-key-menu")?.textContent.includes("Menu")) window.wasWide = true
}).observe(document, { childList: true, subtree: true, characterData: true })"""


@pytest.mark.parametrize("path", ["/survey", "/cooperation"])
def test_on_a_phone_the_head_is_drawn_for_it_at_once(visit: Visit, path: str):
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.page.add_init_script(WIDE_SEEN)
    visit.open(f"{path}?workspace=demonstration")
    expect(visit.page.locator(".st-key-choose_filters")).to_be_visible()
    assert visit.page.evaluate("window.wasWide") is None
    assert visit.page.get_by_role("heading", level=2).first.bounding_box()["y"] <= 220


def test_the_menu_of_a_phone_makes_way_for_the_page_that_was_chosen(visit: Visit):
    page = visit.page
    page.set_viewport_size({"width": 390, "height": 844})
    visit.open("/")
    for title in ("KPIs", "Sources"):
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
        expect(page.get_by_role("heading", name=title, exact=True)).to_be_visible()
        expect(page.get_by_test_id("stSidebarCollapseButton")).to_have_count(0)
        expect(page.get_by_test_id("stSidebarNav")).not_to_be_in_viewport()
    page.go_back()
    expect(page.get_by_role("heading", name="KPIs", exact=True)).to_be_visible()


def test_each_page_can_be_reached_from_the_navigation_at_the_width_of_a_shared_screen(visit: Visit):
    visit.open("/")
    found = visit.page.get_by_test_id("stTopNavLink").count()
    for section in visit.page.get_by_test_id("stTopNavSection").all():
        section.click()
        found += visit.page.get_by_test_id("stTopNavDropdownLink").count()
        visit.page.keyboard.press("Escape")
    assert found == len(list((ROOT / "pages").glob("[!_]*.py")))
