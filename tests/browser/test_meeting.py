"""A whole meeting in a real browser: prepared, presented by keyboard, decided in place, closed, its papers downloaded.

Each figure of the papers is compared with what the pages show.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import meeting_papers as papers
from tests.browser.conftest import Server, Visit, start_server, visitor

SMALLEST_TYPE = 18

TYPE_SIZES = """
() => {
  const found = []
  const look = (root) => {
    for (const element of root.querySelectorAll("*")) {
      if (element.shadowRoot) look(element.shadowRoot)
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())
      const box = element.getBoundingClientRect()
      const outside = element.closest("style, script")
      if (own && box.width > 1 && box.height > 1 && !outside)
        found.push([parseFloat(getComputedStyle(element).fontSize), element.textContent.trim()])
      const field = element.matches("input, textarea") && box.width > 1 && box.height > 1
      if (field) found.push([parseFloat(getComputedStyle(element).fontSize), `field ${element.ariaLabel}`])
    }
  }
  look(document.body)
  return found
}
"""


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard in whose record nobody else holds meetings or reports."""
    running = start_server(tmp_path_factory.mktemp("meeting"))
    yield running
    running.stop()


@pytest.fixture
def leader(browser: Browser, own_server: Server) -> Iterator[Visit]:
    seen = visitor(browser, own_server)
    yield seen
    seen.page.context.close()


@pytest.fixture
def other(browser: Browser, own_server: Server) -> Iterator[Visit]:
    seen = visitor(browser, own_server)
    yield seen
    seen.page.context.close()


LATE = """
const send = WebSocket.prototype.send
WebSocket.prototype.send = function (message) {
  const isOfPart = new TextDecoder("latin1").decode(message).includes('"revision"')
  if (!isOfPart) return send.call(this, message)
  setTimeout(() => {
    send.call(this, message)
    console.log("asked late")
  }, 1500)
}
"""
"""Over a slow connection: what asks for a part that follows the record reaches the server when the page is drawn."""

MEETING = "December 2021"
DAY = "2021-12-31"
OWNER, DUE = "GAIA", "2022-01-31"


def form(page: Page, name: str) -> Locator:
    """Open a form of the presentation; all its type can be read from the back row."""
    page.get_by_role("button", name=name, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Your name")).to_be_visible()
    assert small_type(page) == []
    return dialog


def send(dialog: Locator, name: str) -> None:
    dialog.get_by_label("Your name").fill("Ana")
    dialog.get_by_role("button", name=name).click()
    expect(dialog).to_have_count(0)


def small_type(page: Page) -> list[tuple[float, str]]:
    """What is written smaller than can be read on a shared screen."""
    return [(size, text) for size, text in page.evaluate(TYPE_SIZES) if size < SMALLEST_TYPE]


def title(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1, name=text)).to_be_visible()


def turn_to_the_end(page: Page) -> None:
    """Turn from item 6 to the last; what is pressed stands where it stood."""
    bars = []
    for place in range(6, 14):
        expect(page.get_by_text(f"{place} / 14")).to_be_visible()
        bars.append(
            [
                page.get_by_role("button", name=name, exact=True).bounding_box()
                for name in ("Next item", "Decision", "Note")
            ]
        )
        page.keyboard.press("ArrowRight")
    assert all(bar == bars[0] for bar in bars)


def test_a_meeting_from_its_agenda_to_its_papers(leader: Visit, other: Visit):
    page = leader.page
    leader.open("/meeting?workspace=demonstration")
    assert prepare(page) == MEETING
    leader.open(f"/meeting?workspace=demonstration&meeting={MEETING.replace(' ', '+')}")
    expect(page.get_by_text("13 items in 90 minutes")).to_be_visible()
    page.get_by_role("button", name="Present").click()
    title(page, "Open decisions: 2, 1 of them overdue")
    send(form(page, "Begin"), "Start the meeting")
    expect(page.get_by_text("Figures as known on 31 Dec 2021")).to_be_visible()

    for name in ("What changed since the last meeting", "No report for 2021 Q3 yet: MESAP", "Quarterly review"):
        page.keyboard.press("ArrowRight")
        title(page, name)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("expected by").first).to_be_visible()
    leader.settle()
    expect(page.get_by_test_id("stHeaderLogo")).to_have_count(0)
    expect(page.get_by_test_id("stMainMenuButton")).to_have_count(0)
    assert small_type(page) == []

    other.open(f"/meeting?{page.url.split('?')[1]}")
    dialog = form(page, "Decision")
    dialog.get_by_label("Decision").fill("Hold two more")
    dialog.get_by_label("Owner").fill(OWNER)
    dialog.get_by_label("Owner").press("Enter")
    dialog.get_by_role("spinbutton", name="year, Due").click()
    page.keyboard.type(DUE)
    send(dialog, "Save decision")
    expect(other.page.get_by_text("Hold two more")).to_be_visible()
    page.keyboard.press("ArrowRight")
    dialog = form(page, "Decision")
    dialog.get_by_label("Decision").fill("Ask the hosts for a date")
    send(dialog, "Save decision")
    dialog = form(page, "Note")
    dialog.get_by_label("For the minutes").fill("All agree")
    send(dialog, "Save note")
    form(page, "Refresh figures").get_by_label("Close").click()

    page.reload()  # as after a crash: all is in the record
    expect(page.get_by_text("Ask the hosts for a date")).to_be_visible()
    leader.settle()
    turn_to_the_end(page)
    title(page, "Any other business")
    send(form(page, "Close meeting"), "Close meeting")
    expect(other.page.get_by_text("Closed by")).to_be_visible()

    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_text("is closed: 13 items, 2 decisions")).to_be_visible()
    expect(page.get_by_test_id("stMainMenuButton")).to_be_visible()
    files = papers.unpacked(download_all(page))
    shown = papers.of_pages(leader, DAY, meeting=MEETING)
    the_minutes_say_what_the_pages_show(papers.of_document(files["minutes.docx"]), shown)
    the_slides_say_what_the_pages_show(papers.of_slides(files["briefing.pptx"]), shown)
    the_workbook_says_what_the_pages_show(papers.of_workbook(files["workbook.xlsx"]), shown)
    assert (leader.errors, leader.foreign) == ([], [])


def test_a_part_that_is_asked_for_after_the_page_was_drawn_anew_does_not_break_it(leader: Visit):
    page = leader.page
    leader.open("/meeting?workspace=demonstration")
    meeting = prepare(page).replace(" ", "+")
    page.add_init_script(LATE)
    leader.open(f"/meeting?workspace=demonstration&meeting={meeting}&present=1&of={meeting}")
    with page.expect_event("console", lambda message: message.text == "asked late"):
        send(form(page, "Begin"), "Start the meeting")
    leader.settle()
    expect(page.get_by_role("button", name="Decision", exact=True)).to_be_visible()
    assert leader.errors == []


def prepare(page: Page) -> str:
    """Prepare a meeting, and return the name that was proposed for it."""
    page.get_by_text("Prepare a meeting").click()
    preparing = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name="Prepare"))
    proposed = preparing.get_by_label("Name", exact=True)
    expect(proposed).not_to_have_value("")
    name = proposed.input_value()
    preparing.get_by_label("Your name").fill("Ana")
    preparing.get_by_role("button", name="Prepare").click()
    expect(page.get_by_text("Meeting prepared.")).to_be_visible()
    return name


def download_all(page: Page) -> bytes:
    page.get_by_role("button", name="Papers").click()
    page.get_by_role("button", name="Make all papers").click()
    taking = page.get_by_role("button", name="Download the papers")
    expect(taking).to_be_visible()
    with page.expect_download() as waiting:
        taking.click()
    return waiting.value.path().read_bytes()


def the_minutes_say_what_the_pages_show(said: papers.Said, shown: papers.Shown) -> None:
    assert papers.kpis(said.rows("KPI", "Status"), shown) == shown.kpis
    assert dict(said.chart("KPIs")) == shown.counts
    drawn = said.chart("result", "expected")
    assert papers.shares(((name, share) for name, share, _ in drawn), shown) == papers.progress(shown)
    assert [papers.decision(row) for row in said.rows("Decision", "Owner")] == shown.decisions
    lines = [line for line in shown.of_items if not line.startswith(("Decision:", "Note:"))]
    assert [line for line in lines if line not in said.texts] == []
    assert "All agree (Ana)" in said.texts


def the_slides_say_what_the_pages_show(said: papers.Said, shown: papers.Shown) -> None:
    # A slide has the first rows of a long table, and says where the others are.
    assert papers.kpis(said.rows("KPI", "Status"), shown).items() <= shown.kpis.items()
    assert any("see the workbook" in text for text in said.texts)
    assert dict(said.chart("KPIs")) == shown.counts
    drawn = said.chart("result", "expected")
    assert papers.shares(((name, share) for name, share, _ in drawn), shown) == papers.progress(shown)
    assert dict(said.chart("days")) == shown.ages
    *_, (_, *today) = said.chart(*papers.OVER_TIME)
    assert tuple(today) == papers.grouped(shown.counts)
    matters = [papers.matter(row) for row in said.rows("Rank", "Why", "What")]
    assert matters == papers.cut(shown.matters[: len(matters)], matters)
    # As many of them as a slide has room for; it says where the others are.
    assert papers.FIRST_MATTERS - 2 <= len(matters) <= papers.FIRST_MATTERS


def the_workbook_says_what_the_pages_show(sheets: papers.Sheets, shown: papers.Shown) -> None:
    assert papers.kpis(sheets[papers.KPI_TABLE], shown) == shown.kpis
    assert {row[""]: row["KPIs"] for row in sheets[papers.STATUSES]} == shown.counts
    drawn = sheets[papers.PROGRESS]
    assert papers.shares(((row[""], row["result (% of the target)"]) for row in drawn), shown) == papers.progress(shown)
    assert {row[""]: row["days"] for row in sheets[papers.AGES]} == shown.ages
    matters = [papers.matter(row) for row in sheets[papers.MATTERS]]
    assert matters == papers.cut(shown.matters, matters)
    assert [papers.decision(row) for row in sheets[papers.TAKEN]] == shown.decisions
