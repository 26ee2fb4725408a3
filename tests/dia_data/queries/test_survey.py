"""What the SMEs answered: shares as printed, intervals that are ours, links from need to activity."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pandas as pd
import pytest

from dia_data.queries import survey
from dia_data.storage.store import Change, Store
from tests.conftest import Record, enter

QUESTIONS: list[Callable[..., pd.DataFrame]] = [
    survey.answers,
    survey.countries,
    survey.covering,
    survey.at_home,
    survey.needs_to_activities,
    survey.bases,
]
EACH = pytest.mark.parametrize("query", QUESTIONS, ids=lambda query: query.__name__)


def answer(store: Store, option: str) -> dict[str, Any]:
    rows = survey.answers(store)
    (row,) = rows[rows["option_id"] == option].to_dict("records")
    return row


def place(store: Store, part: str, name: str) -> dict[str, dict[str, Any]]:
    rows = survey.countries(store)
    return {row["wish"]: row for row in rows[(rows["part"] == part) & (rows["place"] == name)].to_dict("records")}


# Answers


def test_a_share_printed_in_two_places_is_one_row_that_names_both(loaded: Store) -> None:
    row = answer(loaded, "support_services_economic_information")
    assert row["share_pct"] == 64.6
    assert row["printed_in"] == "64.6 % (§5.2.9 prose); 64.6 % (§9.1 prose)"


def test_each_option_has_one_row(loaded: Store) -> None:
    assert survey.answers(loaded)["option_id"].is_unique
    assert len(survey.answers(loaded)) == loaded.value("select count(*) from survey_options_as_of(null)")


def test_the_interval_is_inferred_and_stands_around_the_share(loaded: Store) -> None:
    row = answer(loaded, "support_services_economic_information")
    assert row["interval_low_pct"] < row["share_pct"] < row["interval_high_pct"]
    assert (row["base"], row["interval_basis"], row["basis"]) == (65, "inferred", "stated")


@pytest.mark.parametrize(
    "option",
    ["ict_seeks_collaboration_yes", "ipr_ipr", "business_europe_france", "selection_reasons_familiar_environment"],
)
def test_statements_and_shares_of_a_whole_have_no_interval(loaded: Store, option: str) -> None:
    rows = survey.answers(loaded)
    found = rows[rows["option_id"] == option]
    assert len(found) == 1
    assert found[["interval_low_pct", "interval_high_pct", "interval_basis"]].isna().all(axis=None)


def test_an_option_without_a_share_stays_with_the_reason(loaded: Store) -> None:
    row = answer(loaded, "selection_reasons_familiar_environment")
    assert pd.isna(row["share_pct"])
    assert pd.isna(row["basis"])
    assert "not in the source" in row["note"]


def test_an_approximate_share_keeps_its_word(loaded: Store) -> None:
    row = answer(loaded, "ict_seeks_collaboration_yes")
    assert (row["share_pct"], row["qualifier"], row["basis"]) == (90, "nearly", "approximate")


# Countries


def test_the_uk_is_had_by_13_wanted_by_12_and_no_partner_is_there(loaded: Store) -> None:
    uk = place(loaded, "Europe", "UK")
    assert (uk["have"]["share_pct"], uk["want"]["share_pct"], uk["want"]["gap_points"]) == (13, 12, -1)
    assert pd.isna(uk["want"]["partners"])


def test_a_partner_at_home_and_a_contact_are_told_apart(loaded: Store) -> None:
    assert place(loaded, "Europe", "Germany")["want"]["partners"] == "BNPT"
    brazil = place(loaded, "World", "Brazil")["want"]
    assert pd.isna(brazil["partners"])
    assert brazil["contacts"] == "BNPT"


def test_a_place_that_one_question_does_not_name_has_no_share_and_no_gap(loaded: Store) -> None:
    greece = place(loaded, "Europe", "Greece")
    assert greece["have"]["share_pct"] == 6
    assert pd.isna(greece["want"]["share_pct"])
    assert pd.isna(greece["have"]["gap_points"])
    assert greece["want"]["note"] == "Not named in this question."


def test_other_is_one_place_whatever_its_letters_comes_last_and_has_no_gap(loaded: Store) -> None:
    rows = survey.countries(loaded)
    for _, part in rows.groupby("part"):
        assert list(part["place"])[-2:] == ["Other", "Other"]
    others = rows[rows["is_other"]]
    assert sorted(others["share_pct"].dropna()) == [4, 23, 29]
    assert others["gap_points"].isna().all()


def test_africa_is_a_place_of_its_own_and_no_country(loaded: Store) -> None:
    africa = place(loaded, "World", "Africa")["have"]
    assert africa["share_pct"] == 3
    assert pd.isna(africa["country_code"])
    assert not africa["is_other"]


def test_the_shares_of_each_country_question_are_those_of_its_pie(loaded: Store) -> None:
    rows = survey.countries(loaded)
    totals = rows.groupby(["part", "wish"])["share_pct"].sum()
    assert totals.to_dict() == dict.fromkeys(totals.index, 100.0)
    assert rows["locator"].dropna().str.endswith("pie").all()


# Needs, services, activities


def test_a_need_leads_to_its_services_and_their_activities_with_a_reason(loaded: Store) -> None:
    rows = survey.needs_to_activities(loaded)
    found = rows[(rows["need"] == "Economic and technical information") & (rows["service"] == "Fact-finding missions")]
    assert "Fact-finding mission to China" in set(found["activity"])
    assert found["reason"].notna().all()
    assert set(found["basis"]) == {"stated"}
    assert set(found["activity_basis"]) == {"derived"}


def test_what_is_linked_to_nothing_has_a_row(loaded: Store) -> None:
    rows = survey.needs_to_activities(loaded)
    assert set(rows.loc[rows["service"].isna() & rows["need"].notna(), "need"]) == {"Funding of international R&D"}
    assert "Online meetings" in set(rows.loc[rows["service"].isna(), "activity"])
    assert "Peer mentoring programme" in set(rows.loc[rows["activity"].isna(), "service"])


# Bases


def test_a_base_is_named_with_the_next_that_fits_and_what_it_rests_on(loaded: Store) -> None:
    rows = survey.bases(loaded).set_index("question_text")
    needs = rows.loc["Which support services would you like to receive from the clusters?"]
    assert (needs["base"], needs["next_base"], needs["shares"]) == (65, 130, 5)
    assert needs["why"] == "The smallest number that gives all its shares."


def test_a_base_that_is_not_known_says_why(loaded: Store) -> None:
    unknown = survey.bases(loaded).loc[lambda rows: rows["base"].isna()]
    assert set(unknown["why"]) == {"An approximate share fits any base.", "Whole percentages fit almost any base."}
    assert unknown["next_base"].isna().all()


def test_a_base_that_rests_on_one_share_is_called_weak(loaded: Store) -> None:
    weak = survey.bases(loaded).loc[lambda rows: rows["why"].str.contains("weak")]
    assert weak["base"].to_list() == [13]


# Nothing to show, and the past


@EACH
def test_an_answer_without_rows_keeps_its_columns(
    blank: Store, loaded: Store, query: Callable[..., pd.DataFrame]
) -> None:
    nothing = query(blank)
    assert nothing.empty
    assert list(nothing.columns) == list(query(loaded).columns)


@EACH
def test_documents_without_a_date_answer_at_any_date(loaded: Store, query: Callable[..., pd.DataFrame]) -> None:
    long_ago = query(loaded, as_of=datetime(1900, 1, 1))  # noqa: DTZ001  the record writes UTC
    pd.testing.assert_frame_equal(long_ago, query(loaded))


@EACH
def test_what_was_entered_later_is_not_in_the_answer_for_an_earlier_date(
    draft: Change, query: Callable[..., pd.DataFrame]
) -> None:
    enter(draft, AN_ENTRY)
    assert not query(draft).empty
    assert query(draft, as_of=datetime(1900, 1, 1)).empty  # noqa: DTZ001  the record writes UTC


AN_ENTRY: dict[str, list[dict[str, Any]]] = {
    "survey_questions": [
        {
            "question_id": "q",
            "wave_id": "w",
            "theme": "countries",
            "kind": "shares",
            "asks": "have",
            "world": "europe",
            "option_noun": "places",
        }
    ],
    "sectors": [{"sector_id": "automotive", "audience": "ict"}],
    "survey_options": [{"option_id": "o", "question_id": "q"}],
    "survey_results": [{"option_id": "o", "wave_id": "w", "share_pct": 10.0, "decimals": 0}],
    "partners": [{"partner_id": "p", "country_code": "DEU"}],
    "partner_industries": [{"partner_id": "p", "sector_id": "automotive"}],
    "services": [{"service_id": "s"}],
}


def wave(wave_id: str, share_pct: float | None, *, theme: str = "support", fielded: str | None = None) -> dict:
    question, option = f"{theme}_question", f"{theme}_option"
    answer = [{"option_id": option, "wave_id": wave_id, "share_pct": share_pct, "decimals": 0}]
    return {
        "survey_waves": [{"wave_id": wave_id, "wave_name": wave_id, "fielded": fielded}],
        "survey_questions": [{"question_id": question, "wave_id": wave_id, "theme": theme, "kind": "multiple"}],
        "survey_options": [{"option_id": option, "question_id": question}],
        "survey_results": answer if share_pct is not None else [],
    }


@pytest.mark.parametrize(
    ("waves", "share"),
    [
        ([wave("first", 10.0, fielded="2019"), wave("second", 20.0, fielded="spring 2021")], 20.0),
        ([wave("second", 20.0, fielded="2021"), wave("first", 10.0, fielded="2019")], 20.0),
        ([wave("second", 20.0, fielded="2021"), wave("first", 10.0)], 20.0),
        ([wave("first", 10.0), wave("second", 20.0)], 20.0),
        ([wave("first", 10.0, fielded="2019"), wave("being_asked", None, fielded="2021")], 10.0),
    ],
    ids=["by year", "recorded later", "without a year", "by when it became known", "not answered yet"],
)
def test_a_theme_is_answered_by_the_newest_wave_alone(store: Store, record: Record, waves: list[dict], share: float):
    for of_wave in waves:
        record(of_wave)
    assert survey.answers(store)["share_pct"].tolist() == [share]
    assert survey.needs_to_activities(store)["share_pct"].tolist() == [share]


def test_a_theme_that_the_newest_wave_did_not_ask_about_keeps_the_answers_of_the_one_before(
    store: Store, record: Record
):
    record(wave("first", 10.0, fielded="2019"))
    record(wave("second", 20.0, theme="markets", fielded="2021"))
    assert sorted(survey.answers(store)["share_pct"]) == [10.0, 20.0]
    assert [(row["wave_id"], row["themes"]) for row in survey.waves(store)] == [
        ("second", ["markets"]), ("first", ["support"]),
    ]  # fmt: skip


def told(wave_id: str, option: str, share_pct: float, **more: Any) -> dict[str, Any]:
    return {"option_id": option, "wave_id": wave_id, "share_pct": share_pct, "decimals": 0} | more


def test_what_a_question_asks_is_what_is_declared_whatever_its_name(draft: Change) -> None:
    enter(
        draft,
        {
            "survey_questions": [
                {"question_id": "q1", "wave_id": "w", "theme": "countries", "asks": "have", "world": "world"},
                {"question_id": "q2", "wave_id": "w", "theme": "countries", "asks": "want", "world": "world"},
            ],
            "survey_options": [
                {"option_id": f"{question}_{place}", "question_id": question, "option_label": place}
                for question, place in (("q1", "Chile"), ("q2", "Chile"))
            ],
            "survey_results": [told("w", "q1_Chile", 10.0), told("w", "q2_Chile", 30.0)],
        },
    )
    rows = survey.countries(draft)
    assert rows[["part", "wish", "share_pct", "gap_points"]].values.tolist() == [
        ["World", "have", 10.0, 20.0], ["World", "want", 30.0, 20.0],
    ]  # fmt: skip


def test_a_reading_from_a_chart_counts_before_the_others_whatever_the_places_are_called(draft: Change) -> None:
    places = [
        told("w", "o", 10.0, locator="§1", found_in="prose"),
        told("w", "o", 12.0, locator="§2", found_in="chart"),
    ]
    enter(draft, AN_ENTRY | {"survey_results": places})
    (row,) = survey.answers(draft).to_dict("records")
    assert (row["share_pct"], row["locator"], row["printed_in"]) == (12.0, "§2", "10 % (§1); 12 % (§2)")


def test_each_cluster_sector_was_asked_as_one_audience_and_the_others_were_not_asked_apart(loaded: Store) -> None:
    assert survey.audiences(loaded) == {
        "ict": "ict",
        "smart_products_manufacturing": "production",
        "machining_manufacturing": "production",
        "plasma_technology": "production",
    }


def test_each_question_with_several_answers_says_what_they_are(loaded: Store) -> None:
    several = set(survey.answers(loaded).loc[lambda rows: rows["kind"] == "multiple", "question_id"])
    nouns = survey.option_nouns(loaded)
    assert set(nouns) == several
    assert nouns["support_services"] == "needs"
