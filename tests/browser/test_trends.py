"""The trends page in a real browser: a click on a square opens its sub-trends, and the link reopens them."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.charts import cut_off, on_a_phone, sizes
from tests.browser.conftest import Visit

PAIR = "Impact of social media × Logistical Services"


def click_square(visit: Visit, sign: str) -> None:
    square = visit.page.get_by_test_id("stEChartsChart").last.get_by_text(sign, exact=True)
    square.scroll_into_view_if_needed()
    box = square.bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_a_square_opens_its_subtrends_in_the_drawer_and_the_link_reopens_them(visit: Visit):
    visit.open("/trends")
    click_square(visit, "?")
    drawer = visit.page.get_by_role("dialog")
    expect(drawer.get_by_text(PAIR)).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"trend=Impact\+of\+social\+media.*industry=Logistical\+Services"))
    visit.open(visit.page.url.removeprefix(visit.url))
    expect(drawer.get_by_text(PAIR)).to_be_visible()
    expect(drawer.get_by_text("Faster time to deliver").first).to_be_visible()
    assert (visit.foreign, visit.errors) == ([], [])


def test_escape_and_back_close_the_drawer_and_stay_on_the_page_and_one_more_click_opens_it_again(visit: Visit):
    visit.open("/trends")
    drawer = visit.page.get_by_role("dialog")
    click_square(visit, "?")
    expect(drawer.get_by_text(PAIR)).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(visit.page).not_to_have_url(re.compile("trend=|industry="))
    visit.settle()
    click_square(visit, "?")
    expect(drawer.get_by_text(PAIR)).to_be_visible()
    visit.settle()
    visit.page.go_back()
    expect(drawer).to_have_count(0)
    expect(visit.page).to_have_url(re.compile(r"/trends$"))


def test_the_streams_fit_their_card_and_no_type_is_too_small_to_read(visit: Visit):
    for width, least, heading in ((1280, 13, "Value-chain parameter"), (390, 12, "Parameter")):
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.open("/trends")
        chart = visit.page.get_by_test_id("stEChartsChart").first
        expect(chart.get_by_text(heading, exact=True)).to_be_visible()
        visit.settle()
        assert cut_off(chart) == []
        assert min(sizes(chart)) >= least


def words(chart: Locator) -> set[str]:
    return {word for text in chart.locator("text").all_text_contents() for word in text.split()}


def test_no_word_in_the_streams_is_broken_on_a_phone(visit: Visit):
    found = {}
    for width in (1280, 390):
        visit.page.set_viewport_size({"width": width, "height": 844})
        visit.open("/trends")
        chart = visit.page.get_by_test_id("stEChartsChart").first
        expect(chart.get_by_text("Industry", exact=True)).to_be_visible()
        visit.settle()
        found[width] = words(chart)
    assert "Consumerisation," in found[390]
    assert found[390] <= found[1280] | {"Parameter"}


def test_on_a_phone_the_matrix_is_as_wide_as_its_card_and_no_type_is_too_small_to_read(visit: Visit):
    chart = on_a_phone(visit, "/trends", text="Consumerisation, proliferation and ubiquity of IT")
    assert cut_off(chart) == []
    assert min(sizes(chart)) >= 12
    click_square(visit, "?")
    expect(visit.page.get_by_role("dialog").get_by_text(PAIR)).to_be_visible()
