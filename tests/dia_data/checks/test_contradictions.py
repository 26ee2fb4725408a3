"""Contradictions in the sources: each check finds a made-up one, passes over what agrees, and finds the real ones."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dia_data.checks import contradictions
from dia_data.record import markets
from dia_data.storage.store import Change, Reader, Store
from tests.conftest import Facts, enter
from tests.saved import copy_record

CHECKS = {check.name: check for check in contradictions.CHECKS}

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


def asked(**bases: int) -> Facts:
    """A question to all for each base that its shares have."""
    return {
        "survey_questions": [{"question_id": name, "question_text": name, "audience": "all"} for name in bases],
        "survey_options": [{"option_id": name, "question_id": name} for name in bases],
        "survey_results": [{"option_id": name, "base": base} for name, base in bases.items()],
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
    "figure_5_has_subtrends": [
        (marks("interdependency"), {"industry": "Logistics", "finding": "in figure 5, not in figure 6"}),
        (marks("upstream") | {"subtrends": subtrend()}, {"finding": "in figure 6, not in figure 5"}),
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
    "industries_match_profiles": [
        (
            COVERAGE | {"partner_industries": [{"partner_id": "scs", "sector_id": "cars"}]},
            {"partner": "SCS", "industry": "Automotive", "finding": "named in §5.2.3, not in §6"},
        ),
        (
            COVERAGE | {"partner_capabilities": [{"partner_id": "scs", "sector_id": "cars", "kind": "sector"}]},
            {"partner": "SCS", "industry": "Automotive", "finding": "named in §6, not in §5.2.3"},
        ),
    ],
    "counts_match_rows": [
        (stated(7.0, partners=6), {"stated": 7.0, "in_record": 6.0, "finding": "differs"}),
        (stated(6.0, partners=5, qualifier="more than"), {"stated": 6.0, "in_record": 5.0}),
        (stated(20.0, partners=18, qualifier="nearly"), {"stated": 20.0, "in_record": 18.0}),
        (stated(20.0, partners=21, qualifier="nearly"), {"stated": 20.0, "in_record": 21.0}),
        (
            {"stated_facts": [{"counts": "clusters_in_sample", "value": 154.0}]},
            {"stated": 154.0, "finding": "the sources list nothing that could be counted"},
        ),
    ],
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
    "stated_twice_stated_alike": [
        (
            payments({"value": 60.0, "printed": "60 days"}, {"value": 90.0, "printed": "90 days"}),
            {"thing": "Payments", "about": "France", "readings": "60 days (§0); 90 days (§1)"},
        ),
        (payments({"value": 60.0}, {"value": 60.0, "basis": "approximate"}), {"thing": "Payments", "about": "France"}),
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
    "figure_5_has_subtrends": [marks("interdependency") | {"subtrends": subtrend()}, marks("downstream")],
    "subtrends_have_shifts": [INDUSTRY | {"subtrends": subtrend("sensors"), "value_chain_shifts": shift("sensors")}],
    "cooperation_is_mutual": [
        {"regions": NORTH_SOUTH, "cooperation": [link("north", "south", 3), link("south", "north", 3)]},
    ],
    "industries_match_profiles": [
        COVERAGE
        | {
            "partner_industries": [{"partner_id": "scs", "sector_id": "cars"}],
            "partner_capabilities": [{"partner_id": "scs", "sector_id": "cars", "kind": "sector"}],
        },
        COVERAGE | {"partner_capabilities": [{"partner_id": "scs", "sector_id": "cars", "kind": "technology"}]},
        COVERAGE | {"partner_capabilities": [{"partner_id": "scs", "sector_id": None, "kind": "sector"}]},
    ],
    "same_audience_same_base": [asked(where=65, why=65), asked(where=65)],
    "counts_match_rows": [
        stated(6.0, partners=6),
        stated(6.0, partners=7, qualifier="more than"),
        stated(20.0, partners=19, qualifier="nearly"),
        stated(20.0, partners=20, qualifier="nearly"),
        {"stated_facts": [{"statement": "Six of something.", "counts": None, "value": 6.0}]},
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
    "stated_twice_stated_alike": [
        payments({"value": 60.0}, {"value": 60.0}),
        payments({"label": "High"}, {"label": "high"}),
        payments({"value": 60.0, "edition": "2017"}, {"value": 90.0, "edition": "2021"}),
        payments({"value": 2.4, "unit": "EUR trillion"}, {"value": 18.0, "unit": "CNY trillion"}),
        survey(13.0, 13.0),
    ],
}


def found(name: str, reader: Reader) -> list[dict[str, Any]]:
    return CHECKS[name].broken_by(reader).to_dict("records")


def test_each_check_has_a_record_that_breaks_it_and_one_that_does_not() -> None:
    assert set(BROKEN) | {"same_audience_same_base"} == set(HOLDING) == set(CHECKS)


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


def test_questions_to_one_audience_with_different_bases_are_all_shown(draft: Change) -> None:
    enter(draft, asked(where=65, why=65, when=13))
    rows = found("same_audience_same_base", draft)
    assert [(row["question"], row["inferred_base"]) for row in rows] == [("when", 13), ("where", 65), ("why", 65)]


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


def test_figure_5_has_13_marks_where_the_text_states_12(loaded: Store) -> None:
    rows = real("counts_match_rows", loaded)
    hotspots = rows[rows["stated"] == 12]
    assert len(hotspots) == 5
    assert set(hotspots["in_record"]) == {13}
    assert "§2.3" in set(hotspots["locator"])


def test_850_companies_are_more_than_the_partners_state(loaded: Store) -> None:
    rows = real("counts_match_rows", loaded)
    companies = rows[rows["stated"] == 850].to_dict("records")
    assert [(row["in_record"], row["locator"]) for row in companies] == [(560, "§1.2")]


def test_the_154_organisations_of_the_sample_are_listed_nowhere(loaded: Store) -> None:
    rows = real("counts_match_rows", loaded)
    sample = rows[rows["stated"] == 154].to_dict("records")
    assert [row["finding"] for row in sample] == ["the sources list nothing that could be counted"]


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
    rows = real("figure_5_has_subtrends", loaded).to_dict("records")
    assert rows == [
        {"trend_name": "Big Data", "industry": "Digital Industries", "finding": "in figure 5, not in figure 6"}
    ]


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


def test_france_and_italy_state_their_payment_terms_once_with_and_once_without_around(loaded: Store) -> None:
    rows = real("stated_twice_stated_alike", loaded).sort_values("about").to_dict("records")
    assert [(row["about"], row["readings"]) for row in rows] == [
        ("France", "60 days (§5.4.2 Summary); around 60 days (§5.4.2 prose)"),
        ("Italy", "120 days (§5.4.3 Summary); around 120 days (§5.4.3 prose)"),
    ]


def test_scs_describes_industries_that_the_list_of_partners_does_not_give_it(loaded: Store) -> None:
    rows = real("industries_match_profiles", loaded)
    scs = rows[rows["partner"] == "SCS"]
    assert set(scs["finding"]) == {"named in §6, not in §5.2.3"}
    assert {"Automotive", "Energy/utilities", "Logistic"} <= set(scs["industry"])


def test_bases_differ_among_questions_whose_audience_is_not_stated(loaded: Store) -> None:
    rows = real("same_audience_same_base", loaded)
    assert set(rows["audience"]) == {"not stated"}
    assert set(rows["inferred_base"]) == {13, 65, 71}


@pytest.mark.parametrize("name", ["one_target_per_mission", "prose_agrees_with_table"])
def test_what_does_not_contradict_itself_in_the_real_documents(loaded: Store, name: str) -> None:
    assert real(name, loaded).empty
