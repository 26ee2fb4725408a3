"""The trends page in a real browser: a click on a square opens its sub-trends, and the link reopens them."""

import re

from playwright.sync_api import expect

from tests.browser.charts import cut_off, on_a_phone, sizes
from tests.browser.conftest import Visit

PAIR = "Impact of social media × Logistical Services: which entry points?"


def click_square(visit: Visit, sign: str) -> None:
    square = visit.page.get_by_test_id("stEChartsChart").get_by_text(sign, exact=True)
    square.scroll_into_view_if_needed()
    box = square.bounding_box()
    visit.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_click_on_a_square_opens_its_subtrends_and_the_link_reopens_them(visit: Visit):
    visit.open("/trends")
    click_square(visit, "?")
    heading = visit.page.get_by_role("heading", name=PAIR)
    expect(heading).to_be_visible()
    expect(visit.page).to_have_url(re.compile(r"trend=Impact\+of\+social\+media.*industry=Logistical\+Services"))
    expect(visit.page.get_by_role("combobox", name="Industry")).to_have_value("Logistical Services")
    visit.open(visit.page.url.removeprefix(visit.url))
    expect(heading).to_be_visible()
    expect(visit.page.get_by_text("Faster time to deliver").first).to_be_visible()
    assert (visit.foreign, visit.errors) == ([], [])


def test_one_more_click_on_the_chosen_square_lets_it_go_and_another_click_takes_it_again(visit: Visit):
    visit.open("/trends")
    heading = visit.page.get_by_role("heading", name=PAIR)
    for shown in (1, 0, 1):
        click_square(visit, "?")
        expect(heading).to_have_count(shown)
        visit.settle()


def test_on_a_phone_the_matrix_is_as_wide_as_its_card_and_no_type_is_too_small_to_read(visit: Visit):
    chart = on_a_phone(visit, "/trends", text="Consumerisation, proliferation and ubiquity of IT")
    assert cut_off(chart) == []
    assert min(sizes(chart)) >= 12
    click_square(visit, "?")
    expect(visit.page.get_by_role("heading", name=PAIR)).to_be_visible()
