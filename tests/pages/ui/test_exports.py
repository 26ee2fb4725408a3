"""What leaves as CSV can be read back and runs nowhere."""

import csv
import io
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dia_data.papers import bundle
from dia_data.papers.paper import Chart, Grid, Heading, Paper, Text
from pages.ui import exports
from pages.ui.charts import papers as charts_papers
from pages.ui.meeting import papers


def read_back(rows: pd.DataFrame) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exports.write_csv(rows).decode("utf-8-sig"), newline="")))


def test_numbers_and_text_come_back_as_they_were():
    (row,) = read_back(pd.DataFrame({"name": ["Café, “bar”"], "value": [-2.3]}))
    assert row == {"Name": "Café, “bar”", "Value": "-2.3"}


RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "=HYPERLINK(“x”)"]


@pytest.mark.parametrize("text", RUN)
def test_text_that_a_spreadsheet_would_run_is_quoted(text: str):
    (row,) = read_back(pd.DataFrame({"text": [text]}))
    assert row["Text"] == "'" + text


@pytest.mark.parametrize("text", RUN)
def test_so_is_the_heading_of_a_column_and_a_text_among_others_or_in_categories(text: str):
    rows = pd.DataFrame({text: [1], "several": [[text, "x"]], "category": pd.Categorical([text])})
    first, *_ = [list(row) for row in csv.reader(io.StringIO(exports.write_csv(rows).decode("utf-8-sig"), newline=""))]
    assert first[0] == "'" + text
    assert read_back(rows)[0] == {"'" + text: "1", "several": f"'{text}, x", "category": "'" + text}


def test_columns_of_one_name_all_stay():
    rows = pd.DataFrame([["=a", "b"]], columns=["same", "same"])
    assert exports.write_csv(rows).decode("utf-8-sig").splitlines() == ["same,same", "'=a,b"]


def test_a_column_stands_under_its_heading_with_its_unit_and_a_forecast_says_so():
    rows = pd.DataFrame({"share_pct": [49.3, 5.0], "is_forecast": [True, False], "interval_low_pct": [40.3796, None]})
    first, second = read_back(rows)
    assert first == {"Share (%)": "49.3", "Forecast": "forecast", "95 % interval, low (%)": "40.3796"}
    assert second == {"Share (%)": "5.0", "Forecast": "", "95 % interval, low (%)": ""}


def test_what_is_unknown_is_an_empty_cell():
    (row,) = read_back(pd.DataFrame({"value": [None], "note": ["x"]}))
    assert row["Value"] == ""


SHOWS_A_CARD_AND_TABLES = """
import pandas as pd
from pages.ui import exports
rows = pd.DataFrame({"value": [1]})
exports.remember("A card", rows=rows, source="Source: ours.", key="card")
exports.remember_table("Its table", rows=rows, key="card")
exports.remember_table("A table by itself", rows=rows, key="alone")
"""


def test_a_table_of_a_card_is_kept_once_and_one_by_itself_too():
    app = AppTest.from_string(SHOWS_A_CARD_AND_TABLES).run()
    (part,) = app.session_state[exports.CARDS].values()
    assert [card.title for card in part.cards.values()] == ["A card", "A table by itself"]


def page(cards: dict[str, exports.Shown]) -> Paper:
    return exports._build_paper(
        "Markets",
        parts={None: exports.Part(run=None, cards=cards)},
        day=date(2021, 6, 30),
        workspace="demonstration",
        filters={"country": "Germany"},
        address="http://localhost/markets?country=Germany",
        is_synthetic=True,
        source_lines=["D3.1"],
    )


def test_a_page_as_a_paper_has_a_table_for_each_card_and_says_what_it_rests_on():
    rows = pd.DataFrame({"value": [3.4]})
    paper = page({"side": exports.Shown(title="Side by side", rows=rows, source="Source: D3.1 §5.4 · stated.")})
    (grid,) = paper.grids
    assert (grid.title, grid.note) == ("Side by side", "Source: D3.1 §5.4 · stated.")
    assert grid.rows.equals(rows)
    assert paper.sources == ["D3.1", "Source: D3.1 §5.4 · stated."]
    assert (paper.is_demonstration, paper.filtered) == (True, "Filtered by country: Germany.")


def test_what_stands_beside_the_title_of_a_card_follows_it_in_a_file_and_signs_of_markdown_stay_as_they_are():
    rows = pd.DataFrame({"value": [1]})
    shown = exports.Shown(title="12 of 23 *KPIs* [a]", badges=["5 off track", "2 stale"], rows=rows, source="")
    (grid,) = page({"kpis": shown}).grids
    assert grid.title == "12 of 23 *KPIs* [a] (5 off track, 2 stale)"


def test_the_charts_of_a_card_come_before_its_table_with_its_source():
    rows = pd.DataFrame({"country_name": ["Germany"], "period": ["2017"], "value": [2.5]}).assign(
        indicator_id="growth", edition="undated", is_forecast=False
    )
    source = "Source: D3.1 §5.4 · stated."
    paper = page({"growth": exports.Shown(title="Growth", rows=rows, source=source, charts=charts_papers.chart_growth)})
    (chart,) = paper.charts
    assert [type(block) for block in paper.blocks] == [Heading, Chart, Grid]
    assert (chart.title, chart.note) == ("Growth by year: Growth", source)
    assert chart.series[0].values == [2.5]


def test_a_chart_that_no_paper_can_draw_is_named_with_its_address():
    rows = pd.DataFrame({"value": [1]})
    shown = exports.Shown(title="Map", rows=rows, source="Source: ours.", charts=charts_papers.draw_nothing)
    (grid,) = page({"map": shown}).grids
    assert grid.note == "Source: ours. The chart is on the page: http://localhost/markets?country=Germany"


def test_a_page_without_a_card_says_so():
    (said,) = page({}).blocks
    assert said == Text(text="The page shows no table with these choices.")


def test_each_kind_of_file_has_a_writer():
    assert {kind: callable(bundle.load_writer(kind)) for kind in exports.KINDS} == dict.fromkeys(exports.KINDS, True)


def test_the_papers_of_a_meeting_can_be_stopped():
    job = papers.Job()
    job.stop.set()
    job.run({"briefing": page({})})
    assert (job.made, job.is_going_on) == (b"", False)


def test_the_papers_of_a_meeting_say_how_far_they_are():
    job = papers.Job()
    job.run({"briefing": page({})})
    assert (job.done, job.of, job.name, job.made[:2]) == (3, 4, "workbook.xlsx", b"PK")


CONTINENTAL = exports.SEMICOLON


def read_continental(rows: pd.DataFrame) -> list[list[str]]:
    made = exports.write_csv(rows, form=CONTINENTAL).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(made, newline=""), delimiter=";"))


def test_with_semicolons_the_decimals_follow_a_comma_and_days_stay_days():
    rows = pd.DataFrame(
        {"value": [-2.3, None], "count": [1, 2], "mixed": [0.5, "text"], "day": [date(2021, 6, 30), None]}
    )
    assert read_continental(rows)[1:] == [["-2,3", "1", "0,5", "2021-06-30"], ["", "2", "text", ""]]


def test_with_semicolons_text_keeps_its_signs_and_a_text_that_would_run_is_quoted():
    rows = pd.DataFrame({"text": ["1.5; 2,5 “x”", "=1+1", "-2.3"]})
    assert [text for (text,) in read_continental(rows)[1:]] == ["1.5; 2,5 “x”", "'=1+1", "'-2.3"]


@pytest.mark.parametrize("form", [exports.COMMA, CONTINENTAL])
@pytest.mark.parametrize("between", [",", ";", "\t", "\n"])
def test_a_text_that_would_run_where_another_sign_parts_columns_is_quoted_too(form: exports.Form, between: str):
    made = exports.write_csv(pd.DataFrame({"text": [f"harmless{between}=1+1"]}), form=form).decode("utf-8-sig")
    assert f"{between}'=1+1" in made
    assert f"{between}=1+1" not in made


def test_a_form_of_the_demonstration_says_so_in_each_row():
    made = exports.write_csv(pd.DataFrame({"value": [1.5]}), synthetic=True, form=CONTINENTAL).decode("utf-8-sig")
    assert made.splitlines() == ["Workspace;Value", f"{exports.SYNTHETIC};1,5"]


def test_what_is_printed_is_offered_first_and_says_so():
    assert next(iter(exports.KINDS.items()))[1].name == "PDF, for printing"
