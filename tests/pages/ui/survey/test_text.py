"""Sentences about the survey say which answers differ, of whom a share is, and what a filter does."""

import pandas as pd
import pytest

from dia_data.survey import compute_wilson_interval
from pages.ui.survey import rows as survey_rows
from pages.ui.survey import text
from tests.examples import example

NOUNS = {"support_services": "needs", "selection_reasons": "reasons"}
AUDIENCE_OF = {"ict": "ict", "plasma_technology": "production", "machining_manufacturing": "production"}


def asked(*shares: float | None, base: int | None = 65, question: str = "support_services") -> pd.DataFrame:
    intervals = [compute_wilson_interval(share, base) if share is not None and base else None for share in shares]
    return pd.DataFrame(
        {
            "question_id": question,
            "option_label": [f"option {place}" for place in range(1, len(shares) + 1)],
            "option_id": [f"o{place}" for place in range(1, len(shares) + 1)],
            "audience": "all",
            "share_pct": shares,
            "base": [base if share is not None else None for share in shares],
            "interval_low_pct": [one.low_pct if one else None for one in intervals],
            "qualifier": None,
            **dict.fromkeys(("question_text", "kind", "interval_high_pct", "source_id", "locator", "basis")),
        }
    ).astype({"share_pct": float, "base": float, "interval_low_pct": float})


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            asked(64.6, 58.5, 53.8, 50.8, 41.5),
            (
                "The five needs may or may not differ (n ≈ 65, inferred): how many SMEs gave both answers is not in "
                "the source."
            ),
        ),
        (
            asked(93.8, 64.6, 56.9, 29.2, 24.6, question="objectives"),
            (
                "“option 1” stands apart (n ≈ 65, inferred). The second and the third may be level: too few answers to "
                "tell; the same holds for the fourth and the fifth. The third and the fourth may or may not differ: "
                "how many SMEs gave both answers is not in the source."
            ),
        ),
        (
            asked(43.2, 40.9, 34.1, base=44, question="new"),
            "The three answers may be level (n ≈ 44, inferred): too few answers to tell.",
        ),
        (
            asked(69.2, 64.6, None, question="selection_reasons"),
            "The two reasons may be level (n ≈ 65, inferred): too few answers to tell.",
        ),
        (
            asked(90.0, 50.0, 10.0, base=100),
            "Each of the three needs differs from the others (n ≈ 100, inferred).",
        ),
        (
            asked(16, 13, base=None),
            "Whether answers differ is not known: the number of answers is not known.",
        ),
    ],
)
def test_a_sentence_says_which_answers_differ_and_which_may(rows: pd.DataFrame, sentence: str):
    assert text.describe_separation(rows, nouns=NOUNS) == sentence


def test_how_answers_are_compared_names_its_methods_and_the_bounds_of_an_example():
    assert all(word in text.HOW_COMPARED for word in ("McNemar", "Holm", "between 0.004 and 0.28"))


def test_a_share_of_a_question_with_several_answers_says_of_whom_and_never_adds_up():
    assert text.describe_base(asked(64.6)) == "% of those who answered (n ≈ 65, inferred); several answers possible."
    assert text.describe_base(asked(16, base=None)) == (
        "% of those who answered; number of answers unknown; several answers possible."
    )
    assert text.describe_statement_base("ict").startswith("% of the ICT SMEs that answered.")


def test_who_was_asked_is_not_made_up():
    rows = asked(64.6).assign(audience="not stated")
    assert "which SMEs were asked is not in the source" in text.describe_base(rows)


def test_a_filter_that_changes_nothing_in_a_theme_is_named():
    chosen = {"country": ["DEU"], "sector": ["ict"], "partner": []}
    assert "nothing depends on sector:" in text.explain_unused("Countries", chosen)
    assert "nothing depends on country or sector:" in text.explain_unused("Objectives", chosen)
    assert text.explain_unused("Countries", {"country": ["DEU"], "sector": [], "partner": ["bnpt"]}) == ""


def test_a_sector_that_was_not_asked_apart_leaves_both_audiences_and_says_so():
    names = {"automotive": "Automotive"}
    assert "not Automotive apart: both are shown" in text.explain_audiences(
        ["automotive"], names, audience_of=AUDIENCE_OF
    )
    assert text.explain_audiences(["ict"], names, audience_of=AUDIENCE_OF) == ""
    assert text.explain_audiences([], names, audience_of=AUDIENCE_OF) == ""


def place(name: str, code: str | None, have: float | None, want: float, **more: str) -> survey_rows.Place:
    gap = want - have if have is not None and code else None
    known = {"place": name, "country_code": code, "is_other": code is None, "have": have, "want": want, "gap": gap}
    world = "europe" if name in ("Germany", "UK", "Norway", "Spain") else "world"
    return example(survey_rows.Place, **known, world=world, **more)


PLACES = [
    place("Germany", "DEU", 9, 21, partners="BNPT"),
    place("UK", "GBR", 13, 12),
    place("Brazil", "BRA", 10, 7, contacts="BNPT"),
    place("Canada", "CAN", None, 4),
    place("Other", None, 4, 23),
]


def test_a_marked_country_is_told_in_a_sentence():
    names = {"DEU": "Germany", "GBR": "UK", "CAN": "Canada", "LUX": "Luxembourg"}
    assert text.describe_marked_places(["DEU", "GBR", "CAN", "LUX"], names, PLACES) == [
        (
            "Germany: 9 % of the European countries named for existing business, 21 % of those named as a "
            "country of interest "
            "(gap +12 points between shares of different bases); partner at home there: BNPT."
        ),
        (
            "UK: 13 % of the European countries named for existing business, 12 % of those named as a "
            "country of interest "
            "(gap −1 points between shares of different bases); no partner."
        ),
        (
            "Canada: not named for existing business, 4 % of the countries named outside Europe as a country of "
            "interest; no partner."
        ),
        "Luxembourg: named in no answer, so there is nothing to mark.",
    ]


def test_the_finding_names_the_biggest_gap_and_over_how_many_countries():
    germany, uk, spain = place("Germany", "DEU", 9, 21), place("UK", "GBR", 13, 12), place("Spain", "ESP", 1, 13)
    finding = (
        "Germany has the biggest gap between interest and business in Europe: 21 % of interest, "
        "9 % of existing business (3 countries compared)"
    )
    smaller = place("Spain", "ESP", 1, 2)
    assert text.write_interest([germany, uk, smaller], []) == finding
    assert text.write_interest([germany, uk, smaller, place("Norway", "NOR", None, 15)], []) == finding
    assert text.write_interest([germany, spain, uk], []).startswith(
        "Germany and Spain share the biggest gap between interest and business"
    )
    assert text.write_interest([germany, uk], []) == (
        "Interest exceeds existing business in Europe for Germany: 21 % of interest, 9 % of existing business"
    )


def test_the_finding_is_about_the_world_where_europe_has_no_gap_and_else_says_so():
    usa = place("USA", "USA", 22, 30)
    less = place("UK", "GBR", 13, 12)
    assert text.write_interest([less], [usa]).startswith(
        "Interest exceeds existing business outside Europe for USA: 30 %"
    )
    assert text.write_interest([less], []).startswith(
        "No country named in both questions has a larger share of interest"
    )
    assert text.write_interest([], []) == "Which countries SMEs named is not in the source"


def test_demand_without_a_partner_is_ranked_by_wish_and_leaves_out_other():
    assert text.describe_demand(PLACES) == (
        "Demand without a partner: UK (12 % of interest, 13 % of existing business), Brazil (7 % of interest, 10 % of "
        "existing business; contacts: BNPT) and Canada (4 % of interest)."
    )
    assert text.describe_demand(PLACES[:1]) == "No country without a partner was named as a country of interest."


def test_further_countries_without_a_partner_are_counted():
    assert text.describe_demand([*PLACES, place("Chile", "CHL", None, 4)]).endswith("and one more.")


def test_options_that_no_filter_fits_are_not_marked_and_the_sentence_says_so():
    rows = asked(49.3, 42.3)
    assert text.describe_marked_options(rows, ["o1"], filtered=True) == "Marked by the filters: option 1."
    assert "none is marked" in text.describe_marked_options(rows, [], filtered=True)
    assert text.describe_marked_options(rows, [], filtered=False) == ""


def bases(ict: float, production: float, everyone: float) -> pd.DataFrame:
    return pd.DataFrame(
        {"audience": ["ict", "production", "all"], "base": [ict, production, everyone], "shares": [5, 6, 5]}
    )


def test_bases_that_do_not_fit_together_are_named_with_their_figures():
    assert "44 ICT and 56 production SMEs are 100, more than the 65" in text.describe_disagreement(bases(44, 56, 65))
    assert text.describe_disagreement(bases(44, 56, 100)) == ""
    assert text.describe_disagreement(bases(44, 56, 65).head(2)) == ""


def test_every_theme_of_the_page_says_what_it_depends_on():
    assert next(iter(text.DEPENDS_ON)) == "Countries"
    assert all(names <= {"country", "sector", "partner"} for names in text.DEPENDS_ON.values())


def test_both_audiences_are_shown_until_a_sector_of_the_clusters_is_chosen():
    assert survey_rows.find_audiences([], AUDIENCE_OF) == ["ict", "production"]
    assert survey_rows.find_audiences(["automotive"], AUDIENCE_OF) == ["ict", "production"]
    assert survey_rows.find_audiences(["plasma_technology", "machining_manufacturing"], AUDIENCE_OF) == ["production"]


def test_an_answer_is_what_most_said():
    rows = asked(64.6, 20.0).assign(kind="multiple", basis="stated", question_text="What?")
    assert text.write_answer(rows) == ("64.6 % of those who answered (n ≈ 65, inferred): option 1", "")
    alone = asked(90.0, base=None).assign(
        kind="statement", basis="approximate", question_text="Do you?", audience="ict", qualifier="nearly"
    )
    assert text.write_answer(alone) == ("Nearly 90 % of the ICT SMEs that answered: “option 1”", "Do you?")
    unworded = alone.assign(qualifier=None)
    assert text.write_answer(unworded)[0] == "≈ 90 % of the ICT SMEs that answered: “option 1”"


def test_no_line_ends_between_a_figure_and_its_sign():
    assert text.keep_together("9 % have, 21 % want") == "9\u00a0% have, 21\u00a0% want"


def test_without_a_share_there_is_no_answer():
    nothing = asked(None).assign(kind="multiple", basis=None, question_text="What?")
    assert text.write_answer(nothing) == ("What SMEs answered is not in the source", "")
    assert text.describe_count(asked(None)) == "How many answered is not in the source"
