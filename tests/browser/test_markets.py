"""The markets page in a real browser: a market is opened, a link reopens it, a table leaves as CSV."""

import csv
import io
import re
import zipfile

from playwright.sync_api import expect

from tests.browser.conftest import Visit, open_more


def test_a_click_on_a_market_opens_its_profile_and_the_link_reopens_it(visit: Visit):
    visit.open("/markets")
    page = visit.page
    page.get_by_role("button", name="Italy target market in Europe").click()
    expect(page.get_by_role("dialog").get_by_text("Italy: what to know", exact=True)).to_be_visible()
    expect(page).to_have_url(re.compile("market=Italy"))
    visit.settle()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    visit.settle()
    assert page.url == f"{visit.url}/markets"
    page.go_forward()
    expect(page.get_by_role("dialog").get_by_text("Italy: what to know", exact=True)).to_be_visible()
    visit.settle()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("market="))
    visit.open("/markets?market=Brazil")
    expect(visit.page.get_by_text("The source has no credit-risk grid for Brazil.")).to_be_visible()
    expect(visit.page.get_by_text("BNPT has contacts there: members from Brazil")).to_be_visible()


def test_the_first_screen_has_a_card_with_a_chart_for_each_target(visit: Visit):
    visit.page.set_viewport_size({"width": 1280, "height": 720})
    visit.open("/markets")
    charts = visit.page.locator("[class*=st-key-market_chart_]")
    expect(charts).to_have_count(6)
    for chart in charts.all():
        expect(chart.locator("svg path").first).to_be_attached()
    cards = visit.page.locator("[class*=st-key-card_market_]")
    boxes = [box for card in cards.all() if (box := card.bounding_box())]
    assert len(boxes) == 6
    assert max(box["y"] + box["height"] for box in boxes) <= 720


def test_the_csv_of_a_card_holds_the_figures_shown(visit: Visit):
    visit.open("/markets?country=Italy")
    card = visit.page.locator(".st-key-card_side_by_side")
    menu = open_more(card)
    with visit.page.expect_download() as download:
        menu.get_by_role("button", name="CSV, comma").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    growth = [row["Value"] for row in rows if row["Indicator id"] == "sector_value_added_growth"]
    assert growth == ["-2.3", "1.8", "3.4"]
    assert {row["Country"] for row in rows} == {"Italy"}


def test_the_figures_behind_the_cards_are_one_click_away(visit: Visit):
    visit.open("/markets")
    visit.page.get_by_text("Figures of the cards").click()
    card = visit.page.locator(".st-key-card_payments")
    expect(card).to_be_visible()
    visit.settle()
    # The table opens where its button is: it must have room, and the cards above must have come to rest.
    card.evaluate("one => one.scrollIntoView({block: 'center'})")
    menu = open_more(card)
    with visit.page.expect_download() as download:
        menu.get_by_role("button", name="CSV, comma").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"Where printed", "How we know it", "Document"} <= set(rows[0])
    assert {row["Country"] for row in rows} == {"Germany", "France", "Italy", "Brazil", "China", "USA"}


def test_the_menu_of_a_card_is_opened_and_left_by_the_keyboard_and_has_files_for_every_spreadsheet(visit: Visit):
    visit.open("/markets?country=Italy")
    button = visit.page.get_by_role("button", name="More about Side by side", exact=True)
    button.focus()
    visit.page.keyboard.press("Enter")
    menu = visit.page.get_by_role("dialog", name="More about Side by side", exact=True)
    expect(menu.get_by_test_id("stDataFrame")).to_be_visible()
    with visit.page.expect_download() as download:
        menu.get_by_role("button", name="CSV, semicolon").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    growth = [row["Value"] for row in rows if row["Indicator id"] == "sector_value_added_growth"]
    assert growth == ["-2,3", "1,8", "3,4"]
    with visit.page.expect_download() as download:
        menu.get_by_role("button", name="Workbook").click()
    assert zipfile.is_zipfile(download.value.path())
    visit.page.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    expect(button).to_be_focused()


def test_a_chart_is_enlarged_from_the_keyboard(visit: Visit):
    visit.open("/markets")
    chart = visit.page.locator("[class*=st-key-market_chart_]").first
    before = chart.bounding_box()["width"]
    button = visit.page.get_by_role("button", name="Fullscreen").first
    expect(button).to_be_attached()
    button.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_role("button", name="Close fullscreen").first).to_be_visible()
    assert visit.page.get_by_test_id("stFullScreenFrame").first.bounding_box()["width"] > 1.5 * before
