"""The survey in lines and columns: have beside want, what is marked, and what is linked to nothing."""

from dataclasses import replace

import pandas as pd
import pytest

from dia_data.queries import survey
from dia_data.storage.store import Store
from pages.ui.survey import rows as table


@pytest.fixture(scope="module")
def europe(loaded: Store) -> list[table.Place]:
    return table.build_places(survey.countries(loaded), "Europe")


@pytest.fixture(scope="module")
def world(loaded: Store) -> list[table.Place]:
    return table.build_places(survey.countries(loaded), "World")


@pytest.fixture(scope="module")
def chain(loaded: Store) -> pd.DataFrame:
    return survey.needs_to_activities(loaded)


def test_the_most_wished_for_place_comes_first_and_other_last(europe: list[table.Place]):
    assert [place.place for place in europe[:4]] == ["Germany", "France", "Italy", "UK"]
    assert europe[-1].place == "Other"
    assert (europe[0].have, europe[0].want, europe[0].gap) == (9, 21, 12)


def test_a_place_keeps_its_line_where_a_share_is_not_named(europe: list[table.Place]):
    (sweden,) = [place for place in europe if place.place == "Sweden"]
    assert (sweden.have, sweden.want) == (3, None)


def test_without_any_country_question_there_is_no_place(loaded: Store):
    nothing = table.build_places(survey.countries(loaded).iloc[:0], "Europe")
    assert nothing == []
    assert table.find_biggest_gap(nothing) == []
    assert table.tabulate_ranking(nothing, nothing).empty


def test_the_uk_alone_is_wanted_in_europe_without_a_partner(europe: list[table.Place]):
    assert [place.place for place in table.rank_without_partner(europe)] == ["UK"]


def test_the_biggest_gap_comes_first_and_what_has_no_gap_after_all_gaps(
    europe: list[table.Place], world: list[table.Place]
):
    assert [place.place for place in table.find_biggest_gap(europe)] == ["Germany"]
    assert [place.place for place in table.find_biggest_gap(world)] == ["USA"]
    ranked = table.sort_by_gap(world)
    gaps = [place.gap for place in ranked if place.gap is not None and not place.is_other]
    assert gaps == sorted(gaps, reverse=True)
    assert ranked[len(gaps) - 1].place == "Mexico"
    assert ranked[-1].is_other


def test_countries_that_are_level_share_the_biggest_gap(europe: list[table.Place]):
    level = [replace(place, gap=3.0) for place in europe[:3]]
    assert [place.place for place in table.find_biggest_gap(level)] == ["Germany", "France", "Italy"]


def test_europe_and_the_world_are_ranked_apart(europe: list[table.Place], world: list[table.Place]):
    ranked = table.tabulate_ranking(europe, world)
    assert ranked.iloc[0].to_list() == ["Europe", "1", "UK", "12", "13", "−1", "none"]
    assert ranked.iloc[1].to_list() == ["World", "1", "USA", "30", "22", "+8", "none"]
    assert "none; contacts: BNPT" in set(ranked["Partner"])
    assert "not named" in set(ranked["Existing business, %"])


@pytest.mark.parametrize(("gap", "text"), [(12.0, "+12"), (-1.0, "−1"), (0.0, "0"), (None, "–")])
def test_a_gap_has_a_sign_or_a_dash(gap: float | None, text: str):
    assert table.format_points(gap) == text


def test_the_country_of_a_chosen_partner_is_marked_once():
    at_home = pd.DataFrame({"partner_id": ["bnpt", "scs"], "country_code": ["DEU", "FRA"]})
    assert table.find_marked_countries(["DEU"], ["bnpt", "scs"], at_home) == ["DEU", "FRA"]
    assert table.find_marked_countries([], [], at_home) == []


INDUSTRIES = pd.DataFrame({"option_id": ["a", "b", "c"], "sector_id": ["automotive", "logistic", None]})


@pytest.mark.parametrize(
    ("sectors", "covered", "marked"),
    [
        ([], None, []),
        (["logistic"], None, ["b"]),
        (["ict"], None, []),
        ([], {"automotive"}, ["a"]),
        (["logistic"], {"automotive"}, []),
        (["automotive", "logistic"], {"automotive"}, ["a"]),
    ],
)
def test_an_industry_is_marked_by_its_sector_and_by_the_partners_that_cover_it(
    sectors: list[str], covered: set[str] | None, marked: list[str]
):
    assert table.find_marked_options(INDUSTRIES, sectors, covered) == marked


def test_an_industry_without_a_partner_says_so():
    covering = pd.DataFrame({"sector_id": ["automotive", "automotive"], "partner": ["MESAP", "BNPT"]})
    assert table.describe_coverage(INDUSTRIES, covering) == {"a": "MESAP, BNPT", "b": "no partner"}


def test_a_question_comes_with_its_largest_share_first_and_unknown_shares_last(loaded: Store):
    reasons = next(
        rows
        for rows in table.select_theme(survey.answers(loaded), "objectives", "countries")
        if rows["question_id"].iloc[0] == "selection_reasons"
    )
    assert reasons["share_pct"].iloc[0] == 69.2
    assert reasons["share_pct"].iloc[-1:].isna().all()


def test_the_matrix_has_a_mark_where_a_service_answers_a_need(chain: pd.DataFrame):
    marks = table.build_matrix(chain)
    assert len(marks) == 9
    assert marks.loc["Trade missions"].to_list() == ["", "", table.ANSWERED, "", "", "6"]
    assert marks.loc["Peer mentoring programme", "Activities ƒ"] == "none linked by us"
    assert set(marks.filter(like="international R").iloc[:, 0]) == {""}


def test_one_need_leaves_the_services_that_answer_it(chain: pd.DataFrame):
    need = "Financing for business development"
    assert len(table.build_matrix(chain, need=need)) == 4
    assert len(table.list_carried(chain, need=need)) == 4
    assert table.build_matrix(chain, need="Funding of international R&D").empty


def test_what_is_linked_to_nothing_is_listed(chain: pd.DataFrame):
    lists = table.list_unlinked(chain)
    assert lists["Needs that no service answers"] == ["Funding of international R&D"]
    assert lists["Needs whose services we linked to no activity ƒ"] == []
    assert lists["Services we linked to no activity ƒ"] == [
        "Peer mentoring programme",
        "Means to support the internationalisation of cluster's affiliated SME",
    ]
    assert lists["Services that answer no need"] == []
    assert len(lists["Activities we linked to no service ƒ"]) == 9


def test_a_base_that_is_not_known_is_called_unknown(loaded: Store):
    shown = table.tabulate_bases(survey.bases(loaded))
    assert set(shown["Answers (n) ?"]) == {"unknown", "44", "56", "65", "71", "13"}
    assert "not in the source" in set(shown["Asked"])
