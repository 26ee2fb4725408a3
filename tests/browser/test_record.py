"""Recording in a real browser: a result is checked, saved, found in the history and undone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, Visit, choose_option, visitor

SENTENCE = "1 result of Training webinars for 2020 Q2 by MITC"


@pytest.fixture
def member(browser: Browser, shared_server: Server) -> Iterator[Visit]:
    seen = visitor(browser, shared_server)
    yield seen
    seen.page.context.close()


def test_a_result_is_checked_saved_found_in_the_history_and_undone(member: Visit):
    page = member.page
    member.open("/record?kpi=Training+webinars&period=2020-Q2")
    page.get_by_role("textbox", name="MITC").fill("-3 SMEs")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Enter -3 alone.")).to_be_visible()
    expect(page.get_by_role("textbox", name="MITC")).to_have_value("-3 SMEs")
    page.get_by_role("textbox", name="MITC").fill("3")
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("Preview: nothing is saved yet")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    member.settle()  # the draft goes once the page is drawn
    member.open("/record?report=History+%26+undo")
    choose_option(page, "What was recorded", SENTENCE)
    page.get_by_role("textbox", name="Reason").fill("wrong quarter")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone. The history keeps it.")).to_be_visible()
    member.open("/record?kpi=Training+webinars&period=2020-Q2")
    expect(page.get_by_role("textbox", name="MITC")).to_have_value("")
    assert (member.foreign, member.errors) == ([], [])


def test_what_is_changed_after_the_check_is_not_saved_before_it_is_checked_anew(member: Visit):
    page = member.page
    member.open("/record?kpi=Training+webinars&period=2020-Q3")
    field, save = page.get_by_role("textbox", name="MITC"), page.get_by_role("button", name="Save")
    field.fill("3")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    page.get_by_role("button", name="Check").click()
    expect(save).to_be_visible()
    field.fill("4")
    expect(save).to_have_count(0)
    expect(page.get_by_text("The form was changed after the check. Check it again.")).to_be_visible()
    expect(field).to_have_value("4")
    expect(field).to_be_focused()
    page.get_by_role("button", name="Check").click()
    save.click()
    expect(page.get_by_text("2020 Q3 so far: 4")).to_be_visible()
    expect(field).to_have_value("4")
    assert (member.foreign, member.errors) == ([], [])


def test_for_whom_a_member_reports_is_remembered_in_the_browser(member: Visit):
    member.open("/record")
    asked = member.page.get_by_role("combobox", name="For whom do you report?")
    choose_option(member.page, "For whom do you report?", "MESAP")
    expect(member.page.get_by_text("of 23 KPIs reported for")).to_be_visible()
    member.settle()
    member.open("/record")
    expect(asked).to_have_value("MESAP")
    expect(member.page.get_by_role("textbox").and_(member.page.get_by_label("MESAP", exact=True))).to_be_visible()
    assert (member.foreign, member.errors) == ([], [])
