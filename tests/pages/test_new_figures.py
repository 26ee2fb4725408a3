"""What comes next is shown without a change of the program: a figure of a further year, a second wave of the survey."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dia_data.papers.paper import Block, Chart, Grid
from dia_data.record import choices
from dia_data.storage.store import Store
from pages.ui import exports
from tests.conftest import enter
from tests.pages.conftest import Opened
from tests.pages.test_app import PAGES

BRAZIL_2020 = {
    "indicator_id": "gdp_growth",
    "country_code": "BRA",
    "period": "2020",
    "edition": "World Economic Outlook 2021-04",
    "value": -4.1,
    "printed": "-4.1",
    "locator": "Table A4",
}

SHARES = {"DEU": (8.0, 33.5), "POL": (2.0, 17.5)}
"""Of the second wave: what SMEs have and want in a country of Europe."""


def second_wave() -> dict[str, list[dict[str, Any]]]:
    """A survey of its own making: other ids, no chart, its places named as in an import."""
    questions = [
        {
            "question_id": f"2021_{number}", "wave_id": "2021", "kind": "shares", "theme": "countries",
            "question_text": f"Question {number} of 2021", "position": number, "asks": asks, "world": "europe",
        }
        for number, asks in enumerate(("have", "want"))
    ]  # fmt: skip
    options = [
        {"option_id": f"2021_{number}_{code}", "question_id": f"2021_{number}", "country_code": code}
        for code in SHARES
        for number in range(2)
    ]
    results = [
        {"option_id": f"2021_{number}_{code}", "wave_id": "2021", "share_pct": share, "locator": "row 1"}
        for code, shares in SHARES.items()
        for number, share in enumerate(shares)
    ]
    return {
        "survey_waves": [{"wave_id": "2021", "wave_name": "Survey 2021", "fielded": "2021"}],
        "survey_questions": questions,
        "survey_options": [{"option_label": option["country_code"]} | option for option in options],
        "survey_results": results,
    }


@pytest.fixture
def grown(own: Store) -> Store:
    """The record of the documents, a figure of 2020 and a second survey."""
    with own.change() as change:
        enter(change, {"observations": [BRAZIL_2020]}, kind="import", source_id="weo")
        enter(change, second_wave(), kind="import", source_id="survey_2021")
    return own


def traces(app: AppTest, key: str) -> dict[str, list[Any]]:
    """The figures of a chart by the name in its legend, of several of a name the first."""
    (spec,) = (chart.proto.spec for chart in app.get("plotly_chart") if chart.proto.id.endswith(f"-{key}"))
    found: dict[str, list[Any]] = {}
    for trace in json.loads(spec)["data"]:
        found.setdefault(trace.get("name", ""), trace["x"])
    return found


def told_of_card(app: AppTest, market: str) -> str:
    """The chart on the card of a market, in words."""
    (told,) = (one.proto.alt for one in app.get("echarts_chart") if one.proto.alt.startswith(f"{market}:"))
    return told


def blocks(app: AppTest, kind: type[Block]) -> Iterator[Any]:
    """What the papers of a page hold, of one kind."""
    for part in app.session_state[exports.CARDS].values():
        for card in part.cards.values():
            yield from (
                block for block in exports._list_blocks(card, "http://localhost/page") if isinstance(block, kind)
            )


def in_papers(app: AppTest, title: str) -> dict[str, Mapping[str, float | None]]:
    """The figures of a chart in a paper: by series and category."""
    (chart,) = (chart for chart in blocks(app, Chart) if chart.title == title)
    return {one.name: dict(zip(chart.categories, one.values, strict=True)) for one in chart.series}


def column(app: AppTest, title: str, name: str, **where: str) -> Sequence[Any]:
    """A column of the table that a paper has of a card, in the rows that are asked for."""
    (grid,) = (grid for grid in blocks(app, Grid) if grid.title == title)
    rows = grid.rows
    for other, value in where.items():
        rows = rows[rows[other] == value]
    return rows[name].tolist()


def test_a_figure_of_a_further_year_is_in_the_table_in_the_chart_and_in_papers(grown: Store, opened: Opened):
    app = opened("markets")
    line = next(name for name in app.table[0].value.index if name.startswith("GDP growth"))
    assert line == "GDP growth 2017 → 2018 → 2019 → 2020, %"
    assert app.table[0].value.loc[line, "Brazil"].endswith("→\u00a0−4.1")
    assert app.table[0].value.loc[line, "Germany"].endswith("→\u00a0–")
    assert any("· – not in the source ·" in caption.value for caption in app.caption)
    assert in_papers(app, "Growth by year: How fast does the economy grow?")["2020"]["Brazil"] == -4.1
    assert column(app, "Side by side", "locator", country_name="Brazil", period="2020") == ["Table A4"]
    (source,) = (text.value for text in app.caption if "World Economic Outlook" in text.value and "IDI" in text.value)
    assert "weo Table A4" in source
    assert "Table A4" not in source.partition(" · ")[0]


def test_the_years_before_stay_and_markets_are_compared_in_the_last_one_known_of_most(grown: Store, opened: Opened):
    app = opened("markets")
    years = ["2017", "2018 estimate", "2019 forecast"]
    assert list(in_papers(app, "Growth by year: How fast does the ICT sector grow?")) == years
    assert list(in_papers(app, "Growth by year: How fast does the economy grow?")) == [*years, "2020"]
    assert "forecast to grow fastest in 2019: 6.1 % (5 of 6 markets known)" in app.header[0].value.replace("\\", "")


def test_a_further_year_of_growth_is_drawn_on_the_card_of_its_market(own: Store, opened: Opened):
    with own.change() as change:
        further = BRAZIL_2020 | {"indicator_id": "sector_value_added_growth", "value": -1.5, "printed": "-1.5"}
        enter(change, {"observations": [further]}, kind="import", source_id="weo")
    app = opened("markets")
    assert "2020 −1.5 %" in told_of_card(app, "Brazil")
    assert "2019 6.1 % forecast" in told_of_card(app, "China")


def test_a_second_survey_is_shown_where_the_first_was_and_in_papers(grown: Store, opened: Opened):
    app = opened("survey", theme="Countries")
    drawn = traces(app, "part_Europe")
    assert (drawn["business"], drawn["interest"]) == ([8.0, 2.0], [33.5, 17.5])
    assert len(drawn["partner there"]) == 1
    assert in_papers(app, "Countries named: Europe: business and interest, % of the countries named") == {
        "business": {"Germany": 8.0, "Poland": 2.0},
        "interest": {"Germany": 33.5, "Poland": 17.5},
    }
    assert set(column(app, "Europe: business and interest, % of the countries named", "question_text")) == {
        "Question 0 of 2021", "Question 1 of 2021",
    }  # fmt: skip


def test_a_second_survey_is_what_markets_and_cooperation_tell_of_wishes(grown: Store, opened: Opened):
    app = opened("markets")
    assert "Interest 33.5 %; Existing business 8 %" in told_of_card(app, "Germany")
    assert not any("Most wanted" in text.value for text in app.markdown)  # of one market it says nothing
    cooperation = opened("cooperation")
    finding = cooperation.header[0].value.replace("\\", "")
    expected = (
        "No partner in Central Eastern Europe, where 17.5\u00a0% of the interest in Europe lies (Poland); in ECO’s"
    )
    assert finding.startswith(expected)
    title = "Poland is the only country without a partner whose share of interest is stated: 17.5\u00a0%"
    assert column(cooperation, title, "want_pct", country_name="Poland") == [17.5]


MEXICO = {"country_code": "MEX", "role": "target_world", "position": 7}
NEWCOMER = {
    "partner_id": "newcomer",
    "partner_name": "Newcomer Cluster",
    "short_name": "NEWCOMER",
    "country_code": "POL",
    "sector_id": "ict",
    "position": 7,
}
SITE = {
    "partner_id": "newcomer", "site_name": "Kraków", "longitude": 19.9, "latitude": 50.1, "precision": "town",
}  # fmt: skip


@pytest.fixture
def enlarged(own: Store) -> Store:
    """The record of the documents with a seventh target market and a seventh partner."""
    with own.change() as change:
        facts = {"markets": [MEXICO], "partners": [NEWCOMER], "partner_sites": [SITE]}
        enter(change, facts, kind="import", source_id="next_strategy")
    return own


def every_word(app: AppTest) -> str:
    """What stands on a page: its text, and the tables of its cards."""
    kinds = ("header", "subheader", "markdown", "caption", "info")
    told = [element.value for kind in kinds for element in app.get(kind)]
    tables = [table.value.to_csv() for kind in ("table", "dataframe") for table in app.get(kind)]
    return " ".join([*told, *tables, *(grid.rows.to_csv() for grid in blocks(app, Grid))]).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_a_seventh_market_and_a_seventh_partner(enlarged: Store, opened: Opened, page: str):
    assert opened(page).title


def test_a_seventh_market_is_shown_where_the_others_are(enlarged: Store, opened: Opened):
    assert list(opened("markets").table[0].value.columns) == [
        "Germany", "France", "Italy", "Brazil", "China", "USA", "Mexico",
    ]  # fmt: skip
    for page, address in (
        ("briefing", {}),
        ("kpis", {"kpis_view": "By market"}),
        ("swot", {"country": "Mexico"}),
        ("partners", {}),
    ):
        assert "Mexico" in every_word(opened(page, **address)), page
    assert "MEX" in choices.list_markets(enlarged)


def test_a_seventh_partner_is_shown_where_the_others_are(enlarged: Store, opened: Opened):
    for page, address in (
        ("partners", {}),
        ("partners", {"partner": "NEWCOMER"}),
        ("kpis", {"kpis_view": "By partner"}),
        ("survey", {}),
        ("cooperation", {}),
        ("trends", {"partner": "NEWCOMER"}),
    ):
        assert "NEWCOMER" in every_word(opened(page, **address)), page
