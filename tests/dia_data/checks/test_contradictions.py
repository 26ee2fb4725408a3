"""Contradictions and gaps in the sources: each check finds what breaks it and passes over what agrees."""

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dia_data.checks import completeness, contradictions
from dia_data.record import markets
from dia_data.storage.store import Change, Reader, Store
from tests.conftest import Facts, enter
from tests.saved import copy_record

CHECKS = {check.name: check for check in (*contradictions.CHECKS, *completeness.CHECKS)}

INDUSTRY = {
    "trends": [{"trend_id": "big_data", "trend_name": "Big Data"}],
    "sectors": [{"sector_id": "logistics", "sector_name": "Logistics"}],
}
NORTH_SOUTH = [{"region_id": "north", "region_name": "North"}, {"region_id": "south", "region_name": "South"}]
COVERAGE = {
    "partners": [{"partner_id": "scs", "short_name": "SCS"}],
    "sectors": [{"sector_id": "cars", "sector_name": "Automotive"}],
}


def marks(*views: str) -> Facts:
    seen = [{"trend_id": "big_data", "industry_id": "logistics", "view": view} for view in views]
    return INDUSTRY | {"trend_industries": seen}


def subtrend(key: str = "sensors") -> list[dict[str, Any]]:
    return [{"trend_id": "big_data", "industry_id": "logistics", "subtrend_key": key, "subtrend_name": key}]


def shift(key: str) -> list[dict[str, Any]]:
    return [{"industry_id": "logistics", "subtrend_key": key, "subtrend_name": key}]


def link(origin: str, target: str, strength: int) -> dict[str, Any]:
    return {"from_region_id": origin, "to_region_id": target, "strength": strength, "printed": "x" * strength}


def told(strength: int, low: int, high: int) -> Facts:
    """What prose allows of a cooperation, beside its mark."""
    pair = {"purpose": "rd", "from_region_id": "south", "to_region_id": "north"}
    return {
        "regions": NORTH_SOUTH,
        "cooperation": [link("south", "north", strength) | pair],
        "stated_facts": [{"fact_id": "ties", "statement": "Strong ties.", "locator": "§4"}],
        "cooperation_readings": [{"fact_id": "ties", "strength_low": low, "strength_high": high, **pair}],
    }


def grows(*readings: dict[str, Any], quantity: str = "growth") -> Facts:
    """What a document says of one quantity of France, each time as another indicator."""
    names = [f"growth {number}" for number in range(len(readings))]
    return {
        "countries": [{"country_code": "FRA", "country_name": "France"}],
        "indicators": [
            {"indicator_id": name, "indicator_name": name, "unit": "%", "position": place}
            for place, name in enumerate(names)
        ],
        "indicator_quantities": [{"indicator_id": name, "quantity": quantity} for name in names],
        "observations": [
            {
                "indicator_id": name, "country_code": "FRA", "edition": "2018", "period": "2017", "value": None,
                "value_low": None, "value_high": None, "label": None, "unit": None, "printed": "so much",
                "locator": f"§{name[-1]}", **reading,
            }
            for name, reading in zip(names, readings, strict=True)
        ],
    }  # fmt: skip


def survey(*shares: float, kind: str = "shares", found_in: str = "chart", wave: str = "w", **more: Any) -> Facts:
    """One question of one wave, with these shares."""
    options = [f"option {number}" for number in range(len(shares))]
    return {
        "survey_questions": [{"question_id": "q", "wave_id": wave, "kind": kind, "question_text": "Where?"}],
        "survey_options": [{"option_id": option, "question_id": "q", "option_label": option} for option in options],
        "survey_results": [
            {"option_id": option, "wave_id": wave, "share_pct": share, "found_in": found_in, **more}
            for option, share in zip(options, shares, strict=True)
        ],
    }


def stated(value: float | None, partners: int, qualifier: str | None = None) -> Facts:
    """A count of partners in prose, beside as many partners."""
    said = {"statement": "So many clusters.", "counts": "partners", "value": value, "qualifier": qualifier}
    return {
        "stated_facts": [said],
        "partners": [{"partner_id": str(number), "short_name": str(number)} for number in range(partners)],
    }


def mission(target_min: float | None, target_max: float | None) -> Facts:
    return {
        "stated_facts": [{"statement": "Twelve SMEs.", "counts": "smes_per_mission", "value": 12.0}],
        "kpis": [{"kpi_id": "smes", "kpi_name": "SMEs", "counts": "smes_per_mission"}],
        "kpi_targets": [{"kpi_id": "smes", "target_min": target_min, "target_max": target_max}],
    }


def payments(*readings: dict[str, Any]) -> Facts:
    """What several places of a document say about one thing."""
    return {
        "indicators": [{"indicator_id": "terms", "indicator_name": "Payments"}],
        "countries": [{"country_code": "FRA", "country_name": "France"}],
        "observations": [
            {"indicator_id": "terms", "country_code": "FRA", "locator": f"§{number}", **reading}
            for number, reading in enumerate(readings)
        ],
    }


LISTED = {"partner_id": "scs", "sector_id": "cars"}


def described(sector_id: str | None) -> dict[str, Any]:
    return {"partner_id": "scs", "kind": "sector", "sector_id": sector_id, "capability": sector_id or "society"}


PROSE, TABLE = ({"locator": f"§5 {form}", "found_in": form} for form in ("prose", "table"))

BROKEN: dict[str, list[tuple[Facts, dict[str, Any]]]] = {
    "shares_add_up": [
        (survey(60.0, 41.0), {"question": "Where?", "total_pct": 101.0}),
        (survey(33.3, 33.3, 33.3), {"question": "Where?", "total_pct": 99.9}),
    ],
    "figure_5_rests_on_3_and_4": [
        (marks("interdependency"), {"trend_name": "Big Data", "industry": "Logistics"}),
    ],
    "both_ways_is_strong": [
        (marks("downstream", "upstream"), {"trend_name": "Big Data", "industry": "Logistics"}),
    ],
    "subtrends_are_of_figure_5": [
        (marks("upstream") | {"subtrends": subtrend()}, {"finding": "in figure 6, not in figure 5"}),
    ],
    "interdependencies_have_subtrends": [
        (marks("interdependency"), {"industry": "Logistics", "finding": "no sub-trend in figure 6"}),
    ],
    "subtrends_have_shifts": [
        (INDUSTRY | {"subtrends": subtrend()}, {"subtrend": "sensors", "finding": "in figure 6, not in figure 7"}),
        (
            INDUSTRY | {"value_chain_shifts": shift("drones")},
            {"subtrend": "drones", "finding": "in figure 7, not in figure 6"},
        ),
    ],
    "cooperation_is_mutual": [
        (
            {"regions": NORTH_SOUTH, "cooperation": [link("north", "south", 3), link("south", "north", 2)]},
            {"region": "North", "other": "South", "printed": "xxx", "reverse": "xx"},
        ),
        ({"regions": NORTH_SOUTH, "cooperation": [link("north", "south", 3)]}, {"region": "North", "other": "South"}),
        ({"regions": NORTH_SOUTH, "cooperation": [link("south", "north", 3)]}, {}),
    ],
    "cooperation_is_as_told": [
        (told(1, 3, 4), {"statement": "Strong ties.", "locator": "§4", "marked": "South – North: weak (x)"}),
        (told(4, 1, 2), {"statement": "Strong ties.", "marked": "South – North: very strong (xxxx)"}),
    ],
    "industries_match_profiles": [
        (
            COVERAGE | {"partner_industries": [LISTED], "partner_capabilities": [described(None)]},
            {"partner": "SCS", "industry": "Automotive", "finding": "named in §5.2.3, not in §6"},
        ),
        (
            COVERAGE
            | {
                "sectors": [*COVERAGE["sectors"], {"sector_id": "food", "sector_name": "Food"}],
                "partner_industries": [LISTED],
                "partner_capabilities": [described("cars"), described("food")],
            },
            {"partner": "SCS", "industry": "Food", "finding": "named in §6, not in §5.2.3"},
        ),
    ],
    "partners_name_industries": [
        (COVERAGE | {"partner_industries": [LISTED]}, {"partner": "SCS", "finding": "no industry named in §6"}),
    ],
    "partners_state_members": [
        ({"partners": [{"short_name": "MITC", "members_stated": None}]}, {"partner": "MITC"}),
    ],
    "counts_match_rows": [
        (stated(7.0, partners=6), {"stated": 7.0, "in_record": 6.0}),
        (stated(6.0, partners=5, qualifier="more than"), {"stated": 6.0, "in_record": 5.0}),
        (stated(20.0, partners=18, qualifier="nearly"), {"stated": 20.0, "in_record": 18.0}),
        (stated(20.0, partners=21, qualifier="nearly"), {"stated": 20.0, "in_record": 21.0}),
    ],
    "counted_things_are_listed": [
        (
            {"stated_facts": [{"counts": "clusters_in_sample", "value": 154.0}]},
            {"stated": 154.0, "finding": "listed nowhere"},
        ),
        (
            {
                "stated_facts": [
                    {"fact_id": "all", "counts": "companies", "value": 850.0},
                    {"fact_id": "part", "counts": "partner_members", "value": 260.0},
                ],
                "partners": [{"members_stated": None}],
            },
            {"stated": 850.0, "finding": "counted for a part of the partners only"},
        ),
    ],
    "grid_marks_are_known": [
        (
            {
                "countries": [{"country_code": "DEU", "country_name": "Germany"}],
                "credit_risks": [{"country_code": "DEU", "line": "Indebtedness", "mark": None}],
            },
            {"country_name": "Germany", "line": "Indebtedness"},
        ),
    ],
    "activities_are_dated": [({"activities": [{"activity_name": "Meetings"}]}, {"activity_name": "Meetings"})],
    "one_target_per_mission": [
        (mission(8.0, 10.0), {"stated": 12.0, "kpi_name": "SMEs", "target_min": 8.0, "target_max": 10.0}),
        (mission(13.0, None), {"stated": 12.0, "target_min": 13.0}),
    ],
    "prose_agrees_with_table": [
        (
            payments(PROSE | {"value": 60.0, "printed": "60 days"}, TABLE | {"value": 90.0, "printed": "90"}),
            {"indicator_name": "Payments", "country_name": "France", "in_prose": "60 days", "in_table": "90"},
        ),
        (payments(PROSE | {"label": "high"}, TABLE | {"label": "low"}), {"country_name": "France"}),
        (payments(PROSE | {"value_low": 30.0}, TABLE | {"value": 30.0}), {"country_name": "France"}),
    ],
    "one_quantity_one_value": [
        (
            grows({"value": 4.5}, {"value_low": 10.0, "value_high": 11.0, "period": "not stated"}),
            {"quantity": "growth", "country_name": "France"},
        ),
        (grows({"value": 105.0}, {"value": 38.0}), {"reading": "so much (growth 0, 2017, §0)"}),
    ],
    "stated_twice_stated_alike": [
        (
            payments({"value": 60.0, "printed": "60 days"}, {"value": 90.0, "printed": "90 days"}),
            {"thing": "Payments", "about": "France", "readings": "60 days (§0); 90 days (§1)"},
        ),
        (
            survey(13.0) | {"survey_results": [*survey(13.0)["survey_results"], survey(14.0)["survey_results"][0]]},
            {"thing": "option 0", "about": "Where?"},
        ),
    ],
}

HOLDING: dict[str, list[Facts]] = {
    "shares_add_up": [
        survey(60.0, 40.0),
        survey(33.33, 33.33, 33.34),
        survey(60.0, 60.0, kind="multiple"),
        survey(16.0, 13.0, found_in="prose"),
    ],
    "figure_5_rests_on_3_and_4": [
        marks("interdependency", "downstream"),
        marks("interdependency", "upstream"),
        marks("upstream"),
    ],
    "both_ways_is_strong": [marks("downstream", "upstream", "interdependency"), marks("downstream"), marks("upstream")],
    "subtrends_are_of_figure_5": [marks("interdependency") | {"subtrends": subtrend()}, marks("interdependency")],
    "interdependencies_have_subtrends": [marks("interdependency") | {"subtrends": subtrend()}, marks("downstream")],
    "subtrends_have_shifts": [INDUSTRY | {"subtrends": subtrend("sensors"), "value_chain_shifts": shift("sensors")}],
    "cooperation_is_mutual": [
        {"regions": NORTH_SOUTH, "cooperation": [link("north", "south", 3), link("south", "north", 3)]},
    ],
    "cooperation_is_as_told": [told(3, 3, 4), told(4, 3, 4), told(2, 1, 2)],
    "industries_match_profiles": [
        COVERAGE | {"partner_industries": [LISTED], "partner_capabilities": [described("cars")]},
        # A list that does not speak of a partner, and a description that names no industry, contradict nothing.
        COVERAGE | {"partner_capabilities": [described("cars")]},
        COVERAGE | {"partner_industries": [LISTED]},
        COVERAGE
        | {"partner_industries": [LISTED], "partner_capabilities": [described("cars") | {"kind": "technology"}]},
    ],
    "partners_name_industries": [COVERAGE | {"partner_capabilities": [described("cars")]}],
    "partners_state_members": [{"partners": [{"members_stated": "260 companies"}]}],
    "counts_match_rows": [
        stated(6.0, partners=6),
        stated(6.0, partners=7, qualifier="more than"),
        stated(20.0, partners=19, qualifier="nearly"),
        stated(20.0, partners=20, qualifier="nearly"),
        {"stated_facts": [{"statement": "Six of something.", "counts": None, "value": 6.0}]},
        {"stated_facts": [{"counts": "clusters_in_sample", "value": 154.0}]},
        # A part of the clusters says nothing about the whole.
        {
            "stated_facts": [
                {"fact_id": "all", "counts": "companies", "value": 850.0},
                {"fact_id": "part", "counts": "partner_members", "value": 260.0},
            ],
            "partners": [{"partner_id": "a", "members_stated": "260"}, {"partner_id": "b", "members_stated": None}],
        },
    ],
    "counted_things_are_listed": [
        stated(6.0, partners=6),
        {"stated_facts": [{"statement": "Six of something.", "counts": None, "value": 6.0}]},
    ],
    "grid_marks_are_known": [
        {
            "countries": [{"country_code": "DEU"}],
            "credit_risks": [{"country_code": "DEU", "line": "Indebtedness", "mark": "high"}],
        }
    ],
    "activities_are_dated": [
        {"activities": [{"activity_id": "a"}], "activity_dates": [{"activity_id": "a", "starts": date(2020, 1, 1)}]}
    ],
    "one_target_per_mission": [mission(10.0, 12.0), mission(12.0, None)],
    "prose_agrees_with_table": [
        payments(PROSE | {"value": 60.0}, TABLE | {"value": 60.0}),
        payments(PROSE | {"label": "Very high"}, TABLE | {"label": "very high"}),
        payments(PROSE | {"value": 60.0, "period": "2017"}, TABLE | {"value": 90.0, "period": "2018"}),
        payments(PROSE | {"value": 60.0, "edition": "2017"}, TABLE | {"value": 90.0, "edition": "2021"}),
        payments(PROSE | {"value": 2.4, "unit": "EUR trillion"}, TABLE | {"value": 18.0, "unit": "CNY trillion"}),
        payments(PROSE | {"value": 60.0}, PROSE | {"value": 90.0, "locator": "§6 prose"}),
    ],
    "one_quantity_one_value": [
        grows({"value": 10.5}, {"value_low": 10.0, "value_high": 11.0}),
        grows({"value": 4.5}, {"value": 10.0, "period": "2018"}),
        grows({"value": 4.5}, {"value": 10.0, "edition": "2021"}),
        grows({"value": 4.5, "unit": "EUR"}, {"value": 10.0, "unit": "CNY"}),
        grows({"value": 4.5}, {"value_high": 10.0}),
        grows({"value": 4.5}, {"value": 10.0}) | {"indicator_quantities": []},
    ],
    "stated_twice_stated_alike": [
        payments({"value": 60.0}, {"value": 60.0}),
        # The same number with and without “around”.
        payments({"value": 60.0}, {"value": 60.0, "basis": "approximate", "qualifier": "around"}),
        payments({"label": "High"}, {"label": "high"}),
        payments({"value": 60.0, "edition": "2017"}, {"value": 90.0, "edition": "2021"}),
        payments({"value": 2.4, "unit": "EUR trillion"}, {"value": 18.0, "unit": "CNY trillion"}),
        survey(13.0, 13.0),
    ],
}


def found(name: str, reader: Reader) -> list[dict[str, Any]]:
    return CHECKS[name].broken_by(reader).to_dict("records")


def test_each_check_has_a_record_that_breaks_it_and_one_that_does_not() -> None:
    assert set(BROKEN) == set(HOLDING) == set(CHECKS)


@pytest.mark.parametrize(
    ("name", "facts", "expected"), [(name, *case) for name, cases in BROKEN.items() for case in cases]
)
def test_a_check_finds_what_contradicts(draft: Change, name: str, facts: Facts, expected: dict[str, Any]) -> None:
    enter(draft, facts)
    assert [{column: row[column] for column in expected} for row in found(name, draft)] == [expected]


@pytest.mark.parametrize(("name", "facts"), [(name, facts) for name, cases in HOLDING.items() for facts in cases])
def test_a_check_passes_over_what_agrees(draft: Change, name: str, facts: Facts) -> None:
    enter(draft, facts)
    assert found(name, draft) == []


def test_one_cause_is_one_row_with_all_its_places(draft: Change) -> None:
    twice = [
        {"fact_id": place, "statement": place, "counts": "partners", "value": 7.0, "locator": place}
        for place in ("§1", "§4")
    ]
    enter(draft, {"stated_facts": twice, "partners": [{"partner_id": "a"}]})
    (row,) = found("counts_match_rows", draft)
    assert (row["stated"], row["in_record"], row["locator"]) == (7, 1, "§1; §4")


@pytest.mark.parametrize("name", ["shares_add_up", "stated_twice_stated_alike"])
def test_two_waves_of_a_survey_are_two_wholes(draft: Change, name: str) -> None:
    enter(draft, survey(60.0, 40.0, wave="first"))
    enter(draft, survey(50.0, 50.0, wave="second"))
    assert found(name, draft) == []


@pytest.mark.parametrize("name", CHECKS)
def test_an_empty_record_contradicts_nothing_and_keeps_the_columns(blank: Store, name: str) -> None:
    rows = CHECKS[name].broken_by(blank)
    assert rows.empty
    assert len(rows.columns) >= 3


# The real documents


def real(name: str, loaded: Store) -> pd.DataFrame:
    return CHECKS[name].broken_by(loaded)


def test_the_sources_hold_the_contradictions_that_a_reader_would_call_so(loaded: Store) -> None:
    counted = {check.name: len(check.broken_by(loaded)) for check in contradictions.CHECKS}
    assert {name: rows for name, rows in counted.items() if rows} == {
        "figure_5_rests_on_3_and_4": 1,
        "cooperation_is_as_told": 2,
        "industries_match_profiles": 5,
        "counts_match_rows": 2,
        "one_quantity_one_value": 2,
    }


def test_figure_5_has_13_marks_where_the_text_states_12_in_five_places(loaded: Store) -> None:
    rows = real("counts_match_rows", loaded)
    (areas,) = rows[rows["stated"] == 12].to_dict("records")
    assert areas["in_record"] == 13
    assert areas["locator"].count("§") == 5


def test_the_programme_of_24_months_has_21_in_its_table(loaded: Store) -> None:
    rows = real("counts_match_rows", loaded)
    (months,) = rows[rows["stated"] == 24].to_dict("records")
    assert (months["in_record"], months["locator"]) == (21, "§10 activities table; §10 prose")


def test_brazil_grows_and_invests_at_two_values(loaded: Store) -> None:
    growth, investment = real("one_quantity_one_value", loaded).to_dict("records")
    assert growth["country_name"] == investment["country_name"] == "Brazil"
    assert ("4.5%" in growth["reading"], "10% or 11%" in growth["other_reading"]) == (True, True)
    assert ("105b" in investment["reading"], "38b" in investment["other_reading"]) == (True, True)


def test_prose_calls_two_cooperations_of_southwest_europe_otherwise_than_the_figures_mark_them(loaded: Store) -> None:
    rows = real("cooperation_is_as_told", loaded).to_dict("records")
    assert [(row["figure"], row["marked"]) for row in rows] == [
        ("Figure 13", "Southwest Europe – Northern Europe: weak (-)"),
        (
            "Figure 16",
            (
                "Southwest Europe – Northern Europe: strong (+); "
                "Southwest Europe – Central Western Europe: very strong (++)"
            ),
        ),
    ]


def test_what_the_sources_leave_out_is_noted_and_contradicts_nothing(loaded: Store) -> None:
    noted = {check.name: len(check.broken_by(loaded)) for check in completeness.CHECKS}
    assert noted == {
        "interdependencies_have_subtrends": 1,
        "subtrends_have_shifts": 12,
        "counted_things_are_listed": 2,
        "partners_state_members": 4,
        "partners_name_industries": 1,
        "grid_marks_are_known": 27,
        "activities_are_dated": 21,
    }


def test_850_companies_are_those_of_all_clusters_and_154_organisations_are_listed_nowhere(loaded: Store) -> None:
    rows = real("counted_things_are_listed", loaded).to_dict("records")
    assert {row["stated"]: row["finding"] for row in rows} == {
        850: "counted for a part of the partners only",
        154: "listed nowhere",
    }


def test_counts_that_the_sources_get_right_are_not_listed(loaded: Store) -> None:
    right = ["Three fact-finding missions", "The DIA partnership is promoted by 6", "First three target markets"]
    statements = " ".join(real("counts_match_rows", loaded)["statement"])
    assert [words for words in right if words in statements] == []


def test_what_members_make_of_a_market_contradicts_no_source(tmp_path: Path) -> None:
    store = Store(copy_record(tmp_path))
    before = real("counts_match_rows", store)
    seen = markets.find_current(store)["MEX"].batch_id
    markets.assign(
        store, country_code="MEX", role="target_world", reason="Brazil falls away", author="Ana", seen=seen
    )  # fmt: skip
    assert real("counts_match_rows", store).equals(before)
    store.close()


def test_big_data_and_digital_industries_are_in_figure_5_and_not_in_figure_6(loaded: Store) -> None:
    (row,) = real("interdependencies_have_subtrends", loaded).to_dict("records")
    assert (row["trend_name"], row["industry"]) == ("Big Data", "Digital Industries")


def test_social_media_and_logistical_services_rest_on_neither_figure_3_nor_4(loaded: Store) -> None:
    rows = real("figure_5_rests_on_3_and_4", loaded).to_dict("records")
    assert [(row["trend_name"], row["industry"]) for row in rows] == [("Impact of social media", "Logistical Services")]


def test_whatever_figures_3_and_4_share_is_in_figure_5(loaded: Store) -> None:
    assert real("both_ways_is_strong", loaded).empty


def test_cooperation_is_mutual_in_both_matrices(loaded: Store) -> None:
    assert real("cooperation_is_mutual", loaded).empty
    purposes = loaded.rows("select purpose, count(*) as links from cooperation_as_of(null) group by all order by all")
    assert purposes == [{"purpose": "business", "links": 30}, {"purpose": "rd", "links": 30}]


def test_the_four_pies_add_up(loaded: Store) -> None:
    assert real("shares_add_up", loaded).empty
    pies = loaded.rows(
        """
        select question_id, sum(share_pct) as total
        from survey_results_as_of(null) as results inner join survey_options_as_of(null) using (option_id)
        where found_in = 'chart' group by all order by all
        """
    )
    assert {pie["question_id"]: pie["total"] for pie in pies} == {
        "business_europe": 100,
        "business_world": 100,
        "develop_europe": 100,
        "develop_world": 100,
    }


def test_only_partners_whose_industries_both_sections_name_can_contradict(loaded: Store) -> None:
    rows = real("industries_match_profiles", loaded)
    assert rows["partner"].value_counts().to_dict() == {"MITC": 3, "MESAP": 2}


@pytest.mark.parametrize(
    "name",
    ["one_target_per_mission", "prose_agrees_with_table", "stated_twice_stated_alike", "subtrends_are_of_figure_5"],
)
def test_what_does_not_contradict_itself_in_the_real_documents(loaded: Store, name: str) -> None:
    assert real(name, loaded).empty
