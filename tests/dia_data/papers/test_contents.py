"""The papers of a meeting say what the questions say, read back from the files."""

import io
import zipfile
from collections import Counter
from datetime import date, timedelta

import docx
import openpyxl
import pptx
import pytest

from dia_data.attention import RULE
from dia_data.kpis import ORDER
from dia_data.papers import bundle, contents, figures
from dia_data.papers.layout import format_paper_cell
from dia_data.papers.paper import Grid, Paper, Points
from dia_data.queries import attention, decisions, kpis, meetings
from dia_data.storage.store import Store
from dia_data.wording.columns import list_undescribed
from dia_data.wording.statuses import KPI_STATUSES
from tests.dia_data.papers.conftest import Held


@pytest.fixture(scope="module")
def briefing(held: Held) -> Paper:
    return contents.build_briefing(held.store, today=held.today, workspace="demonstration")


@pytest.fixture(scope="module")
def minutes(held: Held) -> Paper:
    return contents.build_minutes(held.store, meeting_id=held.meeting_id, today=held.today, workspace="demonstration")


@pytest.fixture(scope="module")
def files(briefing: Paper, minutes: Paper) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bundle.write({"minutes": minutes, "briefing": briefing}))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def ending(files: dict[str, bytes], end: str) -> io.BytesIO:
    (found,) = [made for name, made in files.items() if name.endswith(end)]
    return io.BytesIO(found)


def test_the_set_has_each_paper_in_the_kinds_wanted_named_as_a_demonstration(files: dict[str, bytes]):
    day = "2021-12-31"
    assert list(files) == [
        f"demonstration-dia-minutes-{day}.docx",
        f"demonstration-dia-minutes-{day}.pdf",
        f"demonstration-dia-briefing-{day}.pptx",
        f"demonstration-dia-briefing-{day}.pdf",
        f"demonstration-dia-briefing-{day}.html",
        f"demonstration-dia-workbook-{day}.xlsx",
    ]


def test_the_first_chart_of_the_slides_counts_the_kpis_as_the_question_does(files: dict[str, bytes], held: Held):
    leading = figures.group_by_kpi(kpis.standings(held.store, today=held.today)).values()
    counted = Counter(one.status for one in leading)
    made = pptx.Presentation(ending(files, ".pptx"))
    chart = next(shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart)
    assert list(chart.plots[0].series[0].values) == [counted[status] for status in ORDER]
    assert sum(counted.values()) == 23


def test_each_kpi_in_the_workbook_has_the_figures_of_its_standing(files: dict[str, bytes], held: Held):
    standings = figures.group_by_kpi(kpis.standings(held.store, today=held.today))
    definitions = kpis.definitions(held.store)
    rows = list(openpyxl.load_workbook(ending(files, ".xlsx"))["How each KPI stands"].iter_rows(min_row=5))
    said = {row[0].value: (row[2].value, row[3].value) for row in rows}
    assert said == {
        one.kpi_name: (standings[one.kpi_id].result, standings[one.kpi_id].target_min) for one in definitions
    }


def test_each_kpi_in_the_minutes_has_the_figures_of_its_standing(files: dict[str, bytes], held: Held):
    standings = figures.group_by_kpi(kpis.standings(held.store, today=held.today))
    names = {row.kpi_name: row.kpi_id for row in kpis.definitions(held.store)}
    tables = docx.Document(ending(files, ".docx")).tables
    (rows,) = [table.rows for table in tables if table.cell(0, 0).text == "KPI"]
    said = {row.cells[0].text.replace("\u200b", ""): [one.text for one in row.cells[1:4]] for row in list(rows)[1:]}
    expected = {
        name: [
            KPI_STATUSES[standings[kpi].status].word,
            format_paper_cell(standings[kpi].result),
            format_paper_cell(standings[kpi].target_min),
        ]
        for name, kpi in names.items()
    }
    assert said == expected


def test_the_minutes_say_what_was_noted_and_decided(files: dict[str, bytes], held: Held):
    read = docx.Document(ending(files, ".docx"))
    text = "\n".join(paragraph.text for paragraph in read.paragraphs).replace("\u200b", "")
    (taken,) = decisions.decisions(held.store, meeting_id=held.meeting_id)
    assert "=1+1 was said (A member)" in text
    assert f"Decided: {taken.text} ({taken.partner}, due" in text
    for place, item in enumerate(meetings.agenda(held.store, meeting_id=held.meeting_id), start=1):
        assert f"{place}. {item.title} ({item.minutes} min)" in text


def test_the_attention_table_has_the_queue_in_its_order_of_which_the_first_are_read(briefing: Paper, held: Held):
    (grid,) = [one for one in briefing.grids if one.title == "What needs attention"]
    queue = attention.queue(held.store, today=held.today)
    assert grid.rows["what"].tolist() == [one.title for one in queue]
    assert (grid.note, grid.first) == (RULE, figures.FIRST_MATTERS)


def test_minutes_hold_the_figures_of_the_moment_when_the_meeting_began(held: Held, minutes: Paper):
    (meeting,) = [one for one in meetings.meetings(held.store) if one.meeting_id == held.meeting_id]
    assert minutes.as_of == meeting.frozen_at.date()
    assert "(closed)" in minutes.subtitle


def test_long_after_a_meeting_its_briefing_is_still_that_of_the_moment_when_it_began(held: Held):
    later = held.today + timedelta(days=100)
    papers = contents.build_meeting_papers(
        held.store, meeting_id=held.meeting_id, today=later, workspace="demonstration"
    )
    assert (papers["minutes"].as_of, papers["briefing"].as_of) == (held.today, held.today)
    of_minutes, of_briefing = (
        next(grid.rows for grid in papers[name].grids if grid.title == "How each KPI stands") for name in papers
    )
    assert of_minutes.equals(of_briefing)


def test_minutes_of_a_closed_meeting_stay_as_they_were_when_it_was_closed(held: Held):
    closed = next(row for row in meetings.meetings(held.store) if row.meeting_name == "November 2021")
    minutes = contents.build_minutes(held.store, meeting_id=closed.meeting_id, today=held.today)
    grids = {block.title: block.rows for block in minutes.blocks if isinstance(block, Grid)}
    comments = grids["Comments without an answer"]
    assert len(comments) > 0
    assert comments["written_on"].max().date() <= closed.recorded_at.date()
    taken = decisions.decisions(held.store, meeting_id=closed.meeting_id)
    assert any(row.is_done for row in taken)
    assert set(grids["Decisions taken in this meeting"]["state"]) == {"open"}


def test_minutes_say_what_was_shown_of_an_item_before_what_was_noted(held: Held):
    (first, *_) = meetings.agenda(held.store, meeting_id=held.meeting_id)
    told = contents.build_minutes(
        held.store, meeting_id=held.meeting_id, today=held.today, seen={first.item_id: ("18 of 50",)}
    )
    points = [list(block.items) for block in told.blocks if isinstance(block, Points)]
    assert points[:2] == [["18 of 50"], ["=1+1 was said (A member)"]]


def test_every_column_of_the_briefing_and_the_minutes_is_described(briefing: Paper, minutes: Paper):
    undescribed = [list_undescribed(grid.rows.columns) for paper in (briefing, minutes) for grid in paper.grids]
    assert undescribed
    assert not any(undescribed)


def test_each_kpi_says_where_its_figures_hold(minutes: Paper, held: Held):
    (grid,) = [one for one in minutes.grids if one.title == "How each KPI stands"]
    standings, names = figures.group_by_kpi(kpis.standings(held.store, today=held.today)), attention.places(held.store)
    found = dict(zip(grid.rows["kpi_name"], grid.rows["where"], strict=True))
    keys = {row.kpi_name: standings[row.kpi_id].scope_key for row in kpis.definitions(held.store)}
    assert {name for name, key in keys.items() if key == "consortium"} == {
        name for name, where in found.items() if where == "consortium"
    }
    assert all(found[name] == names[key] for name, key in keys.items() if key in names)


def test_a_target_that_holds_in_several_places_alike_says_which(loaded: Store):
    briefing = contents.build_briefing(loaded, today=date(2020, 6, 30))
    (grid,) = [one for one in briefing.grids if one.title == "How each KPI stands"]
    found = dict(zip(grid.rows["kpi_name"], grid.rows["where"], strict=True))
    assert found["Organised SMEs meetings in each internationalisation mission"] == "each SME in a mission"


def test_minutes_of_an_unknown_meeting_are_refused_in_a_sentence(held: Held):
    with pytest.raises(contents.MeetingUnknown, match="There is no meeting 'nothing'"):
        contents.build_minutes(held.store, meeting_id="nothing", today=held.today)


def test_a_briefing_without_results_says_so(loaded: Store):
    paper = contents.build_briefing(loaded, today=date(2026, 11, 22))
    assert any(getattr(block, "text", "") == "No result is reported yet." for block in paper.blocks)
    assert not paper.is_demonstration


def test_a_briefing_of_a_past_day_shows_what_was_known_then(held: Held):
    day = held.today - timedelta(days=365)
    paper = contents.build_briefing(held.store, today=day, workspace="demonstration")
    (chart,) = [one for one in paper.charts if one.title == "KPIs by status over time"]
    assert chart.categories[-1] == f"{day:%Y-%m-%d}"


def test_the_work_can_be_cancelled_between_two_files(briefing: Paper):
    told: list[str] = []

    class Cancelled(Exception):
        """What whoever waits raises to end the work."""

    def tell(done: int, of: int, name: str) -> None:
        told.append(f"{done}/{of} {name}")
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        bundle.write({"briefing": briefing}, told=tell)
    assert told == ["0/4 briefing.pptx", "1/4 briefing.pdf"]
