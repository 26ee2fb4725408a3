"""The partners page in a real browser: a profile opens, its link reopens it, the map asks no other host."""

import re

from playwright.sync_api import Browser, expect

from pages.ui.partners import maps
from tests.browser.conftest import Server, Visit, listen, open_profile
from tests.browser.test_cooperation import CLOCK, point_until_told


def test_a_click_on_a_partner_opens_its_profile_back_closes_it_and_the_link_reopens_it(visit: Visit):
    visit.open("/partners")
    expect(visit.page.get_by_role("heading", name="6 clusters in 6 countries")).to_be_visible()
    visit.page.get_by_role("button", name="BNPT Germany").click()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer.get_by_text("BNPT: BalticNet-PlasmaTec", exact=True)).to_be_visible()
    expect(visit.page).to_have_url(re.compile("profile=BNPT"))
    visit.settle()
    visit.page.go_back()
    expect(drawer).to_be_hidden()
    expect(visit.page).not_to_have_url(re.compile("profile="))
    visit.open("/partners?profile=MITC")
    expect(visit.page.get_by_text("Earlier partnerships: not known, see the note above.")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(visit.page).not_to_have_url(re.compile("profile="))
    assert (visit.foreign, visit.errors) == ([], [])


def test_a_click_on_a_dot_of_the_map_and_on_a_cell_opens_the_profile(drawing: Browser, server: Server):
    visit = Visit(page=open_profile(drawing).new_page(), url=server.url)
    visit.page.add_init_script(CLOCK)
    listen(visit)
    visit.open("/partners")
    chart = visit.page.get_by_test_id("stDeckGlJsonChart")
    box = chart.bounding_box()
    left, top = maps.FRAME.place((-8.65, 40.64))
    x = box["x"] + box["width"] / 2 + left - (maps.FRAME.middle - maps.FRAME.west) * maps.FRAME.scale
    point_until_told(visit, x, box["y"] + top, "Aveiro: town")
    visit.page.evaluate("stopClock()")
    visit.page.mouse.click(x, box["y"] + top)
    visit.page.evaluate("startClock()")
    drawer = visit.page.get_by_role("dialog")
    expect(drawer.get_by_role("heading", name="TICE.PT")).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    visit.settle()
    visit.page.get_by_test_id("stEChartsChart").get_by_text("both", exact=True).first.click()
    expect(drawer.get_by_role("heading", name="MESAP")).to_be_visible()
    assert (visit.foreign, visit.errors) == ([], [])
    visit.page.context.close()
