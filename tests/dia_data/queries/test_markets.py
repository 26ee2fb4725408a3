"""How the target markets compare: figures as printed in D3.1, and what is missing shown as missing."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from dia_data.queries import markets
from dia_data.storage.store import Change, Store
from tests.conftest import Record, enter

ALL = ["DEU", "FRA", "ITA", "BRA", "CHN", "USA", "MEX", "MAR"]
GERMANY = {"country_code": "DEU", "country_name": "Germany"}

QUESTIONS: list[tuple[Callable[..., pd.DataFrame], dict[str, Any]]] = [
    (markets.targets, {}),
    (markets.side_by_side, {"countries": ["DEU"]}),
    (markets.interest, {"countries": ["DEU"]}),
    (markets.sizes, {"countries": ["DEU"]}),
    (markets.figures, {"country": "DEU"}),
    (markets.notes, {"countries": ["DEU"]}),
    (markets.credit_grid, {"country": "DEU"}),
    (markets.coverage, {"country": "DEU"}),
]
EACH = pytest.mark.parametrize(("query", "arguments"), QUESTIONS, ids=[query.__name__ for query, _ in QUESTIONS])


COMPARED = [
    ("sector_value_added_growth", "2017"),
    ("sector_value_added_growth", "2018"),
    ("sector_value_added_growth", "2019"),
    ("sector_growth_3y", "past 3 years"),
    ("sector_growth_5y", "past 5 years"),
    ("gdp_growth", "2017"),
    ("gdp_growth", "2018"),
    ("gdp_growth", "2019"),
    ("idi_rank", "2017"),
    ("export_orientation", "not stated"),
    ("competition", "not stated"),
    ("payment_terms", "not stated"),
]
"""What D3.1 prints of most markets, in the order of the comparison."""


def compared(store: Store, country: str, indicator: str, period: str = "not stated") -> list[dict[str, Any]]:
    rows = markets.side_by_side(store, countries=[country])
    return rows[(rows["indicator_id"] == indicator) & (rows["period"] == period)].to_dict("records")


# As printed


@pytest.mark.parametrize(
    ("country", "indicator", "period", "figure"),
    [
        ("DEU", "sector_value_added_growth", "2017", (4.2, "4,2", "§5.4.1 table")),
        ("DEU", "gdp_growth", "2019", (1.8, "1,8", "§5.4.1 table")),
        ("ITA", "sector_value_added_growth", "2017", (-2.3, "-2,3", "§5.4.3 table")),
        ("ITA", "sector_growth_5y", "past 5 years", (-0.4, "-0,4", "§5.4.3 table")),
        ("USA", "sector_value_added_growth", "2019", (3.0, "3", "§5.5.3 table")),
        ("USA", "sector_growth_3y", "past 3 years", (6.7, "6,7", "§5.5.3 table")),
        ("CHN", "sector_value_added_growth", "2017", (15.1, "15,1", "§5.5.2 table")),
        ("CHN", "idi_rank", "2017", (80.0, "80", "§5.3 table")),
        ("BRA", "idi_rank", "2017", (66.0, "66", "§5.3 table")),
        ("FRA", "idi_rank", "2017", (15.0, "15", "§5.3 table")),
    ],
)
def test_a_figure_is_the_one_that_is_printed(
    loaded: Store, country: str, indicator: str, period: str, figure: tuple[float, str, str]
) -> None:
    (row,) = compared(loaded, country, indicator, period)
    assert (row["value"], row["printed"], row["locator"]) == figure
    assert row["basis"] == "stated"


def test_forecasts_are_marked_as_the_table_marks_them(loaded: Store) -> None:
    growth = [compared(loaded, "DEU", "gdp_growth", year)[0]["is_forecast"] for year in ("2017", "2018", "2019")]
    assert growth == [False, False, True]


def test_a_corrected_word_is_read_on_its_scale_and_keeps_what_is_printed(loaded: Store) -> None:
    (row,) = compared(loaded, "USA", "export_orientation")
    assert (row["label"], row["printed"]) == ("average", "avarage")
    assert "Printed as 'avarage'. Typing slip" in row["note"]


def test_a_range_stays_a_range(loaded: Store) -> None:
    (row,) = compared(loaded, "USA", "payment_terms")
    assert (row["value_low"], row["value_high"], row["printed"]) == (30, 90, "between 30 and 90 days")
    assert pd.isna(row["value"])


def test_both_readings_of_a_figure_are_kept_with_their_basis(loaded: Store) -> None:
    rows = compared(loaded, "ITA", "payment_terms")
    assert [(row["printed"], row["basis"]) for row in rows] == [
        ("120 days", "stated"),
        ("around 120 days", "approximate"),
    ]


def test_a_rank_is_better_when_lower_and_growth_when_higher(loaded: Store) -> None:
    assert compared(loaded, "DEU", "idi_rank", "2017")[0]["higher_is"] == "worse"
    assert compared(loaded, "DEU", "gdp_growth", "2017")[0]["higher_is"] == "better"


def test_brazil_has_a_row_for_each_indicator_and_most_say_not_in_the_source(loaded: Store) -> None:
    brazil = markets.side_by_side(loaded, countries=["BRA"])
    assert len(brazil) == len(COMPARED)
    missing = brazil[brazil["printed"].isna()]
    assert len(missing) == len(COMPARED) - 1
    assert set(missing["note"]) == {"Not in the source."}
    assert missing[["value", "value_low", "value_high", "label", "basis", "locator"]].isna().all(axis=None)
    assert set(brazil[brazil["printed"].notna()]["indicator_id"]) == {"idi_rank"}


def test_every_chosen_market_stands_in_every_line_of_the_comparison(loaded: Store) -> None:
    rows = markets.side_by_side(loaded, countries=["USA", "DEU", "MAR"])
    lines = rows.groupby(["indicator_id", "period"], sort=False)["country_code"].unique()
    assert [tuple(codes) for codes in lines] == [("DEU", "USA", "MAR")] * len(COMPARED)
    assert list(lines.index) == COMPARED


def test_targets_come_in_the_order_of_the_strategy_and_reserves_last(loaded: Store) -> None:
    rows = markets.targets(loaded)
    assert rows["country_code"].to_list() == ALL
    assert rows["role"].to_list() == ["target_europe"] * 3 + ["target_world"] * 3 + ["reserve"] * 2


@pytest.mark.parametrize(
    ("country", "have", "want"),
    [
        ("DEU", 9, 21),
        ("FRA", 16, 13),
        ("ITA", 10, 13),
        ("BRA", 10, 7),
        ("CHN", 13, 12),
        ("USA", 22, 30),
        ("MEX", 19, 6),
        ("MAR", 3, 6),
    ],
)
def test_what_smes_have_and_want_in_a_market_is_the_share_of_the_pie(
    loaded: Store, country: str, have: float, want: float
) -> None:
    rows = markets.interest(loaded, countries=[country]).to_dict("records")
    assert [(row["wish"], row["share_pct"]) for row in rows] == [("have", have), ("want", want)]
    assert all(row["locator"].endswith("pie") for row in rows)


def test_europe_and_the_world_were_asked_separately(loaded: Store) -> None:
    rows = markets.interest(loaded, countries=["DEU", "USA"])
    assert rows["question_id"].to_list() == ["business_europe", "develop_europe", "business_world", "develop_world"]


def test_a_market_that_the_pie_does_not_name_is_not_named_and_not_zero(draft: Change) -> None:
    enter(
        draft,
        {
            "countries": [GERMANY],
            "markets": [{"country_code": "DEU", "role": "target_europe"}],
            "survey_questions": [{"question_id": "q", "asks": "have", "world": "europe"}],
        },
    )
    (row,) = markets.interest(draft, countries=["DEU"]).to_dict("records")
    assert pd.isna(row["share_pct"])
    assert row["note"] == "Not named in the source."


def test_market_sizes_keep_the_currency_and_measure_that_are_printed(loaded: Store) -> None:
    rows = markets.sizes(loaded, countries=["ITA", "BRA", "MEX"]).to_dict("records")
    stated = {
        (row["country_name"], row["indicator_name"], row["period"]): (row["printed"], row["unit"]) for row in rows
    }
    assert stated["Italy", "ICT market", "2017"] == ("EUR 66.1 billion", "EUR billion")
    assert stated["Brazil", "Telecommunications equipment market", "2018"] == ("US$ 10.3m", "USD million")
    assert stated["Mexico", "ICT market (Latin America)", "not stated"] == ("US$ 20.6b", "USD billion")
    assert "%" not in {row["unit"] for row in rows}


def test_all_figures_of_a_market_are_there_each_with_a_place_and_a_basis(loaded: Store) -> None:
    rows = markets.figures(loaded, country="USA")
    in_record = loaded.value("select count(*) from observations_as_of(null) where country_code = 'USA'")
    assert len(rows) == in_record
    assert rows[["printed", "locator", "basis", "topic", "definition"]].notna().all(axis=None)
    assert "USD 351 billion" in set(rows["printed"])


def test_figures_have_the_columns_of_the_comparison_and_two_more(loaded: Store) -> None:
    figures = markets.figures(loaded, country="USA")
    compared_columns = markets.side_by_side(loaded, countries=["USA"]).columns
    assert set(figures.columns) == {*compared_columns, "topic", "definition"}


def test_strengths_and_weaknesses_are_those_of_the_market(loaded: Store) -> None:
    notes = markets.notes(loaded, countries=["ITA"])
    assert "Degree of export orientation is low" in set(notes[notes["kind"] == "weakness"]["text"])
    assert set(notes["country_name"]) == {"Italy"}
    assert notes["locator"].str.startswith("§5.4.3").all()


def test_of_the_reserves_there_are_mentions_alone(loaded: Store) -> None:
    assert set(markets.notes(loaded, countries=["MEX", "MAR"])["kind"]) == {"mention"}


def test_a_lost_mark_of_a_credit_risk_grid_stays_unknown(loaded: Store) -> None:
    grid = markets.credit_grid(loaded, country="DEU")
    assert len(grid) == 9
    assert grid["mark"].isna().all()
    assert grid["note"].notna().all()
    scales = dict(zip(grid["line"], grid["words"], strict=True))
    assert scales["Dependence on bank finance"] == "very high · high · average · low · very low"


def test_a_market_without_a_grid_has_none(loaded: Store) -> None:
    assert markets.credit_grid(loaded, country="BRA").empty


def test_a_partner_covers_the_market_where_it_is_at_home(loaded: Store) -> None:
    rows = markets.coverage(loaded, country="FRA").to_dict("records")
    assert ("SCS", "at home there") in [(row["partner"], row["how"]) for row in rows]
    assert markets.covered_by(loaded, partners=["scs", "mesap"]) in (["FRA", "ITA"], ["ITA", "FRA"])


def test_a_partner_covers_the_market_where_it_states_contacts(draft: Change) -> None:
    contact = {"partner_id": "bnpt", "kind": "market_contact", "country_code": "USA", "capability": "A fair"}
    enter(
        draft,
        {
            "countries": [GERMANY, {"country_code": "USA", "country_name": "USA"}],
            "markets": [{"country_code": "USA"}, {"country_code": "DEU"}],
            "partners": [{"partner_id": "bnpt", "short_name": "BNPT", "country_code": "DEU"}],
            "partner_capabilities": [contact, contact | {"kind": "partnership", "country_code": "DEU"}],
        },
    )
    assert sorted(markets.covered_by(draft, partners=["bnpt"])) == ["DEU", "USA"]
    (row,) = markets.coverage(draft, country="USA").to_dict("records")
    assert (row["partner"], row["how"], row["covers"]) == ("BNPT", "has contacts there", "A fair")
    assert [row["how"] for row in markets.coverage(draft, country="DEU").to_dict("records")] == ["at home there"]


# Nothing to show, and the past


@EACH
def test_an_answer_without_rows_keeps_its_columns(
    blank: Store, loaded: Store, query: Callable[..., pd.DataFrame], arguments: dict[str, Any]
) -> None:
    nothing = query(blank, **arguments)
    assert nothing.empty
    assert list(nothing.columns) == list(query(loaded, **arguments).columns)


@pytest.mark.parametrize("query", [markets.side_by_side, markets.interest, markets.sizes, markets.notes])
@pytest.mark.parametrize("countries", [[], ["ATL"], ["DEU'; drop table batches; --"]])
def test_no_market_or_an_unknown_one_gives_no_row(
    loaded: Store, query: Callable[..., pd.DataFrame], countries: list[str]
) -> None:
    nothing = query(loaded, countries=countries)
    assert nothing.empty
    assert "country_name" in nothing.columns


def test_no_partner_covers_no_market(loaded: Store) -> None:
    assert markets.covered_by(loaded, partners=[]) == []


@EACH
def test_documents_without_a_date_answer_at_any_date(
    loaded: Store, query: Callable[..., pd.DataFrame], arguments: dict[str, Any]
) -> None:
    long_ago = query(loaded, **arguments, as_of=datetime(1900, 1, 1))  # noqa: DTZ001  the record writes UTC
    pd.testing.assert_frame_equal(long_ago, query(loaded, **arguments))


@EACH
def test_what_was_entered_later_is_not_in_the_answer_for_an_earlier_date(
    draft: Change, query: Callable[..., pd.DataFrame], arguments: dict[str, Any]
) -> None:
    enter(draft, AN_ENTRY)
    long_ago = datetime(1900, 1, 1)  # noqa: DTZ001  the record writes UTC without offset
    assert not query(draft, **arguments).empty
    assert query(draft, **arguments, as_of=long_ago).empty


AN_ENTRY: dict[str, list[dict[str, Any]]] = {
    "countries": [GERMANY],
    "markets": [{"country_code": "DEU", "role": "target_europe"}],
    "indicators": [{"indicator_id": "sales", "topic": "market_size", "is_money": True, "compared_at": 1}],
    "observations": [{"indicator_id": "sales", "country_code": "DEU", "period": "2017", "value": 2.5}],
    "market_notes": [{"country_code": "DEU"}],
    "credit_risks": [{"country_code": "DEU", "scale_id": "degree"}],
    "ordinal_words": [{"scale_id": "degree", "word": "high"}],
    "partners": [{"country_code": "DEU"}],
    "survey_questions": [{"question_id": "q", "asks": "have", "world": "europe"}],
}


def observed(indicator_id: str, country: str, edition: str, value: float) -> dict[str, Any]:
    return {
        "indicator_id": indicator_id, "country_code": country, "period": "2017", "edition": edition, "value": value
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "shown"), [("latest", [("DEU", 2.0), ("FRA", 1.0)]), ("never_mix", [("DEU", 2.0), ("FRA", None)])]
)
def test_of_two_editions_the_newest_counts_and_what_must_not_be_mixed_is_of_one(
    store: Store, record: Record, rule: str, shown: list[tuple[str, float | None]]
):
    codes = ("DEU", "FRA")
    record(
        {
            "countries": [{"country_code": code, "country_name": code} for code in codes],
            "markets": [{"country_code": code, "position": place} for place, code in enumerate(codes)],
            "indicators": [
                {"indicator_id": "idi_rank", "indicator_name": "Rank", "edition_rule": rule, "compared_at": 1}
            ],
            "observations": [observed("idi_rank", "DEU", "IDI 2018-06", 2.0)],
        }
    )
    record({"observations": [observed("idi_rank", code, "IDI 2017", 1.0) for code in codes]})
    found = markets.side_by_side(store, countries=codes)
    found["value"] = found["value"].astype(object).where(found["printed"].notna(), None)
    assert list(zip(found["country_code"], found["value"], strict=True)) == shown
    assert [row.figure for row in markets.not_compared(store)] == ["earlier edition IDI 2017"]


def test_a_figure_of_another_year_is_compared_beside_those_of_the_years_before(store: Store, record: Record) -> None:
    growth = {"indicator_id": "growth", "indicator_name": "Growth", "edition_rule": "latest", "compared_at": 1}
    record(
        {
            "countries": [{"country_code": code, "country_name": code} for code in ("DEU", "BRA", "SWE")],
            "markets": [{"country_code": code, "position": place} for place, code in enumerate(("DEU", "BRA"))],
            "indicators": [growth],
            "observations": [
                {"indicator_id": "growth", "country_code": code, "period": period, "edition": "e", "value": value}
                for code, period, value in (
                    ("DEU", "2019", 1.8), ("BRA", "2020", 2.9), ("DEU", "past 3 years", 2.0), ("SWE", "2021", 5.0),
                )
            ],
        }
    )  # fmt: skip
    found = markets.side_by_side(store, countries=["DEU", "BRA"])
    assert list(dict.fromkeys(found["period"])) == ["past 3 years", "2019", "2020"]
    (brazil,) = found[(found["country_code"] == "BRA") & (found["period"] == "2020")].to_dict("records")
    assert brazil["value"] == 2.9
    assert markets.not_compared(store) == []


def test_of_what_must_never_be_mixed_the_newest_period_is_compared_and_the_others_are_named(
    store: Store, record: Record
) -> None:
    record(
        {
            "countries": [GERMANY],
            "markets": [{"country_code": "DEU"}],
            "indicators": [
                {"indicator_id": "rank", "indicator_name": "Rank", "edition_rule": "never_mix", "compared_at": 1}
            ],
            "observations": [
                observed("rank", "DEU", "IDI", 12.0),
                observed("rank", "DEU", "IDI", 9.0) | {"period": "2021"},
            ],
        }
    )
    assert markets.side_by_side(store, countries=["DEU"])[["period", "value"]].values.tolist() == [["2021", 9.0]]
    assert [row.figure for row in markets.not_compared(store)] == ["2017"]


def test_an_indicator_that_was_observed_of_no_market_keeps_its_line(store: Store, record: Record) -> None:
    record(
        {
            "countries": [GERMANY],
            "markets": [{"country_code": "DEU"}],
            "indicators": [{"indicator_id": "growth", "edition_rule": "latest", "compared_at": 1}],
        }
    )
    (row,) = markets.side_by_side(store, countries=["DEU"]).to_dict("records")
    assert (row["period"], row["note"]) == (None, "Not in the source.")


def test_what_is_no_year_has_none(blank: Store) -> None:
    found = blank.rows("select year_of(p) as y from (values ('2020'), ('2016-2022'), ('not stated')) as periods (p)")
    assert [row["y"] for row in found] == [2020, None, None]


def test_the_words_of_a_compared_indicator_stand_on_their_scale(loaded: Store):
    of_competition = [step for step in markets.steps(loaded) if step.indicator_id == "competition"]
    assert [step.word for step in of_competition] == ["very low", "low", "average", "medium", "high", "very high"]
    assert [step.place for step in of_competition] == [1, 2, 3, 3, 4, 5]
