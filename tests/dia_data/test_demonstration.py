"""The demonstration workspace: the same each time, plausible on its last day, and marked as synthetic throughout."""

import re
import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from dia_data import agenda, demonstration
from dia_data.checks import integrity
from dia_data.errors import DatabaseInUse, DatabaseLogAlone, DatabaseNotWritable
from dia_data.kpis import Standing, Status, find_leading
from dia_data.queries import attention, decisions, kpis, meetings
from dia_data.record import decisions as deciding
from dia_data.record import meetings as holding
from dia_data.record import swot
from dia_data.storage import workspaces
from dia_data.storage.store import Store
from dia_data.storage.tables import FACT_TABLES, PHASES
from dia_data.wording.statuses import MATTER_KINDS
from tests.saved import copy_demonstration

LAST_DAY = date(2021, 12, 31)

LEADING = {
    "cluster_organisations_benefited": Status.ACHIEVED,
    "dissemination_events": Status.ON_TRACK,
    "social_network_followers": Status.AT_RISK,
    "highly_engaged_smes": Status.ON_TRACK,
    "discussion_group_smes": Status.OFF_TRACK,
    "cooperation_workshops": Status.ON_TRACK,
    "training_webinars": Status.ON_TRACK,
    "webinar_participants": Status.ACHIEVED,
    "escp_cooperations": Status.ACHIEVED,
    "potential_partners_contacted": Status.AT_RISK,
    "exploratory_missions": Status.NOT_REPORTED,
    "international_agreements": Status.NOT_DUE,
    "international_trade_fairs": Status.STALE,
    "matchmaking_meetings": Status.OFF_TRACK,
    "mission_applications": Status.NOT_DUE,
    "mission_smes": Status.ABOVE_RANGE,
    "mission_sme_meetings": Status.OFF_TRACK,
    "benefited_smes": Status.AT_RISK,
    "sme_partnership_agreements": Status.NOT_DUE,
    "ambassador_smes": Status.AT_RISK,
    "turnover_employment_increase": Status.NOT_REPORTED,
    "partnership_members": Status.NOT_DUE,
    "sponsor_agreements": Status.ON_TRACK,
}
"""How each KPI stands in its worst scope on the last day."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration that tests share, perhaps of another day; copied, never opened."""
    return copy_demonstration(tmp_path_factory.mktemp("demonstration"))


@pytest.fixture(scope="module")
def shown(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration for questions; no test records anything in it."""
    opened = Store(Path(shutil.copy(built, tmp_path_factory.mktemp("shown"))))
    yield opened
    opened.close()


@pytest.fixture
def tried_out(built: Path, tmp_path: Path) -> Iterator[Store]:
    """A demonstration of the test's own."""
    opened = Store(Path(shutil.copy(built, tmp_path)))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def standings(shown: Store) -> list[Standing]:
    return kpis.standings(shown, today=LAST_DAY)


def content(store: Store) -> dict[str, bytes]:
    """Each table as the bytes of its export, in the order of its rows."""
    names = [row["table_name"] for row in store.rows("select table_name from duckdb_tables() order by table_name")]
    return {name: store.frame(f"from {name}").to_csv().encode() for name in names}


# The file


def test_two_builds_have_the_same_content_to_the_byte(shown: Store, tmp_path: Path):
    path = tmp_path / "demonstration.duckdb"
    demonstration.build(path)
    assert [file.name for file in tmp_path.glob("[!.]*")] == [path.name]
    again = Store(path)
    assert content(again) == content(shown)
    again.close()


def test_a_log_without_its_demonstration_is_left_alone_and_named(tmp_path: Path):
    log = tmp_path / "demonstration.duckdb.wal"
    log.write_bytes(b"of another file")
    with pytest.raises(DatabaseLogAlone, match=r"demonstration\.duckdb\.wal"):
        demonstration.build(tmp_path / "demonstration.duckdb")
    assert log.read_bytes() == b"of another file"


def test_no_time_in_it_is_that_of_the_machine(shown: Store):
    times = shown.rows(
        "select changed_at as at from changes union all select recorded_at from batches "
        "union all select withdrawn_at from batches where withdrawn_at is not null"
    )
    assert min(row["at"] for row in times) == datetime.fromisoformat("2020-01-01")
    assert max(row["at"] for row in times) == datetime.fromisoformat("2021-12-31T16:00")


def test_what_is_recorded_later_has_a_later_revision(shown: Store):
    times = [row["changed_at"] for row in shown.rows("select changed_at from changes order by revision")]
    assert times == sorted(times)


def test_a_demonstration_that_a_dashboard_has_open_is_not_replaced(tried_out: Store):
    with pytest.raises(DatabaseInUse):
        demonstration.build(tried_out.path)
    assert tried_out.value("select count(*) from kpi_results") > 0


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path):
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(DatabaseNotWritable, match="cannot be written"):
        demonstration.build(tmp_path / "data" / "demonstration.duckdb")


# What it shows


def test_every_status_leads_at_least_one_kpi_on_the_last_day(standings: list[Standing]):
    by_kpi: dict[str, list[Standing]] = {}
    for one in standings:
        by_kpi.setdefault(one.kpi_id, []).append(one)
    assert {kpi_id: find_leading(scopes).status for kpi_id, scopes in by_kpi.items()} == LEADING
    assert set(LEADING.values()) == set(Status)


def test_fifteen_smes_on_one_mission_are_above_the_range(standings: list[Standing]):
    found = {one.scope_key: (one.result, one.status) for one in standings if one.kpi_id == "mission_smes"}
    assert found == {
        "sme_mission_usa": (12, Status.ACHIEVED),
        "sme_mission_brazil": (15, Status.ABOVE_RANGE),
        "sme_mission_china": (None, Status.NOT_REPORTED),
    }


def test_nothing_was_reported_when_the_programme_began(shown: Store):
    first_day = datetime.fromisoformat("2020-01-31")
    assert {one.status for one in kpis.standings(shown, today=first_day.date(), as_of=first_day)} == {
        Status.NOT_REPORTED
    }


def test_partners_report_within_three_weeks_some_are_late_and_some_quarters_are_missing(shown: Store):
    found = shown.rows(
        """
        select recorded_by, split_part(note, ':', 1) as quarter, min(recorded_at)::date as reported_on
        from batches where note similar to '\\d{4}-Q\\d: .*' group by all
        """
    )
    days = {(row["recorded_by"], row["quarter"]): (row["reported_on"] - end_of(row["quarter"])).days for row in found}
    assert len(days) == 6 * 8 - 4
    in_time = [late for (_, quarter), late in days.items() if quarter != "2021-Q4" and late <= 20]
    assert min(in_time) >= 2
    assert sorted(late for late in days.values() if late > 20) == [48, 61, 66]
    assert all(late < 0 for (_, quarter), late in days.items() if quarter == "2021-Q4")


def end_of(quarter: str) -> date:
    year, number = re.fullmatch(r"(\d{4})-Q(\d)", quarter).groups()
    return date(int(year), 3 * int(number), 31 if number in "14" else 30)


def test_corrections_replace_what_was_reported_under_the_same_id(shown: Store):
    found = shown.rows(
        """
        select kpi_id, arg_min(value, revision) as first, arg_max(value, revision) as now
        from kpi_results inner join batches using (batch_id) where withdrawn_at is null
        group by kpi_id, result_id having count(*) > 1
        """
    )
    assert {row["kpi_id"] for row in found} == {
        "matchmaking_meetings", "dissemination_events", "webinar_participants", "mission_applications",
    }  # fmt: skip
    assert all(row["first"] > row["now"] for row in found)


def test_a_typing_error_was_withdrawn_and_counted_until_then(shown: Store):
    (batch,) = shown.rows("from batches where withdrawn_at is not null")
    followers = (
        "select value from kpi_results_as_of($t) where kpi_id = 'social_network_followers' and period = '2021-Q3'"
    )
    assert batch["withdrawn_reason"] == "Typing error: a zero too many."
    assert shown.value(followers, t=batch["recorded_at"]) == 1080
    assert shown.value(followers, t=None) == 108


def test_some_smes_are_reported_by_two_partners_and_some_in_another_spelling(shown: Store):
    twice = shown.rows(
        """
        select kpi_id, lower(organisation) as name, count(distinct organisation) as spellings
        from kpi_results_as_of(null) where kpi_id <> 'mission_sme_meetings' and organisation is not null
        group by kpi_id, country_code, mission_id, name having count(distinct partner_id) > 1
        """
    )
    assert {row["kpi_id"] for row in twice} >= {"highly_engaged_smes", "benefited_smes", "mission_smes"}
    assert {row["spellings"] for row in twice} == {1, 2}


def test_each_kpi_has_an_owner_and_some_have_a_plan_or_a_revised_target(shown: Store):
    assert all(row.owner_id for row in kpis.definitions(shown))
    assert shown.value("select count(distinct kpi_id) from kpi_plans_as_of(null)") == 4
    revised = shown.rows("from kpi_targets_as_of(null) where basis = 'demonstration'")
    assert {(row["kpi_id"], row["scope_key"]) for row in revised} == {
        ("training_webinars", "consortium"), ("matchmaking_meetings", "CHN"),
    }  # fmt: skip
    assert all(row["note"] for row in revised)


def test_each_activity_is_planned_and_missions_slipped_more_than_once_with_reasons(shown: Store):
    planned = shown.rows("from activity_dates_as_of(null) where kind = 'planned'")
    revised = shown.rows("from activity_dates where kind = 'revised'")
    assert len({row["activity_id"] for row in planned}) == 25
    assert all(row["reason"] for row in revised)
    times = [row["activity_id"] for row in revised]
    assert {times.count(f"sme_mission_{country}") for country in ("usa", "china", "brazil")} == {2}
    assert shown.value("select count(*) from activity_dates where starts > ends") == 0


def test_no_actual_date_is_recorded_before_it_came(shown: Store):
    early = shown.rows(
        """
        select activity_id from activity_dates as dates inner join batches using (batch_id)
        where dates.kind = 'actual' and greatest(starts, ends) > recorded_at::date
        """
    )
    assert early == []


def test_the_programme_was_dated_anew_once(shown: Store):
    ends = "select ends from programme_dates_as_of($t)"
    assert shown.value(ends, t=datetime.fromisoformat("2021-03-01")) == date(2021, 9, 30)
    assert shown.value(ends, t=datetime.fromisoformat("2021-04-01")) == date(2022, 6, 30)
    assert shown.value("select count(*) from programme_dates") == 2


def test_the_evaluation_went_through_its_phases_and_every_form_was_cleared(shown: Store):
    phases = shown.rows("select phase from evaluation_rounds inner join batches using (batch_id) order by recorded_at")
    assert tuple(row["phase"] for row in phases) == PHASES
    states = shown.rows("select partner_id, state from evaluations_as_of(null) group by all")
    assert sorted(row["partner_id"] for row in states) == ["bnpt", "gaia", "mesap", "mitc", "scs", "tice"]
    assert {row["state"] for row in states} == {"cleared"}


def test_partners_disagree_about_some_activities_and_agree_about_others(shown: Store):
    spread = shown.rows(
        "select activity_id, max(relevance) - min(relevance) as apart from evaluations_as_of(null) group by all"
    )
    assert max(row["apart"] for row in spread) == 4
    assert min(row["apart"] for row in spread) <= 1


def test_what_follows_from_the_evaluation_is_partly_done(shown: Store):
    assert shown.value("select count(*) from evaluation_followups_as_of(null) where is_done") == 3
    assert shown.value("select count(*) from evaluation_followups_as_of(null) where not is_done") == 2
    assert shown.value("select count(*) from sustainability_items_as_of(null) where is_listed") == 3
    assert shown.value("select count(*) from sustainability_items_as_of(null) where not is_listed") == 1


def test_comments_are_partly_resolved_and_are_on_things_that_exist(shown: Store):
    comments = shown.rows("from comments_as_of(null)")
    assert {row["is_resolved"] for row in comments} == {True, False}
    known = {
        "kpi": {row["kpi_id"] for row in shown.rows("from kpis_as_of(null)")},
        "activity": {row["activity_id"] for row in shown.rows("from activities_as_of(null)")},
        "market": {row["country_code"] for row in shown.rows("from markets_as_of(null)")},
        "swot": {row["item_id"] for row in shown.rows("from swot_items_as_of(null)")},
    }
    assert [row for row in comments if row["subject"] not in known[row["subject_kind"]]] == []


def test_all_partners_rated_points_of_the_swot_that_exist_and_one_point_was_reworded(shown: Store):
    rated = shown.rows("select item_id, partner_id from swot_ratings_as_of(null)")
    points = {row["item_id"] for row in shown.rows("from swot_items_as_of(null)")}
    assert {row["item_id"] for row in rated} == {point for point in points if point.startswith("consortium_")}
    assert len({row["partner_id"] for row in rated}) == 6
    assert shown.value("select count(*) from swot_items_as_of(null) where basis = 'demonstration'") == 1


def test_one_meeting_was_closed_with_its_minutes_and_the_next_one_is_being_prepared(shown: Store):
    found = {row.meeting_name: row for row in meetings.meetings(shown)}
    assert {name: row.state for name, row in found.items()} == {"January 2022": "planned", "November 2021": "closed"}
    assert found["November 2021"].frozen_at.date() == found["November 2021"].held_on
    assert found["January 2022"].held_on > LAST_DAY
    notes = meetings.notes(shown, meeting_id=found["November 2021"].meeting_id)
    assert len(notes) == 4
    assert notes[-1].item_id is None


def test_of_its_decisions_one_is_overdue_one_open_and_one_carried_out_by_what_changed_a_date(shown: Store):
    found = decisions.decisions(shown)
    assert [(row.due < LAST_DAY, row.is_done) for row in found] == [(True, False), (False, False), (True, True)]
    carried_out = decisions.carried_out(shown, batch_id=found[-1].changed_batch)
    assert carried_out.what == "1 date of Long-term financial sustainability strategy: actual 2 Nov 2021"
    assert all(row.taken_at.date() < row.due for row in found)


def test_what_stands_on_its_agendas_needed_attention_on_the_day_they_were_made(shown: Store):
    for meeting in meetings.meetings(shown):
        items = meetings.agenda(shown, meeting_id=meeting.meeting_id)
        made = items[0].recorded_at
        queue = attention.queue(shown, today=made.date(), as_of=made)
        kinds = {(one.title, one.subject): MATTER_KINDS[one.kind].word for one in queue}
        for item in [item for item in items if item.kind == "attention"]:
            assert item.note.startswith(kinds[item.title, item.kpi_id or item.activity_id])


def test_its_agendas_begin_and_end_as_those_that_a_meeting_is_offered(shown: Store):
    january, november = (
        [row.title for row in meetings.agenda(shown, meeting_id=row.meeting_id) if row.kind == "standing"]
        for row in meetings.meetings(shown)
    )
    assert [one.title for one in agenda.propose_agenda((), last_review=None, today=LAST_DAY)] == january
    assert november == january[1:]


def test_every_address_of_its_meetings_opens_a_kpi_or_an_activity_that_there_is(shown: Store):
    views = shown.rows("select view from agenda_items_as_of(null) union select view from decisions_as_of(null)")
    queries = [agenda.split_address(row["view"])[1] for row in views]
    known = {
        row["name"]
        for row in shown.rows("select kpi_name as name from kpis union select activity_name from activities")
    }
    named = [query[name] for query in queries for name in ("kpi", "focus") if name in query]
    assert len(named) > 5
    assert set(named) <= known


def test_the_prepared_meeting_can_be_held_and_its_open_decisions_finished(tried_out: Store):
    tried_out.clock = lambda: datetime.fromisoformat("2022-01-11T09:00")
    january = meetings.meetings(tried_out)[0].meeting_id
    holding.begin(tried_out, meeting_id=january, author="Ana")
    overdue = decisions.decisions(tried_out)[0]
    deciding.finish(tried_out, decision_id=overdue.decision_id, author="Ana", seen=overdue.batch_id)
    holding.close(tried_out, meeting_id=january, author="Ana")
    assert {row.state for row in meetings.meetings(tried_out)} == {"closed"}
    integrity.raise_if_broken(tried_out)


# That it is synthetic


def test_all_that_is_not_from_a_document_says_that_it_is_synthetic(shown: Store):
    for table in FACT_TABLES:
        assert (
            shown.value(
                f"select count(*) from {table} as facts inner join batches using (batch_id) "  # noqa: S608
                "where (batches.kind = 'document') = (facts.basis = 'demonstration')"
            )
            == 0
        ), table


def test_people_and_organisations_in_it_are_clearly_invented(shown: Store):
    entered = shown.rows("select distinct recorded_by from batches where kind = 'entry'")
    organisations = shown.rows("select distinct organisation from kpi_results where organisation is not null")
    assert all(row["recorded_by"].startswith("Demo author ") for row in entered)
    assert all(row["organisation"].casefold().startswith("demo ") for row in organisations)
    assert shown.value("select title from sources where source_id = 'demonstration'") == "Demonstration: synthetic data"


def test_it_fulfils_every_rule_of_a_record(shown: Store):
    integrity.raise_if_broken(shown)


def test_what_members_try_out_in_it_is_synthetic_too(tried_out: Store):
    item = swot.add(tried_out, subject="consortium", quadrant="threat", text="New", author="Ana")
    batch = tried_out.value("select batch_id from swot_items_as_of(null) where item_id = $item", item=item)
    swot.reword(tried_out, item_id=item, text="Newer", author="Ana", seen=batch)
    assert {row["basis"] for row in tried_out.rows("from swot_items where item_id = $item", item=item)} == {
        "demonstration"
    }
    integrity.raise_if_broken(tried_out)


def test_the_workspace_opens_it_on_its_last_day_and_has_no_document_to_load(
    tried_out: Store, monkeypatch: pytest.MonkeyPatch
):
    revision = tried_out.revision
    tried_out.close()
    monkeypatch.setattr(workspaces, "DEMONSTRATION", tried_out.path)
    opened = workspaces.OPENERS["demonstration"]()
    assert (opened.clock().date(), opened.revision) == (LAST_DAY, revision)
    opened.close()
