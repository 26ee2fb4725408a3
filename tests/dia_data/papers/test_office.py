"""Word, PowerPoint and Excel files, read back: each says what the paper says, with native charts and real numbers."""

import html
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from typing import Literal

import docx
import openpyxl
import pandas as pd
import pptx
import pytest
from docx.oxml.ns import qn

from dia_data.papers import brand, bundle, svg
from dia_data.papers import docx as documents
from dia_data.papers import pptx as slides
from dia_data.papers import xlsx as workbooks
from dia_data.papers.layout import BREAK, strip_control_chars
from dia_data.papers.paper import Chart, Grid, Paper, Series
from dia_data.settings import ROOT


def words_of(text: str) -> str:
    return text.replace(BREAK, "")


def document_text(made: bytes) -> str:
    read = docx.Document(io.BytesIO(made))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return words_of("\n".join([*(paragraph.text for paragraph in read.paragraphs), *cells]))


def slide_text(made: bytes) -> str:
    shapes = [shape for slide in pptx.Presentation(io.BytesIO(made)).slides for shape in slide.shapes]
    texts = [shape.text_frame.text for shape in shapes if shape.has_text_frame]
    texts += [cell.text for shape in shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
    return words_of("\n".join(texts))


SAID = ("Briefing", "As known on 30 Jun 2021", "country: Germany", brand.SYNTHETIC, "D3.1 §10, stated", "first point",
        "All is well.", "12.5", "30 Jun 2021", "D3.1, the strategy", "No rows.")  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_a_document_says(paper: Paper, said: str):
    assert said in document_text(documents.write(paper))


@pytest.mark.parametrize("said", SAID)
def test_slides_say(paper: Paper, said: str):
    assert said in slide_text(slides.write(paper))


def test_a_document_has_page_numbers_the_demonstration_on_each_page_and_headings_that_repeat(paper: Paper):
    read = docx.Document(io.BytesIO(documents.write(paper)))
    section = read.sections[0]
    fields = [part.text.strip() for part in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert brand.SYNTHETIC in section.header.paragraphs[0].text
    assert all(table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None for table in read.tables)


def test_the_charts_of_a_document_are_native_with_their_figures_in_a_workbook(paper: Paper):
    with zipfile.ZipFile(io.BytesIO(documents.write(paper))) as package:
        charts = [name for name in package.namelist() if name.startswith("word/charts/chart")]
        books = [name for name in package.namelist() if name.startswith("word/embeddings/")]
        sheet = openpyxl.load_workbook(io.BytesIO(package.read(books[2]))).active
    assert (len(charts), len(books)) == (3, 3)
    assert list(sheet.values) == [(None, "result", "expected"), ("Webinars", 80, 70), ("SMEs", 40, 75)]


def test_the_charts_of_slides_are_native_and_hold_the_figures(paper: Paper):
    made = pptx.Presentation(io.BytesIO(slides.write(paper)))
    charts = [shape.chart for slide in made.slides for shape in slide.shapes if shape.has_chart]
    figures = [
        {series.name: tuple(series.values) for series in chart.plots[0].series} | {"": tuple(chart.plots[0].categories)}
        for chart in charts
    ]
    assert figures == [
        {"": ("one", "two"), "KPIs": (3.0, None)},
        {"": ("2021-01", "2021-02"), "reached": (1.0, 2.5), "wanted": (2.0, 4.0)},
        {"": ("Webinars", "SMEs"), "result": (80.0, 40.0), "expected": (70.0, 75.0)},
    ]


def test_each_slide_has_a_title_and_after_the_first_its_number(paper: Paper):
    made = pptx.Presentation(io.BytesIO(slides.write(paper)))
    assert all(slide.shapes.title.text_frame.text for slide in made.slides)
    numbered = [slide for slide in made.slides if slide._element.xpath(".//a:fld[@type='slidenum']")]
    assert len(numbered) == len(made.slides) - 1


def test_no_table_is_taller_than_its_slide_and_the_slide_says_where_the_rest_is(paper: Paper):
    rows = paper.grids[0].rows
    many = rows.loc[[0] * 100].assign(text="a sentence that says something about this row and goes on for long " * 2)
    long = Paper(**{**vars(paper), "blocks": [type(paper.grids[0])(title="Many", rows=many)]})
    made = pptx.Presentation(io.BytesIO(slides.write(long)))
    (table,) = [shape for slide in made.slides for shape in slide.shapes if shape.has_table]
    rows_shown = len(table.table.rows) - 1
    assert 5 < rows_shown < 100
    assert table.top + sum(row.height for row in table.table.rows) <= slides.TOP + slides.ROOM
    assert "The table has 100 rows: see the workbook." in slide_text(slides.write(long))


def test_a_document_has_headings_for_its_tables_and_charts_and_its_language(paper: Paper):
    read = docx.Document(io.BytesIO(documents.write(paper)))
    headings = [(one.style.name, words_of(one.text)) for one in read.paragraphs if one.style.name.startswith("Heading")]
    names = ["Figures", "Empty", "Results", "Course", "Progress"]
    assert headings == [
        ("Heading 1", "KPIs"), *(("Heading 2", name) for name in names), ("Heading 1", "Sources"),
    ]  # fmt: skip
    assert {one.get(qn("w:val")) for one in read.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_all_text_of_slides_is_in_british_english(paper: Paper):
    made = pptx.Presentation(io.BytesIO(slides.write(paper)))
    runs = [run for slide in made.slides for run in slide._element.xpath(".//a:r/a:rPr")]
    assert {run.get("lang") for run in runs} == {"en-GB"}


def test_whoever_does_not_see_a_chart_or_a_table_is_told_its_figures(paper: Paper):
    made = pptx.Presentation(io.BytesIO(slides.write(paper)))
    said = [one.get("descr") for slide in made.slides for one in slide._element.xpath(".//p:graphicFrame//p:cNvPr")]
    assert "Bar chart: Results. KPIs. KPIs: one 3, two not known" in said
    assert "Table: Figures. Columns: KPI, Value, Reports, day, moment, Done. 2 rows." in said
    with zipfile.ZipFile(io.BytesIO(documents.write(paper))) as package:
        document = package.read("word/document.xml").decode()
    assert 'descr="Bar chart: Results. KPIs. KPIs: one 3, two not known"' in document


def test_the_tables_of_slides_say_what_the_rows_say_with_their_headings_marked(paper: Paper):
    made = pptx.Presentation(io.BytesIO(slides.write(paper)))
    (table,) = [shape.table for slide in made.slides for shape in slide.shapes if shape.has_table]
    said = [[cell.text for cell in row.cells] for row in table.rows]
    assert said[:2] == [
        ["KPI", "Value", "Reports", "day", "moment", "Done"],
        ["Webinars", "12.5", "3", "30 Jun 2021", "30 Jun 2021, 14:05", "yes"],
    ]
    fonts = [row.cells[0].text_frame.paragraphs[0].runs[0].font for row in table.rows]
    assert [(font.bold, font.size.pt) for font in fonts] == [(True, 11), (False, 11), (False, 11)]


def book(made: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made))


def test_a_workbook_has_a_sheet_for_each_table_and_chart_and_its_sources(paper: Paper):
    read = book(workbooks.write(paper))
    assert read.sheetnames == ["About", "Figures", "Empty", "Results", "Course", "Progress", "Sources"]
    assert [row[0] for row in read["Sources"].values] == ["Sources", "D3.1, the strategy"]
    about = [row[0] for row in read["About"].values]
    assert {"As known on 30 Jun 2021.", "Filtered by country: Germany.", brand.SYNTHETIC} <= set(about)
    assert len(read["Progress"]._charts) == 1


def test_numbers_and_dates_of_a_workbook_are_real_and_its_header_is_frozen(paper: Paper):
    sheet = book(workbooks.write(paper))["Figures"]
    head, first, second = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=4)]
    assert head == ("KPI", "Value", "Reports", "day", "moment", "Done")
    day, moment, morrow = datetime(2021, 6, 30), datetime(2021, 6, 30, 14, 5), datetime(2021, 7, 1)  # noqa: DTZ001
    assert first == ("Webinars", 12.5, 3, day, moment, True)
    assert second == ("SMEs", None, 4, None, morrow, False)
    assert sheet.freeze_panes == "B5"
    assert sheet["D5"].number_format == "yyyy-mm-dd"


def test_sheets_of_the_same_long_name_stay_apart(paper: Paper):
    grid = paper.grids[0]
    name = "What changed [since] 30/11: all of it and more"
    blocks = [type(grid)(title=name, rows=grid.rows), type(grid)(title=name.upper(), rows=grid.rows)]
    names = book(workbooks.write(Paper(**{**vars(paper), "blocks": blocks}))).sheetnames
    assert len({one.lower() for one in names}) == 4
    assert max(map(len, names)) <= 31


def test_a_document_takes_any_text_as_text(hostile_paper: Paper, hostile: str):
    assert words_of(strip_control_chars(hostile)) in document_text(documents.write(hostile_paper))


def test_slides_take_any_text_as_text_and_shorten_it(hostile_paper: Paper, hostile: str):
    assert words_of(strip_control_chars(hostile))[:40] in slide_text(slides.write(hostile_paper))


def test_a_workbook_runs_nothing(hostile_paper: Paper, hostile: str):
    read = book(workbooks.write(hostile_paper))
    cells = [cell for sheet in read for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert strip_control_chars(hostile) in {str(cell.value) for cell in cells}


STARTS = ("=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "{=1}", "=Sheet1!$A$1", "http://example.org", "mailto:a@b.eu")
"""How text begins that a spreadsheet would run or follow."""


@pytest.fixture
def charted() -> Paper:
    """A paper with a chart of each kind whose labels a spreadsheet would run or follow."""
    series = [Series(name=name, values=[1.0] * len(STARTS)) for name in STARTS]
    kinds: tuple[Literal["bar", "line", "bullet"], ...] = ("bar", "line", "bullet")
    charts = [Chart(title=f"={kind}", kind=kind, categories=STARTS, series=series, unit=STARTS[7]) for kind in kinds]
    return Paper(title="Charts", as_of=date(2021, 6, 30), workspace="demonstration", blocks=charts)


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_the_workbook_in_a_native_chart_runs_and_follows_nothing(charted: Paper, kind: str):
    with zipfile.ZipFile(io.BytesIO(bundle.load_writer(kind)(charted))) as package:
        books = [package.read(name) for name in package.namelist() if name.endswith(".xlsx")]
    cells = [cell for made in books for row in book(made).active.iter_rows() for cell in row if cell.value is not None]
    assert len(books) >= 3
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)
    assert set(STARTS) - {"\r=1"} <= {cell.value for cell in cells}


def test_a_native_chart_of_a_workbook_takes_its_names_from_cells(charted: Paper):
    with zipfile.ZipFile(io.BytesIO(workbooks.write(charted))) as package:
        drawn = [package.read(name).decode() for name in package.namelist() if "charts/chart" in name]
    read = book(workbooks.write(charted))
    sheets = {sheet.title: sheet for sheet in read}
    formulas = {html.unescape(found) for one in drawn for found in re.findall(r"<c:f>(.*?)</c:f>", one)}
    places = [formula.replace("$", "").rpartition("!") for formula in formulas]
    assert {sheet.strip("'") for sheet, _, _ in places} <= set(sheets)
    assert len([cell for _, _, cell in places if ":" not in cell]) == 3 * len(STARTS)
    assert {cell.data_type for sheet in read for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_writers_that_are_first_wanted_by_several_threads_at_once_are_all_found():
    code = (
        "import threading; from dia_data.papers import bundle; found = [];"
        "wanted = ['docx', 'pptx', 'docx', 'pptx', 'xlsx', 'pdf'];"
        "load = lambda kind: found.append(bundle.load_writer(kind));"
        "threads = [threading.Thread(target=load, args=(kind,)) for kind in wanted];"
        "[one.start() for one in threads]; [one.join() for one in threads]; print(len(found))"
    )
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "6"


def test_whole_numbers_of_a_workbook_end_in_no_point_and_others_keep_their_places():
    grid = Grid(title="Shares", rows=pd.DataFrame({"expected": [39.79, 6.0]}))
    made = Paper(title="t", as_of=date(2021, 6, 30), workspace="w", blocks=[grid])
    sheet = book(workbooks.write(made))["Shares"]
    assert [sheet[cell].number_format for cell in ("A5", "A6")] == ["#,##0.0", "#,##0"]


def test_bars_whose_colours_mean_something_keep_them_in_every_file():
    chart = Chart(
        title="Statuses", kind="bar", categories=["off track", "on track"], unit="KPIs",
        series=[Series(name="KPIs", values=[1.0, 2.0])], colours=["#D1450B", "#3D8FD1"],
    )  # fmt: skip
    made = Paper(title="t", as_of=date(2021, 6, 30), workspace="w", blocks=[chart])
    (drawn,) = [
        shape.chart
        for slide in pptx.Presentation(io.BytesIO(slides.write(made))).slides
        for shape in slide.shapes
        if shape.has_chart
    ]
    points = [drawn.plots[0].series[0].points[place] for place in range(2)]
    assert [str(point.format.fill.fore_color.rgb) for point in points] == ["D1450B", "3D8FD1"]
    assert all(f'fill="{colour}"' in svg.draw_svg(chart) for colour in chart.colours)
    with zipfile.ZipFile(io.BytesIO(workbooks.write(made))) as package:
        assert "D1450B" in package.read("xl/charts/chart1.xml").decode()
