"""Activities, their dates and ties as the documents and the members' entries state them."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from dia_data.queries import activities
from dia_data.storage.store import Change, Store
from tests.conftest import Record, enter

QUESTIONS = (
    activities.activities,
    activities.dates,
    activities.revisions,
    activities.links,
    activities.unlinked_kpis,
    activities.programme,
    activities.parts,
)
VISIT = {"activity_id": "visit", "activity_name": "Visit", "kind": "mission", "country_code": "CHN"}
DATES = {"activity_id": "visit", "kind": "planned", "starts": date(2020, 5, 1), "ends": date(2020, 5, 8)}


@pytest.mark.parametrize("question", QUESTIONS, ids=[question.__name__ for question in QUESTIONS])
def test_an_empty_record_gives_no_rows(draft: Change, question: Callable[..., list]):
    assert question(draft) == []


def test_there_are_25_activities_of_which_six_go_to_a_market_and_three_recur(loaded: Store):
    rows = activities.activities(loaded)
    assert len(rows) == 25
    assert sum(row.country_name is not None for row in rows) == 6
    assert [row.recurrence for row in rows if row.recurrence] == ["monthly", "monthly", "quarterly"]


def test_the_document_dates_four_activities_and_the_programme(loaded: Store):
    assert [row.kind for row in activities.dates(loaded)] == ["planned"] * 4
    assert all(row.counts and not row.moved_with_programme for row in activities.revisions(loaded))
    (programme,) = activities.programme(loaded)
    assert (programme.starts, programme.ends) == (date(2020, 1, 1), date(2021, 9, 30))


def test_a_mission_sets_the_due_date_of_what_is_counted_on_it_and_in_its_market(loaded: Store):
    due = {(row.activity_id, row.reference, row.scope_key) for row in activities.links(loaded) if row.sets_due}
    missions = {
        (f"sme_mission_{place}", kpi, f"sme_mission_{place}")
        for place in ("usa", "china", "brazil")
        for kpi in ("mission_applications", "mission_smes", "mission_sme_meetings")
    }
    visits = {("fact_finding_usa", "USA"), ("fact_finding_china", "CHN"), ("fact_finding_brazil", "BRA")}
    assert due == missions | {(visit, "exploratory_missions", country) for visit, country in visits}


def test_every_tie_of_an_activity_has_a_place_in_the_source_and_ours_have_a_reason(loaded: Store):
    rows = activities.links(loaded)
    assert {row.kind for row in rows} == {"kpi", "market", "swot"}
    # Our links name the document of their places themselves.
    starts = {"d31": "§", "links": "D3.1 §"}
    assert all(row.locator.startswith(starts[row.source_id]) for row in rows)
    assert all(row.reason for row in rows if row.basis == "derived")


def test_the_kpis_that_no_activity_carries_are_listed(loaded: Store):
    assert [row.kpi_id for row in activities.unlinked_kpis(loaded)] == [
        "cluster_organisations_benefited", "dissemination_events", "social_network_followers", "highly_engaged_smes",
        "discussion_group_smes", "international_trade_fairs",
    ]  # fmt: skip


def test_a_retired_point_is_no_longer_tied_to_the_activity_that_works_on_it(draft: Change):
    point = {"item_id": "w1", "subject": "consortium", "quadrant": "weakness", "is_retired": False}
    answer = {"item_id": "w1", "activity_id": "visit"}
    enter(draft, {"activities": [VISIT], "swot_items": [point], "swot_answers": [answer]})
    assert [row.reference for row in activities.links(draft)] == ["w1"]
    enter(draft, {"swot_items": [point | {"is_retired": True}]})
    assert activities.links(draft) == []


def test_every_revision_is_kept_with_who_when_and_why(draft: Change):
    enter(draft, {"activities": [VISIT], "activity_dates": [DATES]}, kind="document")
    first = enter(draft, {"activity_dates": [DATES | {"kind": "revised", "reason": "Travel rules."}]})
    enter(draft, {"activity_dates": [DATES | {"kind": "revised", "starts": date(2020, 6, 1)}]})
    draft.withdraw(first, withdrawn_by="Ada", reason="Wrong mission.")
    rows = activities.revisions(draft)
    assert [(row.kind, row.counts) for row in rows] == [("revised", True), ("revised", False), ("planned", True)]
    assert (rows[1].reason, rows[1].withdrawn_by, rows[1].withdrawn_reason) == (
        "Travel rules.", "Ada", "Wrong mission.",
    )  # fmt: skip
    assert [row.starts for row in activities.dates(draft)] == [date(2020, 5, 1), date(2020, 6, 1)]


def test_dates_that_moved_with_the_whole_programme_say_so(draft: Change):
    programme = {"programme_id": "dia", "starts": date(2020, 1, 1), "ends": date(2021, 9, 30)}
    enter(draft, {"activities": [VISIT], "activity_dates": [DATES], "programme_dates": [programme]}, kind="document")
    later = programme | {"starts": date(2027, 1, 1), "ends": date(2028, 9, 30)}
    enter(draft, {"activity_dates": [DATES | {"kind": "revised"}], "programme_dates": [later]})
    assert [row.moved_with_programme for row in activities.revisions(draft)] == [True, False]
    assert [row.starts.year for row in activities.programme(draft)] == [2027, 2020]


def test_at_a_past_date_a_later_revision_is_not_known_and_one_taken_back_since_still_holds(
    store: Store, record: Record
):
    now = [datetime.fromisoformat("2020-01-10")]
    store.clock = lambda: now[0]
    record({"activities": [VISIT], "activity_dates": [DATES]})
    now[0] = datetime.fromisoformat("2020-02-10")
    revised = record({"activity_dates": [DATES | {"kind": "revised"}]})
    now[0] = datetime.fromisoformat("2020-03-10")
    with store.change() as change:
        change.withdraw(revised, withdrawn_by="Ada", reason="Slip.")
    known = {
        month: activities.revisions(store, as_of=datetime.fromisoformat(f"2020-{month:02}-20")) for month in (1, 2, 3)
    }
    assert {month: [(row.kind, row.counts) for row in rows] for month, rows in known.items()} == {
        1: [("planned", True)],
        2: [("revised", True), ("planned", True)],
        3: [("revised", False), ("planned", True)],
    }
    assert known[2][0].withdrawn_reason is None


def test_a_partner_has_a_part_in_what_it_planned_reported_or_recorded_an_event_of(draft: Change):
    partner = {"partner_id": "gaia", "short_name": "GAIA"}
    enter(
        draft,
        {
            "activities": [VISIT],
            "partners": [partner],
            "evaluation_plans": [{"activity_id": "visit", "partner_id": "gaia", "role": "organises"}],
            "kpi_results": [{"kpi_id": "k", "mission_id": "visit", "partner_id": "gaia"}],
            "events": [{"event_id": "e", "activity_id": "visit", "partner_id": "gaia"}],
        },
    )
    assert [(row.activity_id, row.partner) for row in activities.parts(draft)] == [("visit", "GAIA")] * 3
