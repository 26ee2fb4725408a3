"""The markets page: what is compared, what a profile holds, and what an empty place says."""

import pandas as pd

from tests.pages.conftest import Opened

NO_BREAK = "\u00a0"


def side_by_side(app) -> pd.DataFrame:
    return app.table[0].value


def test_the_six_targets_stand_side_by_side_in_the_order_of_the_strategy(opened: Opened):
    table = side_by_side(opened("markets"))
    assert list(table.columns) == ["Germany", "France", "Italy", "Brazil", "China", "USA"]


def test_each_cell_is_a_figure_or_says_that_it_is_not_known(opened: Opened):
    table = side_by_side(opened("markets"))
    assert (table.map(len) > 0).all(axis=None)
    assert table.loc["Degree of competition", "Brazil"] == "not in the source"
    assert table.loc["Sector value added growth 2017 → 2018 → 2019, %", "Italy"] == "−2.3 → 1.8 → 3.4 (f)".replace(
        " ", NO_BREAK
    )
    assert table.loc["Payments in the ICT sector, days", "France"] == "60 / ≈ 60".replace(" ", NO_BREAK)


def test_a_country_filter_leaves_that_market_alone_and_says_its_figures(opened: Opened):
    app = opened("markets", country="Italy")
    assert list(side_by_side(app).columns) == ["Italy"]
    (answer,) = app.header
    said = answer.value.replace("\\", "")
    assert said.startswith("Italy: ICT sector 2019 3.4 % (f), economy 2019 1.1 % (f), payments 120 days")


def test_a_reserve_market_can_be_chosen(opened: Opened):
    table = side_by_side(opened("markets", country=["Mexico", "USA"]))
    assert table.loc["SMEs with business there, % ¹"].to_dict() == {"USA": "22", "Mexico": "19"}


def test_a_partner_filter_leaves_the_markets_it_covers(opened: Opened):
    assert list(side_by_side(opened("markets", partner="BNPT")).columns) == ["Germany", "Brazil"]


def test_filters_that_leave_nothing_say_so_and_offer_the_markets(opened: Opened):
    app = opened("markets", country="Sweden", partner="SCS")
    (reason,) = app.info
    assert "the country filter alone leaves none; the partner filter alone leaves France" in reason.value
    assert "Germany, France, Italy" in reason.value
    (lift,) = (button for button in app.button if button.label == "Lift the country filter")
    assert list(side_by_side(lift.click().run()).columns) == ["France"]


def test_the_headlines_name_who_leads_with_the_figure(opened: Opened):
    app = opened("markets")
    leaders = [heading.value.replace("\\", "") for heading in app.header]
    assert leaders == ["China", "Italy", "Germany", "Germany", "USA"]
    said = " ".join(text.value for text in app.markdown[: 2 * len(leaders)]).replace("\\", "")
    for question, figure in (
        ("Fastest growth, 2019 (f)", "6.1 %"),
        ("Longest usual payments", "up to 120 days"),
        ("Best digital rank, IDI 2017", "rank 12"),
        ("Most wished for, world", "30 % of wishes"),
    ):
        assert f":small[{question}] :gray-badge[{figure}]" in said


def test_a_profile_shows_points_figures_coverage_and_the_unknown_marks_of_the_credit_grid(opened: Opened):
    app = opened("markets", market="Germany")
    headings = [heading.value.replace("\\", "") for heading in app.subheader]
    assert "Germany: what to know" in headings
    grid = next(table.value for table in app.table if "Mark" in table.value)
    assert len(grid) == 9
    assert set(grid["Mark"]) == {"unknown: its position is lost in the text of the source"}


def test_a_market_without_a_credit_grid_says_so(opened: Opened):
    reasons = [info.value for info in opened("markets", market="Brazil").info]
    assert "The source has no credit-risk grid for Brazil." in reasons


def test_every_market_has_a_profile(opened: Opened):
    for name in ("Germany", "France", "Italy", "Brazil", "China", "USA", "Mexico", "Morocco"):
        app = opened("markets", market=name)
        assert f"{name}: what to know" in [heading.value.replace("\\", "") for heading in app.subheader]


def test_an_unknown_market_in_a_link_is_named(opened: Opened):
    assert any("“Atlantis”" in warning.value for warning in opened("markets", market="Atlantis").warning)
