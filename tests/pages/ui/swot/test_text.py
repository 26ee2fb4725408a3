"""SWOT in words: names of points, boards, history, and text that members typed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from dia_data import swot, swot_history
from dia_data.queries import swot as questions
from dia_data.storage.store import Store
from pages.ui.swot import text as table
from tests.examples import example


def point(item_id: str = "a", **changed: Any) -> swot.Point:
    usual = {
        "item_id": item_id, "subject": "consortium", "subject_name": "Consortium", "quadrant": "strength",
        "position": 1, "text": "Text", "is_retired": False, "basis": "stated", "locator": "§7.1", "note": None,
        "recorded_by": "Ana", "recorded_at": datetime(2026, 3, 4, tzinfo=UTC),
    }  # fmt: skip
    return example(swot.Point, **usual | changed)


def test_a_point_is_named_by_its_quadrant_its_place_and_its_market():
    points = [
        point("a"),
        point("b", quadrant="weakness", position=12),
        point("c", subject="DEU", subject_name="Germany", quadrant="weakness", position=2),
    ]
    assert swot.label_points(points) == {"a": "S1", "b": "W12", "c": "Germany W2"}
    assert table.shorten_label("Germany W2") == "W2"


def test_two_points_on_the_same_place_have_different_names():
    assert list(swot.label_points([point("a"), point("b"), point("c")]).values()) == ["S1", "S1'", "S1''"]


def test_every_name_in_the_record_is_unique(loaded: Store):
    names = swot.label_points(questions.points(loaded))
    assert len(set(names.values())) == len(names) == len(questions.points(loaded))


def test_a_line_begins_with_the_sentence_and_ends_with_the_name_and_who_wrote_it():
    assert table.format_sentence(point(), "Germany S1") == "Text (S1)"
    assert table.format_sentence(point(basis="entered"), "S1") == "Text (S1 ✎)"


def test_a_quadrant_says_in_words_what_its_lines_show():
    said = table.describe_lines([("Text (S1)", table.Signs(supports=3, tripped=1)), ("More (S2)", table.Signs())])
    assert said == "Text (S1): 3 for, 0 against, active warning; More (S2): 0 for, 0 against"


def test_ratings_are_averaged_over_the_partners_chosen():
    ratings = [
        example(swot.Rating, item_id="a", partner_id="scs", relevance=4, urgency=1),
        example(swot.Rating, item_id="a", partner_id="mitc", relevance=5, urgency=1),
    ]
    assert table.average_ratings(ratings, []) == {"a": (4.5, 1, 2)}
    assert table.average_ratings(ratings, ["mitc"]) == {"a": (5, 1, 1)}
    assert table.format_rating((4.5, 1, 2)) == "4.5 / 1"
    assert table.format_rating(None) == ""
    assert table.average_ratings(ratings, ["gaia"]) == {}


def test_a_headline_counts_points_doubts_and_alarms():
    points = [point("a"), point("b")]
    signs = {"a": table.Signs(contradicts=2, tripped=1)}
    assert table.write_headline(points, signs, board="Germany") == (
        "Germany: 1 of 2 points has an active warning; 1 has evidence against it, linked by us"
    )


def test_a_headline_without_an_active_warning_or_a_point_says_so():
    assert table.write_headline([point("a")], {}, board="USA") == (
        "USA: none of 1 point has an active warning; we linked no evidence against any"
    )
    assert table.write_headline([], {}, board="USA") == "USA: no point is on the board"


def test_a_headline_says_about_which_countries_evidence_is_counted():
    points = [point("a"), point("b")]
    assert table.write_headline(points, {}, board="Consortium", about=["Japan"]) == (
        "Consortium: none of 2 points has an active warning; we linked no evidence about Japan against any"
    )
    signs = {"a": table.Signs(contradicts=2)}
    assert table.write_headline(points, signs, board="Italy", about=["Italy", "China"]) == (
        "Italy: none of 2 points has an active warning; 1 has evidence about Italy and China against it, linked by us"
    )


def test_a_market_has_no_threats_in_the_source_and_the_consortium_may_have_none_left():
    assert table.explain_empty_quadrant("threat", "Germany", "DEU") == (
        "Not in the source: D3.1 states threats for the consortium only, not for Germany."
    )
    assert table.explain_empty_quadrant("weakness", "Consortium", "consortium") == "No weaknesses on this board."


def test_an_event_of_the_history_names_time_author_and_reason_as_text():
    row = example(
        swot_history.Touch, kind="entry", recorded_by="*Ana*", recorded_at=datetime(2026, 3, 4, 5, 6, tzinfo=UTC),
        reason="<b>new</b>", withdrawn_at=datetime(2026, 3, 5, tzinfo=UTC), source_id="swot_form",
    )  # fmt: skip
    said = table.format_event(swot_history.Event(row=row, what="retired"))
    assert said.startswith("4 Mar 2026, 06:06 Brussels time · **\u2068\\*Ana\\*\u2069**")
    assert "Reason: \u2068\\<b\\>new\\</b\\>\u2069." in said
    assert said.endswith("Undone on 5 Mar 2026.")


@pytest.mark.parametrize(
    ("view", "chosen", "said"),
    [
        ("Board", {}, ""),
        (
            "Board",
            {"countries": ["Germany"]},
            "Only evidence about Germany is counted; warnings do not depend on the country.",
        ),
        ("Board", {"countries": ["Sweden"]}, "Sweden: no target market, so there is no board."),
        (
            "Board",
            {"partners": ["SCS"]},
            "Ratings (“Table”) are those of SCS; evidence and warnings do not depend on the partner.",
        ),
        ("Ratings", {"partners": ["SCS"]}, "Ratings are those of SCS."),
        ("Ratings", {"countries": ["Germany"]}, "Ratings do not depend on the country."),
        ("Warnings", {"countries": ["Germany"]}, ""),
        ("Warnings", {"countries": ["Sweden"]}, "Sweden: no target market, so no warning is checked."),
        ("Warnings", {"partners": ["SCS"]}, "Warnings do not depend on the partner."),
        ("Strategies", {"partners": ["SCS"]}, "country and partner change nothing here"),
        ("Coverage", {"countries": ["Germany"]}, "The country filter narrows the markets’ weaknesses"),
        ("Coverage", {"partners": ["SCS"]}, "Links do not depend on the partner."),
        ("Coverage", {}, ""),
    ],
)
def test_each_view_says_what_the_filters_do_in_it(view: str, chosen: dict[str, list[str]], said: str):
    found = table.explain_filters(view, **{"countries": [], "partners": [], "markets": ["Germany"]} | chosen)
    assert said in found if said else found == ""


def test_a_point_without_a_place_in_a_document_says_who_recorded_it():
    at = datetime(2021, 3, 4)  # noqa: DTZ001  the record writes UTC without an offset
    own = point(basis="demonstration", locator=None, recorded_at=at)
    assert table.describe_origin(own) == "◇ Recorded by \u2068Ana\u2069 on 4 Mar 2021."


def test_the_title_of_the_coverage_says_of_which_points_none_is_linked():
    assert table.write_coverage_title(linked=32, open_ones=["W3", "T2"]) == (
        "32 links of activities to points; of weaknesses and threats, none to W3 and T2"
    )
    assert table.write_coverage_title(linked=1, open_ones=[]) == (
        "1 link of activities to points; each weakness and threat has one"
    )
