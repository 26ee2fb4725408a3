"""The page /record: check, preview, save, undo, and what happens when two people are at it."""

from datetime import date
from functools import partial
from io import BytesIO
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from dia_data import local_time
from dia_data.agenda import split_address
from dia_data.digest.page import build_page
from dia_data.queries import digests, proofs
from dia_data.record import (
    activities,
    aims,
    batches,
    comments,
    decisions,
    kpis,
    markets,
    meetings,
    readings,
    standing_reports,
)
from dia_data.record.proofs import name_key
from dia_data.storage.store import Store
from pages.ui import forms, grid
from pages.ui.record import digest
from tests.pages.conftest import LAST_DAY, Opened, show

ROW = {"period": "2021-Q3", "partner_id": "scs"}


def read(app: AppTest) -> str:
    """All text on the page, without signs of markdown and without signs that have no width."""
    elements = [*app.markdown, *app.caption, *app.subheader, *app.info, *app.warning, *app.error]
    cells = [str(cell) for table in app.table for cell in table.value.to_numpy().flatten()]
    texts = [*(one.value for one in elements), *cells]
    return " ".join(texts).replace("&amp;", "&").translate(dict.fromkeys(map(ord, "\\\u2060\u2068\u2069")))


def fill(app: AppTest, label: str, text: str) -> None:
    (one,) = (one for one in [*app.text_input, *app.text_area] if one.label.replace("\\", "").startswith(label))
    one.set_value(text)


def value(app: AppTest, label: str) -> str:
    (one,) = (one.value for one in [*app.text_input, *app.text_area] if one.label.startswith(label))
    return one


def press(app: AppTest, label: str) -> AppTest:
    (one,) = (one for one in app.button if one.label == label)
    app = one.click().run()
    assert not app.exception, app.exception
    return app


def buttons(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def webinars(opened: Opened, **more: str) -> AppTest:
    return opened("record", kpi="Training webinars", **more)


def checked(app: AppTest, text: str = "3", name: str = "Ana") -> AppTest:
    fill(app, "SCS", text)
    fill(app, "Your name", name)
    return press(app, "Check")


def standing(store: Store) -> list[float]:
    return [row.value for row in standing_reports.list_reported(store, kpi_id="training_webinars")]


# For whom


def test_whoever_says_for_whom_they_report_sees_their_field_first_and_how_much_is_reported(own: Store, opened: Opened):
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"partner_id": "mesap", "value": 5}], author="Ben")
    app = webinars(opened)
    assert "1 of 6 partners has reported a KPI for 2021 Q3." in read(app)
    app = app.selectbox(key="reporter").set_value("mesap").run()
    assert next(one.label for one in app.text_input) == "MESAP"
    assert "MESAP: 1 of 23 KPIs reported for 2021 Q3." in read(app).replace("*", "")
    assert "MESAP: 0 of 23 KPIs reported for 2021 Q2." in read(
        app.selectbox(key="period").set_value("2021-Q2").run()
    ).replace("*", "")


def test_whom_a_member_reports_for_is_chosen_in_the_forms_that_ask_and_stays_on_other_pages(opened: Opened):
    app = opened("record", kpi="Organised SMEs meetings in each internationalisation mission")
    app = app.selectbox(key="reporter").set_value("mesap").run()
    assert app.selectbox(key="record_partner").value == "mesap"
    app = app.selectbox(key="reporter").set_value(None).run()
    assert app.selectbox(key="record_partner").value is None


def test_an_old_link_to_a_quarter_opens_it_and_the_quarter_reads_as_people_write_it(opened: Opened):
    for asked in ("2020-Q2", "2020 Q2"):
        quarter = webinars(opened, period=asked).selectbox(key="period")
        assert quarter.value == "2020-Q2"
        assert "2020 Q2" in quarter.options


# A quarter on one sheet


def send_sheet(app: AppTest, *rows: dict, sheet: str = "quarter_mesap_2021-Q3", reason: str = "") -> AppTest:
    """What the browser sends when a sheet is checked."""
    assert forms.TURN not in app.session_state, "the sheet of a session that saved something has another name"
    form = f"consortium/grid_{sheet}_0"
    app.session_state[grid.ENTERED] = grid.Entered(form=form, rows=rows, author="Ana", reason=reason, sent=True)
    app = app.run()
    assert not app.exception, app.exception
    return app


def fill_in(kpi_id: str, typed: str = "", *, nothing: bool = False) -> dict:
    return {"key": f"{kpi_id}|consortium", "value": typed, "nothing": "x" if nothing else ""}


def test_the_page_opens_with_the_sheet_of_whom_one_reports_for(own: Store, opened: Opened):
    app = opened("record")
    assert "For whom do you report?" in read(app)
    app = press(app, "MESAP")
    assert "lines due for 2021 Q3 are open." in read(app)
    assert app.selectbox(key="reporter").value == "mesap"


def test_a_sheet_is_checked_previewed_saved_as_one_batch_and_undone(own: Store, opened: Opened):
    app = press(opened("record"), "MESAP")
    app = send_sheet(app, fill_in("training_webinars", "3 webinars"), fill_in("highly_engaged_smes", nothing=True))
    assert "1 entry needs a correction: see above." in read(app)
    assert "Save" not in buttons(app)
    app = send_sheet(app, fill_in("training_webinars", "3"), fill_in("highly_engaged_smes", nothing=True))
    assert "Training webinars – 3" in read(app)
    assert "Nothing to report in 1 line: Highly engaged SMEs." in read(app)
    assert standing(own) == []
    app = press(app, "Save")
    assert standing(own) == [3]
    assert "Saved: 1 result of Training webinars for 2021 Q3 by MESAP; 1 answer “nothing to report”" in read(app)
    app = press(app, "Undo")
    assert (standing(own), "Undo" in buttons(app)) == ([], False)


def test_what_somebody_reported_while_the_sheet_was_open_is_said_before_it_is_replaced(own: Store, opened: Opened):
    app = press(opened("record"), "MESAP")
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"partner_id": "mesap", "value": 5}], author="Ben")
    app = send_sheet(app, fill_in("training_webinars", "3"))
    assert "Ben" in read(app)
    assert "reported 5 webinars" in read(app)
    app = press(send_sheet(app, fill_in("training_webinars", "3")), "Save")
    assert standing(own) == [3]


# All dates, and all plans, on one sheet


def date_rows(own: Store) -> list[dict]:
    rows = [{"key": one, "starts": "2020-05-04", "ends": "31.12.2020"} for one in activities.name_activities(own)]
    return [row for row in rows if row["key"] not in activities.list_current(own, kind="planned")]


def test_all_activities_are_dated_at_once_and_what_is_wrong_is_counted(own: Store, opened: Opened):
    app = opened("record", report="Dates")
    rows = date_rows(own)
    wrong = [rows[0] | {"starts": "03/04/2020"}, *rows[1:]]
    assert "1 entry needs a correction: see above." in read(send_sheet(app, *wrong, sheet="dates_planned"))
    app = press(send_sheet(app, *rows, sheet="dates_planned"), "Save")
    found = activities.list_current(own, kind="planned")
    assert {(found[row["key"]].starts, found[row["key"]].ends) for row in rows} == {
        (date(2020, 5, 4), date(2020, 12, 31))
    }
    assert len({found[row["key"]].batch_id for row in rows}) == 1
    press(app, "Undo")
    assert set(activities.list_current(own, kind="planned")) == set(found) - {row["key"] for row in rows}


def test_plans_of_several_kpis_are_recorded_at_once_and_other_years_stay(own: Store, opened: Opened):
    key, other = "training_webinars|consortium", "dissemination_events|consortium"
    aims.record_plan(
        own, kpi_id="training_webinars", scope_key="consortium", milestones=[("2021-06", "9")], reason="agreed",
        author="Ana", seen=None,
    )  # fmt: skip
    app = opened("record", report="Targets and plans")
    app = app.segmented_control(key="record_aim").set_value("All plans").run()
    rows = [{"key": key, "2020-05": "2", "2020-12": "4"}, {"key": other, "2020-12": "1"}]
    assert "Give a short reason for a new plan." in read(send_sheet(app, *rows, sheet="plans_2020"))
    app = press(send_sheet(app, *rows, sheet="plans_2020", reason="agreed"), "Save")
    plans = aims.list_current_plans(own)
    assert [row.expected for row in plans[key]] == [2, 4, 9]
    assert [row.expected for row in plans[other]] == [1]


# Results


def test_a_checked_report_is_previewed_with_the_move_of_its_status_and_not_saved(own: Store, opened: Opened):
    app = checked(webinars(opened))
    said = read(app)
    assert "Preview: nothing is saved yet" in said
    assert "SCS – 3" in said
    assert "not reported → off track" in said
    assert standing(own) == []


def test_saving_records_one_batch_and_undo_takes_it_back(own: Store, opened: Opened):
    app = press(checked(webinars(opened)), "Save")
    assert standing(own) == [3]
    assert [toast.value for toast in app.toast] == ["Saved."]
    assert "Saved: 1 result of Training webinars for 2021 Q3 by SCS." in read(app)
    assert (value(app, "SCS"), value(app, "Your name")) == ("3", "Ana")
    assert "Save" not in buttons(app)
    app = press(app, "Undo")
    assert (standing(own), "Undo" in buttons(app), value(app, "SCS")) == ([], False, "3")
    press(press(app, "Check"), "Save")
    assert standing(own) == [3]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("N/A", "“N/A” is not a number"),
        ("High", "“High” is not a number"),
        ("12,5", "12.5 is not a whole number"),
        ("1.250", "Type 1250, or 1.25"),
        ("-3 SMEs", "Enter -3 alone"),
        ("-3", "-3 is below zero"),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(opened: Opened, typed: str, sentence: str):
    app = webinars(opened)
    fill(app, "MITC", "2")
    app = checked(app, typed)
    assert sentence in read(app)
    assert "1 entry needs a correction" in read(app)
    assert (value(app, "SCS"), value(app, "MITC"), value(app, "Your name")) == (typed, "2", "Ana")
    assert "Save" not in buttons(app)


def test_a_missing_name_is_asked_for(opened: Opened):
    assert "Your name: it is empty" in read(checked(webinars(opened), name=""))


def test_who_is_second_sees_the_first_while_checking_and_decides(own: Store, opened: Opened):
    app = webinars(opened)
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 5}], author="Ben")
    app = checked(app)
    assert "Ben" in read(app)
    assert "reported 5 webinars (SCS, 2021 Q3)" in read(app)
    assert value(app, "SCS") == "3"
    app = press(press(app, "Check"), "Save")
    assert standing(own) == [3]


def test_who_is_second_sees_the_first_while_saving_and_decides(own: Store, opened: Opened):
    app = checked(webinars(opened))
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 5}], author="Ben")
    app = press(app, "Save")
    assert "reported 5 webinars (SCS, 2021 Q3)" in read(app)
    assert (standing(own), value(app, "SCS")) == ([5], "3")
    press(app, "Save")
    assert standing(own) == [3]


def test_an_undo_of_somebody_else_meanwhile_is_said_and_the_report_can_still_be_saved(own: Store, opened: Opened):
    batch = kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 5}], author="Ben")
    app = checked(webinars(opened), "6")
    batches.withdraw(own, batch_id=batch, reason="wrong quarter", author="Ben")
    app = press(app, "Save")
    assert "undone" in read(app)
    press(app, "Save")
    assert standing(own) == [6]


@pytest.mark.parametrize(
    ("label", "typed"), [("SCS", "4"), ("MITC", "1"), ("Comment on this report", "late"), ("Your name", "Ben")]
)
def test_a_change_after_the_check_makes_the_preview_stale_and_stays_typed(
    own: Store, opened: Opened, label: str, typed: str
):
    app = checked(webinars(opened))
    fill(app, label, typed)
    app = app.run()
    assert ("Save" in buttons(app), "Preview" in read(app)) == (False, False)
    assert "The form was changed after the check. Check it again." in read(app)
    assert value(app, label) == typed
    app = press(press(app, "Check"), "Save")
    assert standing(own)[:1] == [4 if typed == "4" else 1 if typed == "1" else 3]


def test_a_change_that_comes_with_the_press_on_save_is_not_saved_unseen_and_not_lost(own: Store, opened: Opened):
    app = checked(webinars(opened))
    fill(app, "SCS", "4")
    app = press(app, "Save")
    assert (standing(own), value(app, "SCS"), "Save" in buttons(app)) == ([], "4", False)
    press(press(app, "Check"), "Save")
    assert standing(own) == [4]


def test_last_quarters_values_stand_beside_the_fields(own: Store, opened: Opened):
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"period": "2021-Q2", "value": 5}], author="Ben")
    said = read(webinars(opened))
    assert "2021 Q2: 5" in said
    assert "2021 Q2: not reported yet" in said


def test_names_are_entered_one_per_line(own: Store, opened: Opened):
    app = opened("record", kpi="Highly engaged SMEs", period="2020-Q2")
    fill(app, "SCS", "Example Ltd\n\n[link](http://x) & Söhne\n")
    fill(app, "Your name", "Ana")
    app = press(app, "Check")
    assert "[link](http://x) & Söhne" in read(app)
    press(app, "Save")
    found = standing_reports.list_reported(own, kpi_id="highly_engaged_smes")
    assert [(row.organisation, row.period) for row in found] == [
        ("Example Ltd", "2020-Q2"),
        ("[link](http://x) & Söhne", "2020-Q2"),
    ]


def test_markets_are_reported_by_a_partner_that_is_chosen_or_filtered(own: Store, opened: Opened):
    app = opened("record", kpi="Business matchmaking meetings")
    assert "Choose the partner that reports." in read(app)
    app = opened("record", kpi="Business matchmaking meetings", partner="SCS")
    fill(app, "Germany", "12")
    fill(app, "Your name", "Ana")
    press(press(app, "Check"), "Save")
    (found,) = standing_reports.list_reported(own, kpi_id="matchmaking_meetings")
    assert (found.partner_id, found.country_code, found.value) == ("scs", "DEU", 12)


def test_meetings_of_smes_on_a_mission_are_entered_by_name(own: Store, opened: Opened):
    name = "Organised SMEs meetings in each internationalisation mission"
    app = opened("record", kpi=name, partner="SCS")
    fill(app, "International mission with SME to USA", "Example Ltd: 6\nOther Ltd")
    fill(app, "Your name", "Ana")
    app = press(app, "Check")
    assert "Other Ltd: It is empty." in read(app)
    fill(app, "International mission with SME to USA", "Example Ltd: 6\nOther Ltd: 2")
    press(press(app, "Check"), "Save")
    found = standing_reports.list_reported(own, kpi_id="mission_sme_meetings")
    assert [(row.organisation, row.value) for row in found] == [("Example Ltd", 6), ("Other Ltd", 2)]


def test_the_partner_filter_leaves_the_lines_of_these_partners(opened: Opened):
    labels = [one.label for one in webinars(opened, partner="MITC").text_input]
    assert labels == ["MITC", "Comment on this report (optional)", "Your name"]


def test_another_kpi_starts_with_fields_of_its_own(opened: Opened):
    app = checked(webinars(opened), "x")
    app.selectbox(key="kpi").set_value("dissemination_events").run()
    assert (value(app, "SCS"), "is not a number" in read(app)) == ("", False)


# The other forms


def test_a_target_is_previewed_and_saved_with_its_reason(own: Store, opened: Opened):
    app = opened("record", report="Targets and plans", kpi="Training webinars")
    fill(app, "Target", "9")
    app.date_input(key="target_training_webinars_consortium_from_0").set_value(date(2021, 1, 1))
    fill(app, "Your name", "Ana")
    app = press(app, "Check")
    assert "a short reason for a new target" in read(app)
    fill(app, "Reason", "more demand")
    app = press(app, "Check")
    assert "7 of 7 → 9 of 9" in read(app)
    press(app, "Save")
    assert aims.find_current_target(own, kpi_id="training_webinars", scope_key="consortium").target_min == 9


def test_a_plan_is_written_as_lines_and_stands_there_to_be_changed(own: Store, opened: Opened):
    app = opened("record", report="Targets and plans", kpi="Training webinars")
    app.segmented_control(key="record_aim").set_value("Plan").run()
    fill(app, "What is expected", "2020-06: 2\n2020-12: 5")
    fill(app, "Reason", "agreed")
    fill(app, "Your name", "Ana")
    app = press(press(app, "Check"), "Save")
    assert len(aims.find_current_plan(own, kpi_id="training_webinars", scope_key="consortium")) == 2
    assert value(app, "What is expected") == "2020-06: 2\n2020-12: 5"


def test_an_owner_is_saved_at_once(own: Store, opened: Opened):
    app = opened("record", report="Targets and plans", kpi="Training webinars")
    app.segmented_control(key="record_aim").set_value("Owner").run()
    (owner,) = (one for one in app.selectbox if one.label == "Owner")
    owner.set_value("gaia")
    fill(app, "Your name", "Ana")
    press(app, "Save")
    assert aims.find_current_owner(own, kpi_id="training_webinars").partner_id == "gaia"


MATCHMAKING = "Business matchmaking meetings"


def test_a_reading_is_decided_for_several_kpis_previewed_saved_and_undone(own: Store, opened: Opened):
    app = opened("record", report="Targets and plans", record_aim="Reading", kpi=MATCHMAKING)
    assert "“supported per country” Each of the target markets (Germany, France, Italy, Brazil, China and USA)" in read(
        app
    )
    app.radio(key="reading_matchmaking_meetings_which_0").set_value("mission_countries")
    app.multiselect(key="reading_matchmaking_meetings_kpis_0").set_value(["matchmaking_meetings", "ambassador_smes"])
    fill(app, "Your name", "Ana")
    assert "a short reason for the decision" in read(press(app, "Check"))
    fill(app, "Reason", "The missions are meant")
    app = press(app, "Check")
    assert "(6 moves)" in read(app)
    assert "Germany – 100 of 100 → – not reported → –" in read(app)
    app = press(app, "Save")
    assert set(readings.find_choices(own)) == {"matchmaking_meetings", "ambassador_smes"}
    assert "the other reading, decided by Ana on" in read(app)
    press(app, "Undo")
    assert readings.find_choices(own) == {}


def test_a_kpi_whose_words_can_be_read_in_one_way_offers_no_decision(own: Store, opened: Opened):
    app = opened("record", report="Targets and plans", record_aim="Reading", kpi="Exploratory missions")
    assert "leaves no choice of countries" in read(app)
    assert "Check" not in buttons(app)


def test_lines_of_a_report_are_the_countries_that_the_kpi_is_tracked_for(own: Store, opened: Opened):
    def labels() -> set[str]:
        app = opened("record", kpi=MATCHMAKING, partner="SCS")
        return {one.label for one in app.text_input} & {"Germany", "USA"}

    assert labels() == {"Germany", "USA"}
    chosen = {"kpi_ids": ["matchmaking_meetings"], "reading_id": "mission_countries", "reason": "x", "author": "Ana"}
    readings.decide_reading(own, **chosen)
    assert labels() == {"USA"}


def test_dates_of_an_activity_are_set(own: Store, opened: Opened):
    name = activities.name_activities(own)["sme_call"]
    app = opened("record", report="Dates", activity=name)
    app.date_input(key="dates_sme_call_planned_starts_0").set_value(date(2020, 9, 1))
    fill(app, "Your name", "Ana")
    app = press(press(app, "Check"), "Save")
    assert "Planned: from 1 Sep 2020, no end set" in read(app)


def test_a_market_gets_another_role_which_is_previewed_saved_and_undone(own: Store, opened: Opened):
    app = opened("record", report="Market roles", market="Mexico")
    assert "So far: reserve market – Named as an example" in read(app)
    app.segmented_control(key="role_MEX_role_0").set_value("target_world")
    fill(app, "Your name", "Ana")
    assert "a short reason for another role" in read(press(app, "Check"))
    fill(app, "Reason", "Brazil falls away")
    app = press(app, "Check")
    assert "Mexico reserve market target market outside Europe" in read(app)
    assert "Business matchmaking meetings Mexico" in read(app)
    assert markets.find_current(own)["MEX"].role == "reserve"
    app = press(app, "Save")
    assert markets.find_current(own)["MEX"].role == "target_world"
    assert "Saved: 1 role of a market: Mexico, target market outside Europe." in read(app)
    press(app, "Undo")
    assert markets.find_current(own)["MEX"].role == "reserve"


def test_the_other_pages_follow_the_roles_of_markets(own: Store, opened: Opened):
    for country, role in (("MEX", "target_world"), ("BRA", "reserve")):
        seen = markets.find_current(own)[country].batch_id
        markets.assign(own, country_code=country, role=role, reason="elections", author="Ana", seen=seen)
    targets = ["Germany", "France", "Italy", "China", "USA", "Mexico"]
    assert list(opened("markets").table[0].value.columns) == targets
    (board,) = (one for one in opened("swot").segmented_control if one.label == "Board")
    assert board.options == ["Consortium", *targets]
    app = opened("record", kpi="Business matchmaking meetings", partner="SCS")
    assert [one.label for one in app.text_input][: len(targets)] == targets
    assert list(opened("kpis", kpis_view="By market").dataframe[0].value.columns) == ["kpi_name", *targets]


def test_an_event_and_a_comment_are_noted_and_the_comment_settled(own: Store, opened: Opened):
    app = opened("record", report="Events")
    fill(app, "What happened", "Pandemic declared")
    app.date_input(key="event_day_0").set_value(date(2020, 3, 11))
    fill(app, "Your name", "Ana")
    assert "Saved: 1 event “Pandemic declared” on 11 Mar 2020." in read(press(app, "Save"))
    app = opened("record", report="Comments")
    (subject,) = (one for one in app.selectbox if one.label == "A KPI")
    subject.set_value("training_webinars")
    fill(app, "Comment, at most", "Too few?")
    app.text_input(key="name_comment_kpi_0").set_value("Ana")
    app = press(app, "Save")
    (open_comment,) = (one for one in app.selectbox if one.label == "Comment")
    open_comment.set_value(open_comment.options and comments.list_current(own)[0].comment_id)
    app = press(app, "Resolve comment")
    assert "No comment is open." in read(app)


def test_an_unknown_name_in_the_address_is_said_and_left_out(opened: Opened):
    for name, called in (("report", "form"), ("kpi", "KPI"), ("period", "quarter")):
        app = opened("record", **{name: "Atlantis"})
        assert any(f"the {called} “Atlantis”" in warning.value for warning in app.warning)


# History, undo, past dates


def test_the_history_tells_who_did_what_and_why_and_undoes_it(own: Store, opened: Opened):
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 5}], author="Ben", reason="late")
    app = opened("record", report="History & undo")
    (row,) = app.dataframe[0].value.to_dict("records")
    assert (row["who"], row["action"], row["why"]) == ("Ben", "recorded", "late")
    assert row["what"] == "1 result of Training webinars for 2021 Q3 by SCS"
    assert "Choose what is to be undone." in read(press(app, "Undo"))
    (batch,) = (one for one in app.selectbox if one.label.startswith("What was recorded"))
    batch.set_value(own.value("select batch_id from batches where kind = 'entry'"))
    fill(app, "Your name", "Ana")
    app = press(app, "Undo")
    assert "a short reason for undoing" in read(app)
    fill(app, "Reason", "wrong quarter")
    app = press(app, "Undo")
    assert standing(own) == []
    assert [row["action"] for row in app.dataframe[0].value.to_dict("records")] == ["undone", "recorded"]


def test_a_batch_has_an_address_that_shows_it_with_who_why_and_undo(own: Store, opened: Opened):
    first = kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 5}], author="Ben", reason="late")
    seen = {row.result_id: row.batch_id for row in standing_reports.list_reported(own, kpi_id="training_webinars")}
    rows = [ROW | {"value": 6}]
    batch = kpis.record_results(own, kpi_id="training_webinars", rows=rows, author="Ana", reason="*typo*", seen=seen)
    app = opened("record", report="History & undo", batch=batch)
    said = read(app)
    assert "1 result of Training webinars for 2021 Q3 by SCS" in said
    assert "Recorded by Ana" in said
    assert "*typo*" in said
    assert "result · Training webinars · 2021 Q3 · SCS value 5 6" in said
    fill(app, "Reason", "it was five")
    fill(app, "Your name", "Ben")
    app = press(app, "Undo")
    assert standing(own) == [5]
    assert "No longer counts: undone by Ben" in read(app)
    assert "Undo" not in buttons(app)
    app = press(app, "All changes")
    links = [row["batch_id"] for row in app.dataframe[0].value.to_dict("records")]
    assert [link.rpartition("%2F")[2] for link in links] == [one.rpartition("/")[2] for one in (batch, batch, first)]


def test_a_batch_names_the_decisions_that_it_carried_out(own: Store, opened: Opened):
    meeting = meetings.plan(own, meeting_name="May", held_on=date(2021, 5, 3), items=[], author="Ana")
    meetings.begin(own, meeting_id=meeting, author="Ana")
    decided = decisions.decide(
        own, meeting_id=meeting, item_id=None, text="Mexico instead", partner_id=None, due=None, author="Ana"
    )
    seen = markets.find_current(own)["MEX"].batch_id
    role = markets.assign(own, country_code="MEX", role="target_world", reason="decided", author="Ana", seen=seen)
    decision_id = own.value("select decision_id from decisions")
    decisions.finish(own, decision_id=decision_id, author="Ana", seen=decided, changed_batch=role)
    said = read(opened("record", report="History & undo", batch=role))
    assert "Decisions it carried out" in said
    assert "Mexico instead (May)" in said
    assert "role of a market · Mexico role reserve market target market outside Europe" in said


@pytest.mark.parametrize("batch", ["nowhere", "kpi_form/kpi_results/99", "<b>x</b>"])
def test_an_unknown_batch_is_said_and_the_way_to_all_of_them_offered(opened: Opened, batch: str):
    app = opened("record", report="History & undo", batch=batch)
    assert f"The link asks for the change “{batch}”, which is not in the record" in read(app)
    assert "What changed" in read(press(app, "All changes"))


def test_a_batch_is_shown_but_not_undone_while_a_past_date_is_shown(own: Store, opened: Opened):
    batch = kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 5}], author="Ben")
    today = local_time.find_day(own.clock()).isoformat()
    app = opened("record", report="History & undo", batch=batch, as_of=today)
    assert "Recorded by Ben" in read(app)
    assert "Recording is off" in read(app)
    app = opened("record", report="History & undo", batch=batch, as_of="2026-01-31")
    assert "which is not in the record on the date shown" in read(app)


def test_a_batch_of_a_document_is_told_and_cannot_be_undone(own: Store, opened: Opened):
    batch = own.value("select batch_id from batches where batch_id like 'd31/markets%'")
    app = opened("record", report="History & undo", batch=batch)
    assert "Read from “D 3.1 Joint Internationalization Strategy" in read(app)
    assert "Undo" not in buttons(app)


def test_before_anything_is_recorded_the_history_says_so(opened: Opened):
    said = read(opened("record", report="History & undo"))
    assert "Nothing was recorded or undone between these days." in said
    assert "there is nothing to undo" in said


def test_recording_is_off_while_a_past_date_is_shown(own: Store, opened: Opened):
    for view in ("Results", "Targets and plans", "Dates", "Market roles", "Events", "Comments", "History & undo"):
        app = opened("record", report=view, as_of="2026-01-31")
        assert "Recording is off: the page shows what was known on 31 Jan 2026." in read(app)
        assert {"Check", "Save", "Undo"} & set(buttons(app)) == set()


# The digest


def test_the_history_offers_the_digest_of_all_partners_as_one_file(
    year: Store, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    show(monkeypatch, demonstration=year)
    app = opened("record", report="History & undo", workspace="demonstration")
    (button,) = (one.proto for one in app.get("download_button") if one.proto.label == "Download digest")
    assert "what is due from it" in button.help
    found = ZipFile(BytesIO(digest.write(partial(digests.list_digests, year, today=LAST_DAY.date()), "")))
    assert len(found.namelist()) == 2 * 6
    assert all(name.startswith("demonstration-dia-digest-2021-12-31-") for name in found.namelist())


def test_an_address_of_the_dashboard_that_cannot_be_is_told_instead_of_the_digest(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DIA_ADDRESS", "dia.example.org")
    app = opened("record", report="History & undo")
    assert "The setting DIA_ADDRESS says 'dia.example.org'; expected an address such as" in read(app)
    assert [one for one in app.get("download_button") if one.proto.label == "Download digest"] == []


def test_each_place_that_the_digest_names_is_one_that_the_pages_know(
    year: Store, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    show(monkeypatch, demonstration=year)
    pages = [build_page(one) for one in digests.list_digests(year, today=LAST_DAY.date())]
    views = {part.view for page in pages for section in page.sections for part in section.parts}
    assert len(views) >= 7
    for view in views:
        page, query = split_address(view)
        app = opened(page, workspace="demonstration", **query)
        assert [one.value for one in app.warning if "does not exist" in one.value] == [], view


def test_proofs_are_recorded_on_a_sheet_and_the_list_says_what_lacks_one(own: Store, opened: Opened):
    kpis.record_results(own, kpi_id="training_webinars", rows=[ROW | {"value": 2}], author="Ben")
    app = opened("record", report="Proof")
    assert "For whom do you report?" in read(app)
    app = app.selectbox(key="reporter").set_value("scs").run()
    assert "SCS, 2021 Q3: None of 2 reported things has a proof." in read(app)
    things = proofs.list_things(own, partner_id="scs", period="2021-Q3")
    row = {"key": name_key(things[0]), "happened_on": "", "venue": "", "organiser": "", "link": "<b>minutes</b>.pdf"}
    app = press(send_sheet(app, row, sheet="proofs_scs_2021-Q3"), "Save")
    assert "SCS, 2021 Q3: 1 of 2 reported things has a proof." in read(app)
    assert proofs.list_things(own)[0].link == "<b>minutes</b>.pdf"
