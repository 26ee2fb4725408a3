"""The markets page: what is compared, what a profile holds, and what an empty place says."""

import re
from typing import Any

import pandas as pd
from streamlit.testing.v1 import AppTest

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
    assert table.loc["Sector value added growth 2017 → 2018 → 2019, %", "Italy"] == "−2.3 → 1.8 (e) → 3.4 (f)".replace(
        " ", NO_BREAK
    )
    payments = table.loc["Payments in the ICT sector, days", "France"]
    assert payments == f"on{NO_BREAK}average{NO_BREAK}60 / around{NO_BREAK}60"


def test_a_country_filter_leaves_that_market_alone_and_says_its_figures(opened: Opened):
    app = opened("markets", country="Italy")
    assert list(side_by_side(app).columns) == ["Italy"]
    (answer,) = app.header
    said = answer.value.replace("\\", "")
    assert said.startswith(
        "Italy: Value added growth 3.4 % (2019 forecast), usual payment around 120 days, "
        "ICT Development Index rank 47 (2017)"
    )


def test_a_reserve_market_can_be_chosen(opened: Opened):
    table = side_by_side(opened("markets", country=["Mexico", "USA"]))
    assert table.loc["Existing business, % of the countries named ¹"].to_dict() == {"USA": "22", "Mexico": "19"}


def test_a_partner_filter_leaves_the_markets_it_covers(opened: Opened):
    assert list(side_by_side(opened("markets", partner="BNPT")).columns) == ["Germany", "Brazil"]


def test_filters_that_leave_nothing_say_so_and_offer_the_markets(opened: Opened):
    app = opened("markets", country="Sweden", partner="SCS")
    (reason,) = app.info
    assert "the country filter alone leaves none; the partner filter alone leaves France" in reason.value
    assert "Germany, France, Italy" in reason.value
    (lift,) = (button for button in app.button if button.label == "Clear country")
    assert list(side_by_side(lift.click().run()).columns) == ["France"]


def charts(app: AppTest) -> list[Any]:
    return [one for one in app.get("echarts_chart") if one.key.startswith("market_chart_")]


def test_the_answer_names_who_leads_with_the_figure(opened: Opened):
    app = opened("markets")
    (answer,) = app.header
    assert answer.value.replace("\\", "") == "China was forecast to grow fastest in 2019: 6.1 % (5 of 6 markets known)"
    said = [text.value.replace("\\", "").replace(NO_BREAK, " ") for text in app.markdown]
    assert (
        "Most wanted by SMEs: Germany among the 3 in Europe (21 % of the countries named there) "
        "and the USA among the 3 outside Europe (30 %)."
    ) in said


def test_each_target_has_a_card_with_growth_interest_payment_rank_and_kpis(opened: Opened):
    app = opened("markets")
    assert len(charts(app)) == 6
    texts = [text.value.replace("\\", "") for text in app.markdown if "KPIs there" in text.value]
    assert texts[0].startswith(":small[ICT Development Index rank 12 (2017)]")
    assert "**5** not reported" in texts[0]
    names = [button.label for button in app.button if button.key and button.key.startswith("open_card_")]
    assert names[0] == "**Germany** :small[:gray[target market in Europe]]"
    assert len(names) == 6


def test_the_cards_are_sorted_by_what_is_chosen_and_the_address_says_so(opened: Opened):
    def order(app: AppTest) -> list[str]:
        keys = [button.key for button in app.button if button.key and button.key.startswith("open_card_")]
        return [key.removeprefix("open_card_") for key in keys]

    assert order(opened("markets", market_order="Rank")) == ["DEU", "FRA", "USA", "ITA", "BRA", "CHN"]
    app = opened("markets")
    assert order(app) == ["DEU", "FRA", "ITA", "BRA", "CHN", "USA"]
    app.selectbox("market_order").set_value("Growth").run()
    assert order(app) == ["CHN", "DEU", "FRA", "ITA", "USA", "BRA"]


def test_the_name_on_a_card_opens_the_profile(opened: Opened):
    app = opened("markets")
    app.button("open_card_ITA").click().run()
    assert "**Italy: what to know**" in bold(app)
    app.button("open_reserves_MEX").click().run()
    assert "**Mexico: what to know**" in bold(app)


def test_a_reserve_says_what_is_to_be_collected(opened: Opened):
    said = " ".join(text.value for text in opened("markets").markdown).replace("\\", "")
    assert "To be collected, 8 indicators: Sector value added growth, " in said


def test_the_table_is_shaded_by_the_declared_direction_alone(opened: Opened):
    (styles,) = [styled for table in opened("markets").table if (styled := table.proto.arrow_data.styler.styles)]
    shaded = set(re.findall(r"row(\d+)_col\d+", styles))
    table = side_by_side(opened("markets"))
    lines = [list(table.index)[int(row)] for row in sorted(shaded, key=int)]
    assert "Degree of competition" in lines
    assert "Degree of export orientation" not in lines
    assert not any("countries named" in line for line in lines)


def bold(app: AppTest) -> list[str]:
    return [text.value.replace("\\", "") for text in app.markdown]


def test_a_profile_shows_points_figures_coverage_and_the_unknown_marks_of_the_credit_grid(opened: Opened):
    app = opened("markets", market="Germany")
    assert "**Germany: what to know**" in bold(app)
    grid = next(table.value for table in app.table if "Mark" in table.value)
    assert len(grid) == 9
    assert set(grid["Mark"]) == {"unknown: its position is lost in the text of the source"}


def test_a_market_without_a_credit_grid_says_so(opened: Opened):
    reasons = [info.value for info in opened("markets", market="Brazil").info]
    assert "The source has no credit-risk grid for Brazil." in reasons


def test_every_market_has_a_profile(opened: Opened):
    for name in ("Germany", "France", "Italy", "Brazil", "China", "USA", "Mexico", "Morocco"):
        app = opened("markets", market=name)
        assert f"**{name}: what to know**" in bold(app)


def test_an_unknown_market_in_a_link_is_named(opened: Opened):
    assert any("“Atlantis”" in warning.value for warning in opened("markets", market="Atlantis").warning)


def test_of_two_markets_none_is_the_most_and_each_is_told(opened: Opened):
    (answer,) = opened("markets", country=["Italy", "China"]).header
    said = answer.value.replace("\\", "")
    assert "Italy: Value added growth 3.4 % (2019 forecast)" in said
    assert "China: Value added growth 6.1 % (2019 forecast)" in said
    assert "fastest" not in said


def test_markets_of_which_nothing_can_be_compared_are_told_one_by_one(opened: Opened):
    (answer,) = opened("markets", country=["Italy", "Mexico"]).header
    said = answer.value.replace("\\", "")
    assert "Italy: Value added growth 3.4 % (2019 forecast)" in said
    assert "Mexico: Value added growth not in the source" in said


ANOTHER = "another measure: ICT sector growth 2017 4.5 % and ICT market growth per year around 10–11 %"


def test_brazil_is_told_with_its_own_measures_of_growth(opened: Opened):
    app = opened("markets", country="Brazil")
    (answer,) = app.header
    assert f"Brazil: Value added growth not in the source ({ANOTHER})" in answer.value.replace("\\", "")
    table = side_by_side(opened("markets"))
    assert table.loc["Sector value added growth 2017 → 2018 → 2019, %", "Brazil"] == ANOTHER
    assert table.loc["GDP growth 2017 → 2018 → 2019, %", "Brazil"] == "not in the source"
    sources = [caption.value for caption in app.caption if "5.5.1" in caption.value]
    assert any(source.startswith("Source: D3.1 §5.5.1") for source in sources)


def test_a_year_that_was_not_over_is_called_an_estimate_below_the_cards(opened: Opened):
    said = [caption.value.replace("\\", "") for caption in opened("markets").caption]
    estimate = "Estimate, as we read it: the year was not over: 2018, published in Jun 2018."
    (note,) = [one for one in said if one.startswith("Cards share their scales.")]
    assert estimate in note


def test_what_the_text_says_of_credit_stands_beside_the_lost_marks_and_side_by_side(opened: Opened):
    app = opened("markets", market="Germany")
    said = " ".join(text.value for text in app.markdown).replace("\\", "")
    assert "Payment delays were expected to increase in 2018" in said
    assert "Insolvencies in the ICT industry were expected to increase in 2018" in said
    table = next(table.value for table in app.table if "Stance of Atradius" in table.value)
    stances = dict(zip(table["Market"].str.strip("*"), table["Stance of Atradius"], strict=True))
    assert stances["France"] == "Generally neutral in the ICT segment"
    assert stances["Italy"].startswith("Generally open for all ICT segments")
    assert stances["USA"].startswith("Cautiously open")
    assert [stances[name] for name in ("Germany", "Brazil", "China")] == ["not in the source"] * 3


def test_how_old_the_document_is_stands_below_the_comparison(opened: Opened):
    said = " ".join(caption.value for caption in opened("markets").caption).replace("\\", "")
    assert "D3.1 prints no date. The latest event it mentions as past dates from autumn 2018 (D3.1 §6.5 prose)." in said


def test_a_link_to_the_former_name_of_the_order_by_interest_still_sorts_by_it(opened: Opened):
    app = opened("markets", market_order="Wish")
    (order,) = (one for one in app.selectbox if one.label == "Sort by")
    assert order.value == "Interest"
