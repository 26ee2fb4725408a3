"""The partners page in a real browser: a profile opens, its link reopens it, the map asks no other host."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_a_click_on_a_partner_opens_its_profile_and_the_link_reopens_it(visit: Visit):
    visit.open("/partners")
    expect(visit.page.get_by_role("heading", name="6 cluster organisations in 6 countries")).to_be_visible()
    visit.page.get_by_role("radio", name="BNPT").click()
    expect(visit.page.get_by_role("heading", name="BNPT: BalticNet-PlasmaTec")).to_be_visible()
    expect(visit.page).to_have_url(re.compile("profile=BNPT"))
    visit.open("/partners?profile=MITC")
    expect(visit.page.get_by_text("Earlier partnerships: not known, see the note above.")).to_be_visible()
    assert (visit.foreign, visit.errors) == ([], [])
