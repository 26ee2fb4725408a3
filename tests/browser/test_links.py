"""Links in a real browser: copied as they are seen, and old ones lead on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit


def test_the_copied_link_is_the_address_of_what_is_seen(visit: Visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit.open("/markets?country=Germany&market=Italy")
    visit.page.get_by_role("button", name="Copy link").click()
    expect(visit.page.get_by_text("Copied", exact=True)).to_be_visible()
    assert visit.page.evaluate("navigator.clipboard.readText()") == visit.page.url
    assert "country=Germany" in visit.page.url
    assert "market=Italy" in visit.page.url
    assert (visit.foreign, visit.errors) == ([], [])


@pytest.mark.parametrize(
    ("old", "now", "heading"),
    [
        ("/home?as_of=2026-01-01", r"/\?as_of=2026-01-01$", "Briefing"),
        ("/swot?view=Rules", r"/swot\?show=Rules$", "SWOT"),
        ("/roadmap?activity=Fact-finding+mission+to+China", r"/roadmap\?focus=Fact-finding", "Roadmap"),
        ("/markets?country=United+States", r"/markets\?country=USA$", "Markets"),
    ],
)
def test_an_old_link_opens_what_it_meant(visit: Visit, old: str, now: str, heading: str):
    visit.open(old)
    expect(visit.page).to_have_url(re.compile(now))
    expect(visit.page.get_by_role("heading", name=heading, exact=True)).to_be_visible()
