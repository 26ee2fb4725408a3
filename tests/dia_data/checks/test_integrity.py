"""What a record must fulfil: each rule finds the rows that break it and no others."""

from typing import Any

import pytest

from dia_data.checks import integrity
from dia_data.errors import IntegrityBroken
from dia_data.storage.store import Change, Store
from tests.conftest import Facts, enter

CHECKS = {check.name: check for check in integrity.CHECKS}
GERMANY = {"country_code": "DEU", "country_name": "Germany"}
WAVES = (("w", "2020"), ("x", "2021"), ("y", None), ("z", None))
DEGREE = [{"scale_id": "degree", "word": "high"}, {"scale_id": "degree", "word": "low"}]
ON_DEGREE = {"indicator_id": "competition", "scale_id": "degree"}

SHOWN = {
    "indicator_id": "gdp_growth", "compared_at": 1, "short_name": "economy", "chart": "growth", "card": "gdp",
    "chart_title": "How fast?", "measures": "Growth", "headline": "Fastest", "headline_at": 1, "leads": "highest",
}  # fmt: skip
WHERE = {"question_id": "q", "wave_id": "w", "kind": "shares", "asks": "want", "world": "europe"}

BROKEN: dict[str, list[tuple[Facts, dict[str, Any]]]] = {
    "codes": [
        (
            {"markets": [{"country_code": "ATL", "locator": "§5"}]},
            {"table_name": "markets", "column_name": "country_code", "value": "ATL", "locator": "§5"},
        ),
    ],
    "locators": [
        ({"trends": [{"basis": "stated", "locator": None}]}, {"table_name": "trends", "column_name": "locator"}),
        ({"trends": [{"basis": "approximate", "locator": None}]}, {"table_name": "trends", "column_name": "locator"}),
    ],
    "limits": [
        ({"survey_results": [{"share_pct": 100.5}]}, {"column_name": "share_pct", "value": "100.5"}),
        ({"survey_results": [{"share_pct": -1.0}]}, {"column_name": "share_pct", "value": "-1.0"}),
        ({"cooperation": [{"strength": 5}]}, {"column_name": "strength", "value": "5"}),
        ({"value_chain_shifts": [{"strength": 0}]}, {"column_name": "strength", "value": "0"}),
    ],
    "editions": [
        (
            {"observations": [{"edition": "The 2018 edition"}]},
            {"table_name": "observations", "edition": "The 2018 edition"},
        ),
        ({"credit_risks": [{"edition": "Monitor 2018-13"}]}, {"table_name": "credit_risks"}),
    ],
    "demonstration": [
        (
            {"trends": [{"basis": "demonstration", "locator": None}]},
            {"table_name": "trends", "column_name": "basis", "value": "demonstration"},
        ),
        (
            {"kpi_results": [{"basis": "demonstration"}]},
            {"table_name": "kpi_results", "column_name": "basis", "value": "demonstration"},
        ),
    ],
    "scale_words": [
        (
            {
                "ordinal_words": DEGREE,
                "indicators": [ON_DEGREE],
                "observations": [{"indicator_id": "competition", "label": "fierce"}],
            },
            {"thing": "competition", "value": "fierce"},
        ),
        (
            {"ordinal_words": DEGREE, "indicators": [ON_DEGREE], "observations": [{"indicator_id": "competition"}]},
            {"thing": "competition"},
        ),
        (
            {"ordinal_words": DEGREE, "credit_risks": [{"line": "Debt", "scale_id": "degree", "mark": "stable"}]},
            {"thing": "Debt", "value": "stable"},
        ),
    ],
    "ranges": [
        ({"observations": [{"indicator_id": "terms", "value_low": 60.0, "value_high": 30.0}]}, {"thing": "terms"}),
        ({"kpi_targets": [{"kpi_id": "events", "target_min": 9.0, "target_max": 7.0}]}, {"thing": "events"}),
    ],
    "something_observed": [
        ({"observations": [{"indicator_id": "gdp_growth"}]}, {"indicator_id": "gdp_growth"}),
    ],
    "waves": [
        (
            {
                "survey_waves": [{"wave_id": "w"}, {"wave_id": "w_again"}],
                "survey_questions": [
                    {"question_id": question, "wave_id": wave, "question_text": "Where?"}
                    for question, wave in (("q", "w"), ("q_again", "w_again"))
                ],
                "survey_options": [
                    {
                        "question_id": question,
                        "option_id": f"{question}_fr",
                        "option_label": "France",
                        "option_key": "france",
                    }
                    for question in ("q", "q_again")
                ],
                "survey_results": [
                    {"wave_id": wave, "option_id": f"{question}_fr", "share_pct": 30.0}
                    for question, wave in (("q", "w"), ("q_again", "w_again"))
                ],
            },
            {"wave": "w", "ids": "w, w_again", "finding": "the same answers"},
        ),
        (
            {
                "survey_waves": [
                    {"wave_id": wave, "wave_name": "Survey", "fielded": "2021"} for wave in ("w", "w_again")
                ],
            },
            {"wave": "w", "ids": "w, w_again", "finding": "the same name and time"},
        ),
    ],
    "shown_indicators": [
        ({"indicators": [SHOWN | {"compared_at": None}]}, {"indicator_id": "gdp_growth"}),
        ({"indicators": [SHOWN | {"card": None}]}, {"indicator_id": "gdp_growth"}),
        ({"indicators": [SHOWN | {"chart": None, "leads": None}]}, {"indicator_id": "gdp_growth"}),
    ],
    "asked_about_countries": [
        ({"survey_questions": [WHERE | {"asks": None}]}, {"question_id": "q", "wave_id": "w"}),
        ({"survey_questions": [WHERE | {"world": None}]}, {"question_id": "q", "wave_id": "w"}),
    ],
    "public_names": [
        (
            {"countries": [GERMANY, {"country_code": "GER", "country_name": "Germany"}]},
            {"kind": "country", "name": "Germany"},
        ),
        (
            {"sectors": [{"sector_id": "a", "sector_name": "ICT"}, {"sector_id": "b", "sector_name": "ICT"}]},
            {"kind": "sector", "name": "ICT"},
        ),
        (
            {"partners": [{"partner_id": "a", "short_name": "SCS"}, {"partner_id": "b", "short_name": "SCS"}]},
            {"kind": "partner", "name": "SCS"},
        ),
    ],
}

HOLDING: dict[str, list[Facts]] = {
    "codes": [
        {"countries": [GERMANY], "markets": [{"country_code": "DEU"}]},
        {"survey_questions": [{"question_id": "q", "wave_id": "w"}], "survey_waves": [{"wave_id": "w"}]},
        {"region_areas": [{"region_id": "north", "country_code": None}], "regions": [{"region_id": "north"}]},
    ],
    "locators": [
        {"trends": [{"basis": "stated", "locator": "§2.2"}]},
        {"trends": [{"basis": "entered", "locator": None}]},
    ],
    "limits": [
        {"survey_results": [{"option_id": "a", "share_pct": 0.0}, {"option_id": "b", "share_pct": 100.0}]},
        {"cooperation": [{"purpose": "rd", "strength": 1}, {"purpose": "business", "strength": 4}]},
        {"value_chain_shifts": [{"strength": None}]},
    ],
    "demonstration": [
        {"trends": [{"basis": "entered", "locator": None}]},
        {"trends": [{"basis": "stated"}, {"basis": "derived"}]},
    ],
    "scale_words": [
        {
            "ordinal_words": DEGREE,
            "indicators": [ON_DEGREE],
            "observations": [{"indicator_id": "competition", "label": "High"}],
        },
        {"indicators": [{"indicator_id": "gdp"}], "observations": [{"indicator_id": "gdp", "label": "stable"}]},
        {"credit_risks": [{"scale_id": "degree", "mark": None}]},
    ],
    "ranges": [
        {"observations": [{"value_low": 30.0, "value_high": 30.0}]},
        {"observations": [{"value_low": 30.0, "value_high": None}]},
        {"kpi_targets": [{"target_min": 7.0}]},
    ],
    "editions": [
        {
            "observations": [
                {"edition": "Monitor 2018-06", "value": 1.0},
                {"edition": "IDI 2017", "value": 2.0},
                {"edition": "a site (undated)", "value": 3.0},
            ],
            "credit_risks": [{"edition": "Monitor 2018-06"}],
        },
    ],
    "something_observed": [
        {"observations": [{"value": 0.0}]},
        {"observations": [{"value_high": 3.0}]},
        {"observations": [{"label": "high"}]},
    ],
    "waves": [
        {
            "survey_waves": [{"wave_id": wave, "wave_name": "Survey", "fielded": fielded} for wave, fielded in WAVES],
            "survey_questions": [{"question_id": "q", "wave_id": wave} for wave, _ in WAVES],
            "survey_options": [{"question_id": "q", "option_id": "fr"}],
            "survey_results": [{"wave_id": "w", "option_id": "fr", "share_pct": 30.0}],
        },
    ],
    "shown_indicators": [
        {"indicators": [SHOWN, SHOWN | {"indicator_id": "other", "chart": None, "headline": None}]},
        {"indicators": [{"indicator_id": "profile_only", "chart": None, "compared_at": None}]},
    ],
    "asked_about_countries": [
        {"survey_questions": [WHERE, WHERE | {"question_id": "needs", "kind": "multiple", "asks": None}]},
    ],
    "public_names": [
        {
            "countries": [GERMANY, {"country_code": "ITA", "country_name": "Italy"}],
            "sectors": [{"sector_name": "Germany"}],
        },
    ],
}

SYNTHETIC = {"trends": [{"basis": "demonstration", "locator": None}]}
ENTERED = {"trends": [{"basis": "entered", "locator": None}]}


def test_each_rule_has_a_record_that_breaks_it_and_one_that_does_not() -> None:
    assert set(BROKEN) == set(HOLDING) == set(CHECKS)


@pytest.mark.parametrize(
    ("name", "facts", "found"), [(name, *case) for name, cases in BROKEN.items() for case in cases]
)
def test_a_rule_finds_the_row_that_breaks_it(draft: Change, name: str, facts: Facts, found: dict[str, Any]) -> None:
    enter(draft, facts)
    rows = CHECKS[name].broken_by(draft).to_dict("records")
    assert [{column: row[column] for column in found} for row in rows] == [found]


@pytest.mark.parametrize(("name", "facts"), [(name, facts) for name, cases in HOLDING.items() for facts in cases])
def test_a_rule_is_content_with_what_fulfils_it(draft: Change, name: str, facts: Facts) -> None:
    enter(draft, facts)
    assert CHECKS[name].broken_by(draft).to_dict("records") == []


@pytest.mark.parametrize("name", CHECKS)
def test_the_real_documents_fulfil_each_rule(loaded: Store, name: str) -> None:
    assert CHECKS[name].broken_by(loaded).to_dict("records") == []


@pytest.mark.parametrize(
    ("kind", "facts", "broken"),
    [("entry", SYNTHETIC, 0), ("import", SYNTHETIC, 0), ("document", SYNTHETIC, 1), ("entry", ENTERED, 1)],
)
def test_in_the_demonstration_all_but_the_documents_is_synthetic(draft: Change, kind: str, facts: Facts, broken: int):
    draft.describe_source({"source_id": "demonstration", "title": "Synthetic"})
    enter(draft, facts, kind=kind)
    assert len(CHECKS["demonstration"].broken_by(draft)) == broken


def test_an_entry_of_the_demonstration_that_gets_into_another_record_is_told(draft: Change) -> None:
    enter(draft, SYNTHETIC, source_id="demonstration")
    with pytest.raises(IntegrityBroken, match="Synthetic data is in the demonstration only"):
        integrity.raise_if_broken(draft)


def test_an_empty_record_fulfils_every_rule(blank: Store) -> None:
    integrity.raise_if_broken(blank)


def test_a_rule_can_be_asked_of_the_past(draft: Change) -> None:
    enter(draft, {"markets": [{"country_code": "ATL"}]})
    recorded_at = draft.value("select recorded_at from batches")
    enter(draft, {"countries": [{"country_code": "ATL"}]})
    assert CHECKS["codes"].broken_by(draft).empty
    assert not CHECKS["codes"].broken_by(draft, as_of=recorded_at).empty


def test_a_broken_rule_is_told_with_its_sentence_and_a_few_of_its_rows(draft: Change) -> None:
    enter(draft, {"markets": [{"country_code": f"A{number}"} for number in range(5)]})
    with pytest.raises(IntegrityBroken) as refusal:
        integrity.raise_if_broken(draft)
    assert str(refusal.value).startswith("Nothing was recorded. Not true: Each code names something that is in the")
    assert "(5 rows, such as table_name 'markets', column_name 'country_code', value 'A" in str(refusal.value)
    assert str(refusal.value).count("value 'A") == integrity.SHOWN_ROWS


def test_every_broken_rule_is_told(draft: Change) -> None:
    enter(draft, {"cooperation": [{"strength": 5, "locator": None}]})
    with pytest.raises(IntegrityBroken) as refusal:
        integrity.raise_if_broken(draft)
    assert [sentence in str(refusal.value) for sentence in ("Each code", "Each figure", "Each value")] == [True] * 3


def test_a_change_that_breaks_a_rule_is_seen_before_it_is_kept(store: Store) -> None:
    with pytest.raises(IntegrityBroken):
        record_and_demand(store)
    assert store.revision == 0


def record_and_demand(store: Store) -> None:
    market = {"country_code": "ATL", "role": "reserve", "position": 1, "basis": "entered"}
    with store.change() as change:
        change.record(kind="entry", source_id="form", recorded_by="a member", facts={"markets": [market]})
        integrity.raise_if_broken(change)
