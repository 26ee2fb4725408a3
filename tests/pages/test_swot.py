"""The SWOT page: boards, drawers, views, filters, and recording by members."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dia_data.queries import swot as questions
from dia_data.record import swot as recording
from dia_data.storage.store import Store
from dia_data.swot import Point
from pages.ui import exports
from tests.pages.conftest import Opened

POINT = "consortium_strength_experience"


def read(app: AppTest) -> str:
    """All text on the page, without signs of markdown and without signs that have no width."""
    elements = [
        *app.markdown,
        *app.caption,
        *app.header,
        *app.subheader,
        *app.info,
        *app.warning,
        *app.error,
        *app.radio,
    ]
    texts = [" ".join(one.options) if one.type == "radio" else one.value for one in elements]
    return " ".join(texts).translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


def card(app: AppTest, key: str) -> pd.DataFrame:
    """The rows of a card of the page."""
    (rows,) = (part.cards[key].rows for part in app.session_state[exports.CARDS].values() if key in part.cards)
    return rows


def on_board(app: AppTest) -> pd.DataFrame:
    """The points that the board draws as lines."""
    rows = card(app, "board")
    return rows[~rows["is_retired"].astype(bool)]


def quadrants(app: AppTest) -> list[int]:
    """How many lines each quadrant has."""
    return list(on_board(app).groupby("quadrant", sort=False).size())


# Looking


def test_the_consortium_stands_on_a_board_of_four_quadrants(opened: Opened):
    app = opened("swot")
    assert quadrants(app) == [5, 5, 6, 3]
    assert "Consortium: 5 of 19 points have an active warning; 12 have evidence against them, linked by us" in read(app)


def test_a_board_of_a_market_says_that_the_source_has_no_threats_for_it(opened: Opened):
    app = opened("swot", board="Germany")
    assert quadrants(app) == [2, 3]
    assert "Not in the source: D3.1 states threats for the consortium only, not for Germany." in read(app)


def test_the_country_filter_turns_to_the_board_of_that_market_and_counts_evidence_about_it(opened: Opened):
    app = opened("swot", country="Germany")
    assert len(on_board(app)) == 5
    app = opened("swot", country="Germany", board="Consortium")
    assert "Only evidence about Germany is counted; warnings do not depend on the country." in read(app)
    assert (on_board(app)[["supported_by", "contradicted_by"]].sum(axis=1) > 0).sum() < 19


def test_choosing_a_country_later_turns_to_its_board_and_the_reader_may_turn_back(opened: Opened):
    app = opened("swot")
    app.pills(key="country").select("ITA").run()
    assert len(on_board(app)) == 5
    app.segmented_control(key="board").set_value("consortium").run()
    assert len(on_board(app)) == 19
    app.pills(key="country").unselect("ITA").run()
    assert len(on_board(app)) == 19


def test_a_country_that_is_no_market_is_named_as_such(opened: Opened):
    assert "Sweden: no target market, so there is no board." in read(opened("swot", country="Sweden"))


def test_warnings_say_which_publications_they_are_checked_against(opened: Opened):
    said = read(opened("swot", show="Warnings"))
    assert "Checked against the newest figures in the record: Atradius Market Monitor 2018-06 and ITU IDI 2017." in said


def test_a_country_of_which_we_linked_nothing_is_not_taken_for_no_evidence_at_all(opened: Opened):
    assert "we linked no evidence about Japan against any" in read(opened("swot", country="Japan"))


def test_a_point_opens_with_evidence_rules_and_age(opened: Opened):
    app = opened("swot")
    app.session_state["point"] = "consortium_strength_dynamic_ict"
    app.run()
    said = read(app)
    assert "For (4)" in said
    assert "Against (3)" in said
    assert "Sector value added growth, 2017 → 2018 → 2019: Germany 4.2 % → 3.9 % (e) → 3.4 % (f)" in said
    assert "the newest dated support is Atradius Market Monitor 2018-06" in said
    assert "Average 3-year sector growth below 0" in said


def test_a_link_opens_a_point_of_any_board(opened: Opened):
    app = opened("swot", point="Germany W3")
    assert "High competition and price pressure lead to low margins" in read(app)
    assert "ICT business failures rising – active: Germany 1.5 %" in read(app).replace("**", "")


def test_evidence_about_other_countries_is_filtered_away_and_counted(opened: Opened):
    said = read(opened("swot", point="S4", country="Italy"))
    assert "For (0)" in said
    assert "5 more are hidden by the country filter" in said
    assert "We linked no evidence for this point" not in said
    assert "4 are hidden by the country filter." in said
    assert "Freshness: all supporting evidence is hidden by the country filter." in said


def test_strategies_stand_in_four_pairs_with_what_carries_them(opened: Opened):
    app = opened("swot", show="Strategies")
    assert [heading.value[:2] for heading in app.subheader] == ["SO", "WO", "ST", "WT"]
    assert "Services: Funding and other opportunities" in read(app)


@pytest.mark.parametrize(
    ("view", "answer"),
    [
        ("Board", "Consortium: 5 of 19 points have an active warning; 12 have evidence against them, linked by us"),
        (
            "Coverage",
            (
                "We linked no activity to 3 of 8 weaknesses and threats of the consortium, "
                "and 8 of 25 activities to no point"
            ),
        ),
        ("Ratings", "No point is rated yet"),
        ("Strategies", "10 strategies of ours from pairs of SWOT points: 3 SO, 3 WO, 2 ST and 2 WT"),
        (
            "Warnings",
            (
                "10 of 11 market warnings with a figure are active in at least one market: "
                "Italy 6, Germany 2, Brazil 1, China 1, France 1"
            ),
        ),
    ],
)
def test_each_view_opens_with_its_answer(opened: Opened, view: str, answer: str):
    assert opened("swot", show=view).header[0].value.replace("\\", "") == answer


def test_a_link_from_before_the_views_were_renamed_still_opens_its_view(opened: Opened):
    app = opened("swot", view="Rules")
    assert app.segmented_control(key="show").value == "Warnings"
    assert "view" not in app.query_params


def test_coverage_names_open_weaknesses_and_idle_activities(opened: Opened):
    said = read(opened("swot", show="Coverage"))
    assert "3 weaknesses and threats of the consortium that we linked to no activity" in said
    assert "8 activities that we linked to no point" in said
    assert "**W3** Lack of trust in the new technology" in said


def test_rules_show_each_market_and_the_unknown_as_unknown(opened: Opened):
    wide = opened("swot", show="Warnings").table[0].value
    assert list(wide.columns) == ["Germany", "France", "Italy", "Brazil", "China", "USA"]
    line = wide.loc["Payment terms above 90 days in a target market (T2)"]
    assert line["Brazil"] == ":gray-badge[:material/remove: not in the source]"
    assert line["Italy"].startswith(":red-badge[:material/warning: active] on")
    assert list(opened("swot", show="Warnings", country="China").table[0].value.columns) == ["China"]


def test_ratings_say_that_there_are_none_before_anybody_rated(opened: Opened):
    assert "Ratings: not reported yet. Open a point to rate it for a partner." in read(opened("swot", show="Ratings"))


def test_coverage_draws_each_link_and_names_what_none_leads_to(opened: Opened):
    app = opened("swot", show="Coverage")
    assert len(card(app, "answers")) == 32
    assert "32 links of activities to points; of weaknesses and threats, none to W3, W5 and T2" in read(app)


@pytest.mark.parametrize(("name", "called"), [("show", "view"), ("board", "board"), ("point", "point")])
def test_an_unknown_name_in_the_address_is_said_and_left_out(opened: Opened, name: str, called: str):
    app = opened("swot", **{name: "Atlantis"})
    assert any(f"the {called} “Atlantis”" in warning.value for warning in app.warning)
    assert len(on_board(app)) == 19


# Recording


def points(store: Store) -> dict[str, Point]:
    return {point.item_id: point for point in questions.points(store)}


def form(app: AppTest, action: str) -> AppTest:
    (choice,) = (one for one in app.segmented_control if str(one.key).startswith("swot_action"))
    return choice.set_value(action).run()


def fill(app: AppTest, label: str, value: str) -> None:
    (field,) = (one for one in [*app.text_area, *app.text_input] if one.label.startswith(label))
    field.set_value(value)


def send(app: AppTest, label: str) -> AppTest:
    (button,) = (one for one in app.button if one.label == label)
    return button.click().run()


def test_a_rewording_is_recorded_shown_as_text_and_kept_in_the_history(own: Store, opened: Opened):
    app = form(opened("swot", point="S1"), "Reword")
    fill(app, "Text", "<script>alert(1)</script> **new** =1+1")
    fill(app, "Your name", "Ana")
    app = send(app, "Reword the point")
    assert points(own)[POINT].text == "<script>alert(1)</script> **new** =1+1"
    assert "<script>alert(1)</script> **new** =1+1" in set(on_board(app)["text"])
    assert app.toast[0].value == "Saved."


def test_a_text_that_is_too_long_is_refused_with_a_sentence_and_stays_in_the_form(own: Store, opened: Opened):
    before = own.revision
    app = form(opened("swot", point="S1"), "Reword")
    fill(app, "Text", "a" * 10_000)
    fill(app, "Your name", "Ana")
    app = send(app, "Reword the point")
    assert "Text: it has 10,000 characters; at most 500 are allowed." in read(app)
    assert len(app.text_area[0].value) == 10_000
    assert own.revision == before


def test_the_second_of_two_members_sees_what_the_first_did_and_decides(own: Store, opened: Opened):
    app = form(opened("swot", point="S1"), "Reword")
    recording.reword(own, item_id=POINT, text="Ana’s words", author="Ana", seen=points(own)[POINT].batch_id)
    fill(app, "Text", "Ben’s words")
    fill(app, "Your name", "Ben")
    app = send(app, "Reword the point")
    assert "reads “Ana’s words”" in read(app)
    assert points(own)[POINT].text == "Ana’s words"
    assert app.text_area[0].value == "Ben’s words"
    send(app, "Reword the point")
    assert points(own)[POINT].text == "Ben’s words"


def test_a_rating_stands_on_the_board_and_follows_the_partner_filter(own: Store, opened: Opened):
    app = form(opened("swot", point="S1"), "Rate")
    app.selectbox[-1].set_value("mitc")
    for scale in app.segmented_control[-2:]:
        scale.set_value(4)
    fill(app, "Your name", "Ben")
    app = send(app, "Rate the point")
    assert "4 / 4" in set(on_board(app)["relevance_urgency"])

    def rated(**filters: str) -> list[str]:
        return list(card(opened("swot", show="Ratings", **filters), "ratings")["point"])

    assert rated() == rated(partner="MITC") == ["S1"]
    assert rated(partner="SCS") == []


def test_a_retired_point_leaves_the_board_and_can_be_restored(own: Store, opened: Opened):
    app = form(opened("swot", point="S1"), "Retire")
    fill(app, "Reason", "outdated")
    fill(app, "Your name", "Ana")
    app = send(app, "Retire the point")
    assert points(own)[POINT].is_retired
    assert "of 18 points" in read(app)
    app = form(app, "Restore")
    fill(app, "Your name", "Ana")
    send(app, "Restore the point")
    assert not points(own)[POINT].is_retired


def test_a_new_point_is_added_to_the_board_that_is_shown(own: Store, opened: Opened):
    app = opened("swot", board="Germany")
    app.session_state["add_point"] = True
    app.run()
    (quadrant,) = (one for one in app.selectbox if one.label == "Quadrant")
    quadrant.set_value("threat")
    fill(app, "Text", "A new threat")
    fill(app, "Your name", "Ana")
    app = send(app, "Add point")
    assert "A new threat" in set(on_board(app)["text"])
    assert [point.subject for point in points(own).values() if point.text == "A new threat"] == ["DEU"]


def test_nothing_can_be_recorded_while_a_past_date_is_shown(opened: Opened):
    app = opened("swot", point="S1", as_of="2026-01-31")
    assert "Recording is off: the page shows what was known on 31 Jan 2026." in read(app)
    assert not [one for one in app.segmented_control if str(one.key).startswith("swot_action")]
