"""Recording SWOT points: each entry is one batch, what is wrong is named, and nobody overwrites what is unseen."""

from datetime import timedelta
from typing import Any

import pytest

from dia_data.errors import EntryInvalid, PointChanged, PointUnknown
from dia_data.queries import swot as questions
from dia_data.record import swot
from dia_data.storage.store import Store
from dia_data.swot import Point
from tests.conftest import Record

POINT = "consortium_strength_experience"
MARKET_POINT = "deu_weakness_2"
TYPED = [
    "<script>alert(1)</script>",
    "**bold** _it_ [a](https://example.com) # no heading",
    "=1+1",
    "🚀 to the moon 🚀",
    "שלום עולם",
    "a" * 500,
]


@pytest.fixture
def known(store: Store, record: Record) -> Store:
    """A record with two partners, a market, a reserve, and a printed point of the consortium and of the market."""
    record(
        {
            "countries": [{"country_code": "DEU", "country_name": "Germany"}, {"country_code": "MEX"}],
            "markets": [{"country_code": "DEU", "role": "target_europe"}, {"country_code": "MEX", "role": "reserve"}],
            "market_notes": [{"country_code": "DEU", "kind": "weakness", "position": 2, "text": "Low margins"}],
            "partners": [
                {"partner_id": "scs", "short_name": "SCS", "position": 1},
                {"partner_id": "mitc", "short_name": "MITC", "position": 2},
            ],
            "swot_items": [
                {"item_id": POINT, "subject": "consortium", "quadrant": "strength", "position": 1, "text": "Experience"}
            ],
        },
        kind="document",
        source_id="d31",
    )
    return store


def point(store: Store, item_id: str = POINT, **known_at: Any) -> Point:
    (row,) = (row for row in questions.points(store, **known_at) if row.item_id == item_id)
    return row


def seen(store: Store, item_id: str = POINT) -> str:
    return point(store, item_id).batch_id


def added(store: Store, text: str = "New", **changed: Any) -> str:
    return swot.add(store, **{"subject": "consortium", "quadrant": "threat", "text": text, "author": "Ana"} | changed)


def rated(store: Store, **changed: Any) -> str:
    usual = {"item_id": POINT, "partner_id": "scs", "relevance": 4, "urgency": 2, "author": "Ana"}
    return swot.rate(store, **usual | {"seen": seen(store), "seen_rating": None} | changed)


# What is recorded


def test_an_added_point_stands_at_the_end_of_its_quadrant_as_entered_by_its_author(known: Store):
    first, second = added(known, "One"), added(known, "Two", quadrant="strength")
    assert point(known, first).position == 1
    row = point(known, second)
    assert (row.position, row.text, row.basis, row.recorded_by) == (2, "Two", "entered", "Ana")
    assert row.source_id == "swot_form"


def test_a_market_may_get_a_point_that_the_source_does_not_have(known: Store):
    item = added(known, subject="DEU", quadrant="opportunity")
    assert (point(known, item).subject_name, point(known, item).quadrant) == ("Germany", "opportunity")


@pytest.mark.parametrize("text", TYPED)
def test_text_is_stored_as_typed(known: Store, text: str):
    assert point(known, added(known, text)).text == text


def test_line_ends_and_control_signs_become_one_space(known: Store):
    assert point(known, added(known, "  one\r\n\x00 two\t\ud800three ")).text == "one two three"


def test_each_entry_is_one_batch_and_the_form_is_described_once(known: Store):
    before = len(known.rows("from batches"))
    item = added(known)
    swot.reword(known, item_id=item, text="Newer", author="Ben", seen=seen(known, item))
    assert len(known.rows("from batches")) == before + 2
    assert known.value("select count(*) from sources where source_id = 'swot_form'") == 1
    assert known.value("select count(*) from batches where source_id = 'swot_form' and kind = 'entry'") == 2


@pytest.mark.parametrize("item_id", [POINT, MARKET_POINT])
def test_a_rewording_counts_instead_of_the_printed_text_and_keeps_the_place_on_the_board(known: Store, item_id: str):
    before = point(known, item_id)
    swot.reword(known, item_id=item_id, text="Better", author="Ben", seen=before.batch_id, reason="clearer")
    after = point(known, item_id)
    assert (after.text, after.basis, after.recorded_by) == ("Better", "entered", "Ben")
    assert (after.subject, after.quadrant, after.position) == (before.subject, before.quadrant, before.position)
    assert len(questions.points(known)) == 2


def test_a_retired_point_keeps_text_and_basis_and_can_be_restored(known: Store):
    swot.retire(known, item_id=MARKET_POINT, author="Ana", seen=seen(known, MARKET_POINT), reason="outdated")
    retired = point(known, MARKET_POINT)
    assert (retired.is_retired, retired.text, retired.basis, retired.locator) == (
        True, "Low margins", "stated", "§1",
    )  # fmt: skip
    swot.restore(known, item_id=MARKET_POINT, author="Ben", seen=retired.batch_id)
    assert not point(known, MARKET_POINT).is_retired


def test_the_last_rating_of_a_partner_counts_and_leaves_that_of_another_alone(known: Store):
    first = rated(known)
    rated(known, partner_id="mitc", relevance=1)
    rated(known, relevance=5, seen_rating=first)
    found = questions.ratings(known)
    assert {one.partner: one.relevance for one in found} == {"SCS": 5, "MITC": 1}


def test_what_was_known_before_an_entry_stays_known_at_that_date(known: Store):
    swot.reword(known, item_id=POINT, text="Better", author="Ben", seen=seen(known))
    moment = point(known).recorded_at
    assert point(known, as_of=moment - timedelta(microseconds=1)).text == "Experience"
    assert point(known, as_of=moment).text == "Better"


def test_a_withdrawn_rewording_gives_back_the_printed_text(known: Store):
    batch = swot.reword(known, item_id=POINT, text="Better", author="Ben", seen=seen(known))
    with known.change() as change:
        change.withdraw(batch, withdrawn_by="Ana", reason="a mistake")
    assert point(known).text == "Experience"


# What is refused


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": "  "}, "Text: it is empty. Write the point in one sentence of at most 500 characters."),
        ({"text": "\u200b\u2060"}, "Text: it is empty."),
        ({"text": "a" * 10_000}, "Text: it has 10,000 characters; at most 500 are allowed."),
        ({"quadrant": "strength", "text": "EXPERIENCE"}, "Text: strength 1 of this board says the same"),
        ({"quadrant": "strength", "text": "E\u200bXPERIENCE"}, "Text: strength 1 of this board says the same"),
        ({"author": ""}, "Your name: it is empty."),
        ({"author": "a" * 81}, "Your name: it has 81 characters; at most 80 are allowed."),
        ({"quadrant": None}, "Quadrant: nothing is chosen; choose one of strength, weakness, opportunity, threat."),
        ({"quadrant": "idea"}, "Quadrant: “idea” is unknown; choose one of strength"),
        ({"subject": "MEX"}, "Board: “MEX” is unknown; choose one of consortium, DEU."),
    ],
)
def test_a_point_that_cannot_be_added_says_which_field_is_wrong(known: Store, wrong: dict[str, Any], sentence: str):
    before = known.revision
    with pytest.raises(EntryInvalid) as refused:
        added(known, **wrong)
    assert str(refused.value).startswith("Nothing was recorded. ")
    assert sentence in str(refused.value)
    assert known.revision == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"relevance": 0}, "Relevance: 0 is not on the scale; choose a whole number from 1 (low) to 5 (high)."),
        ({"urgency": 6}, "Urgency: 6 is not on the scale"),
        ({"urgency": None}, "Urgency: nothing is chosen"),
        ({"relevance": 2.5}, "Relevance: 2.5 is not a whole number"),
        ({"relevance": True}, "Relevance: True is not a number"),
        ({"partner_id": "acme"}, "Partner: “acme” is unknown; choose one of SCS, MITC."),
        ({"partner_id": None}, "Partner: nothing is chosen; choose one of SCS, MITC."),
    ],
)
def test_a_rating_off_the_scale_or_of_nobody_is_refused(known: Store, wrong: dict[str, Any], sentence: str):
    with pytest.raises(EntryInvalid) as refused:
        rated(known, **wrong)
    assert sentence in str(refused.value)


def test_all_that_is_wrong_is_said_at_once(known: Store):
    with pytest.raises(EntryInvalid) as refused:
        added(known, text="", author="", quadrant=None)
    assert [problem.split(":")[0] for problem in refused.value.problems] == ["Quadrant", "Text", "Your name"]


def test_a_point_is_not_retired_without_a_reason(known: Store):
    with pytest.raises(EntryInvalid, match="Reason: it is empty"):
        swot.retire(known, item_id=POINT, author="Ana", seen=seen(known), reason=" ")


def test_a_rewording_that_changes_nothing_is_refused(known: Store):
    with pytest.raises(EntryInvalid, match="the same as before"):
        swot.reword(known, item_id=POINT, text="Experience ", author="Ana", seen=seen(known))


def test_a_retired_point_is_restored_before_anything_else_and_only_then(known: Store):
    with pytest.raises(EntryInvalid, match="nothing to restore"):
        swot.restore(known, item_id=POINT, author="Ana", seen=seen(known))
    swot.retire(known, item_id=POINT, author="Ana", seen=seen(known), reason="outdated")
    with pytest.raises(EntryInvalid, match="restore it first"):
        rated(known)
    with pytest.raises(EntryInvalid, match="restore that one"):
        added(known, "experience", quadrant="strength")


def test_a_point_that_is_not_there_is_named(known: Store):
    with pytest.raises(PointUnknown, match="“nothing”"):
        swot.reword(known, item_id="nothing", text="Better", author="Ana", seen="x")


# Two members, one point


def test_the_second_of_two_members_hears_what_the_first_did_and_may_then_decide(known: Store):
    opened = seen(known)
    swot.reword(known, item_id=POINT, text="Ana’s words", author="Ana", seen=opened)
    with pytest.raises(PointChanged, match=r"Ana .* changed the point. It is on the board and reads “Ana’s words”"):
        swot.reword(known, item_id=POINT, text="Ben’s words", author="Ben", seen=opened)
    assert point(known).text == "Ana’s words"
    swot.reword(known, item_id=POINT, text="Ben’s words", author="Ben", seen=seen(known))
    assert point(known).text == "Ben’s words"


def test_nobody_rates_or_retires_a_point_that_was_reworded_meanwhile(known: Store):
    opened = seen(known)
    swot.reword(known, item_id=POINT, text="Something else", author="Ana", seen=opened)
    with pytest.raises(PointChanged):
        rated(known, seen=opened)
    with pytest.raises(PointChanged):
        swot.retire(known, item_id=POINT, author="Ben", seen=opened, reason="outdated")


def test_a_rating_for_the_same_partner_made_meanwhile_is_shown_first(known: Store):
    rated(known)
    with pytest.raises(PointChanged, match="rated the point for SCS: relevance 4, urgency 2"):
        rated(known, relevance=1)
