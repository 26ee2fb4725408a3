"""Recording in a real browser: a result is checked, saved, found in the history and undone."""

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import SCREEN, Server, Visit, choose_option, listen, visitor

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
    expect(member.page.get_by_text("lines due for")).to_be_visible()
    member.settle()
    member.open("/record")
    expect(asked).to_have_value("MESAP")
    expect(member.page.get_by_role("heading", name="MESAP:")).to_be_visible()
    member.open("/record?report=Results")
    expect(member.page.get_by_text("of 23 KPIs reported for")).to_be_visible()
    expect(member.page.get_by_role("textbox").and_(member.page.get_by_label("MESAP", exact=True))).to_be_visible()
    assert (member.foreign, member.errors) == ([], [])


MOST_ACTIONS_OF_DATES = 30
MOST_ACTIONS = 40
DEMONSTRATION = "workspace=demonstration"


class Counted:
    """What a member does on a sheet, each counted as one action: a click, a value that is typed, a key."""

    def __init__(self, page: Page) -> None:
        self.page, self.actions = page, 0

    def click(self, place: Locator) -> None:
        self.actions += 1
        place.click()

    def type(self, text: str) -> None:
        self.actions += 1
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.actions += 1
        self.page.keyboard.press(key)

    def paste(self, text: str) -> None:
        self.actions += 1
        self.page.evaluate("text => navigator.clipboard.writeText(text)", text)
        self.page.keyboard.press("Control+v")


@pytest.fixture
def reporter(browser: Browser, shared_server: Server) -> Iterator[Visit]:
    """A member who may paste, with nothing remembered."""
    context = browser.new_context(viewport=SCREEN, permissions=["clipboard-read", "clipboard-write"])
    seen = Visit(page=context.new_page(), url=shared_server.url)
    listen(seen)
    yield seen
    context.close()


def test_a_partner_reports_a_whole_quarter_in_at_most_40_actions(reporter: Visit):
    page = reporter.page
    hand = Counted(page)
    reporter.open(f"/record?{DEMONSTRATION}&period=2021-Q4")
    hand.click(page.get_by_role("button", name="SCS", exact=True))
    expect(page.get_by_role("heading", name="34 of 49 lines due for 2021 Q4 are open.")).to_be_visible()
    hand.click(page.get_by_role("textbox", name="Highly engaged SMEs"))
    hand.type("Exmaple Robotics Ltd")
    hand.press("Tab")
    hand.click(page.get_by_role("textbox", name="Cooperation workshops organised"))
    hand.paste("1\n2\n30\n")
    expect(page.get_by_role("textbox", name="Participants in training webinars")).to_have_value("30")
    hand.click(page.get_by_role("textbox", name="Business matchmaking meetings, Brazil"))
    hand.type("six")
    hand.press("ArrowDown")
    hand.type("4")
    hand.press("Enter")
    hand.type("1")  # what a partner agreed on is in the next row
    hand.click(page.get_by_role("button", name="Nothing else to report"))
    page.reload()
    reporter.settle()
    expect(page.get_by_role("textbox", name="Business matchmaking meetings, China")).to_have_value("4")
    hand.click(page.get_by_role("textbox", name="Your name"))
    hand.type("Ana")
    hand.press("Enter")
    expect(page.get_by_text("“six” is not a number")).to_be_visible()
    expect(page.get_by_role("textbox", name="Business matchmaking meetings, Brazil")).to_be_focused()
    hand.press("Control+a")
    hand.type("6")
    hand.click(page.get_by_role("button", name="Check"))
    expect(page.get_by_text("KPIs after saving")).to_be_visible()
    hand.click(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("heading", name="SCS: all 49 lines due for 2021 Q4 are reported.")).to_be_visible()
    assert hand.actions <= MOST_ACTIONS
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="34 of 49 lines due for 2021 Q4 are open.")).to_be_visible()
    assert (reporter.foreign, reporter.errors) == ([], [])


def test_a_block_that_does_not_fit_is_refused_and_a_known_name_is_offered(reporter: Visit):
    page = reporter.page
    hand = Counted(page)
    reporter.open(f"/record?{DEMONSTRATION}&period=2021-Q3")
    hand.click(page.get_by_role("button", name="GAIA/BasqueGames", exact=True))
    field = page.get_by_role("textbox", name="Cooperation agreements with sponsors")
    hand.click(field)
    hand.paste("\n".join(map(str, range(10_000))))
    expect(page.get_by_text("Nothing was pasted: the block has 10,000 rows")).to_be_visible()
    hand.paste("KPI\t3")
    expect(page.get_by_text("the block has 2 columns, and from here one takes values")).to_be_visible()
    expect(field).to_have_value("")
    hand.click(page.get_by_role("button", name="reported"))
    names = page.get_by_role("textbox", name="Highly engaged SMEs")
    hand.click(names)
    hand.type("Demo SME 05")
    expect(page.get_by_role("button", name="Demo SME 05 AB", exact=True)).to_be_visible()
    hand.press("ArrowDown")
    hand.press("Enter")
    expect(names).to_have_value("Demo SME 05 AB\n")
    hand.type("DemoSME 17 AB")
    page.get_by_role("textbox", name="Your name").fill("Ana")
    hand.press("Enter")
    page.get_by_role("button", name="Use “Demo SME 17 AB”").click()
    expect(names).to_have_value("Demo SME 05 AB\nDemo SME 17 AB")
    expect(page.get_by_text("The form was changed after the check. Check it again.")).to_be_visible()
    page.get_by_role("button", name="Discard draft").click()
    expect(names).to_have_value("")
    assert (reporter.foreign, reporter.errors) == ([], [])


def test_all_activities_are_dated_in_at_most_30_actions(reporter: Visit):
    page = reporter.page
    hand = Counted(page)
    reporter.open("/record?report=Dates")
    expect(page.get_by_text("Not dated: 21")).to_be_visible()
    first = page.locator("tr[data-key] input").first
    hand.click(first)
    hand.paste("\n".join("4.5.2020\t31 Dec 2020" for _ in range(21)))
    hand.click(page.get_by_role("textbox", name="Your name"))
    hand.type("Ana")
    hand.press("Enter")
    hand.click(page.get_by_role("button", name="Save"))
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    assert hand.actions <= MOST_ACTIONS_OF_DATES
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Not dated: 21")).to_be_visible()
    assert (reporter.foreign, reporter.errors) == ([], [])


def test_a_workbook_is_filled_in_elsewhere_and_dropped_back(reporter: Visit, tmp_path: Path):
    page = reporter.page
    reporter.open(f"/record?{DEMONSTRATION}&period=2021-Q4")
    page.get_by_role("button", name="SCS", exact=True).click()
    expect(page.get_by_role("button", name="Nothing else to report")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Workbook to fill in").click()
    path = tmp_path / "filled.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    tab = book.active
    assert "synthetic" in tab["C2"].value
    (row,) = (row for row in tab.iter_rows(min_row=5) if row[2].value == "Highly engaged SMEs")
    row[8].value = "Example Ltd\nAnother Ltd"
    book.save(path)
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("1 line of the workbook is on the sheet now. Check it.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Highly engaged SMEs")).to_have_value("Example Ltd\nAnother Ltd")
    page.get_by_role("button", name="Discard draft").click()
    for view in ("Results", "Quarter"):  # what was discarded does not come back with the sheet
        page.get_by_role("radio", name=view, exact=True).click()
        reporter.settle()
    expect(page.get_by_role("textbox", name="Highly engaged SMEs")).to_have_value("")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("textbox", name="Highly engaged SMEs")).to_have_value("Example Ltd\nAnother Ltd")
    path.write_bytes(b"no workbook")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("filled.xlsx: It is not a workbook. Save it as .xlsx or .ods")).to_be_visible()
    expect(page.get_by_role("textbox", name="Highly engaged SMEs")).to_have_value("Example Ltd\nAnother Ltd")
    page.get_by_role("button", name="Discard draft").click()
    assert (reporter.foreign, reporter.errors) == ([], [])
