"""The roadmap page: what calls for attention, what a slip moves, ties in both directions, and empty places."""

from datetime import date

from dia_data.queries import activities
from dia_data.record import activities as recording
from dia_data.record import comments
from dia_data.storage.store import Store
from tests.pages.conftest import Opened

CHINA = "International mission with SME to China"


def headings(app) -> list[str]:
    return [heading.value.replace("\\", "") for heading in [*app.header, *app.subheader]]


def drawers(app) -> list[str]:
    return [dialog.proto.dialog.title.replace("\\", "") for dialog in app.get("dialog")]


def text(app) -> str:
    return " ".join(element.value for element in [*app.markdown, *app.caption, *app.info])


def test_the_plan_that_lies_in_the_past_is_said_to_and_nothing_is_called_overdue(opened: Opened):
    app = opened("roadmap")
    assert "4 of 25 activities are past their planned end without a report; 21 have no dates" in headings(app)
    assert "The programme ended on 30 Sep 2021, so nothing is called overdue" in text(app)
    assert "These dates are our reading of the source, §10 activities table." in text(app).replace("\\", "")
    assert "21 activities without dates: timing not in the source" in headings(app)
    assert "Overdue" not in text(app)
    assert not app.warning


def test_on_a_day_of_the_programme_what_is_late_and_due_is_said_first(opened: Opened):
    app = opened("roadmap", as_of="2021-09-15")
    assert "1 of 25 activities is overdue" in headings(app)
    assert all(
        named in text(app) for named in ("Overdue", "Due this month, Sep 2021", "Starts next month, Oct 2021**: none")
    )
    assert any("Mid\\-term self\\-evaluation (227 days)" in button.label for button in app.button)


def test_a_link_opens_an_activity_with_its_kpis_market_and_points(opened: Opened):
    app = opened("roadmap", focus=CHINA)
    assert CHINA in drawers(app)
    shown = text(app)
    assert "Timing not in the source" in shown
    assert all(named in shown for named in ("SMEs participating in each", "China", "its end sets the due date", "O3"))


def test_a_kpi_leads_back_to_the_activities_that_carry_it(opened: Opened):
    app = opened("roadmap", tie="KPI: Exploratory missions")
    assert "KPI: Exploratory missions" in drawers(app)
    assert text(app).count("carries it") == 4


def test_a_swot_point_leads_back_to_the_activities_that_work_on_it(opened: Opened):
    assert "works on it" in text(opened("roadmap", tie="SWOT: W2"))


def test_a_slipped_mission_tells_which_due_dates_it_moves_and_why(opened: Opened, own: Store):
    for kind, starts, reason in (("planned", date(2021, 3, 22), ""), ("revised", date(2021, 8, 2), "Travel rules.")):
        recording.record_dates(
            own, activity_id="sme_mission_china", kind=kind, starts=starts, ends=starts.replace(day=26),
            reason=reason, author="Ada",
        )  # fmt: skip
    comments.add(own, subject_kind="activity", subject="sme_mission_china", text="Is it *safe*?", author="Bo")
    shown = text(opened("roadmap", focus=CHINA))
    assert "Its new end moves" in shown
    assert "Applications received to participate in internationalisation missions" in shown
    assert "due 26 Aug 2021 instead of 26 Mar 2021 (153 days later)" in shown
    assert "Travel rules" in shown
    assert "Is it \\*safe\\*?" in shown


def test_a_country_leaves_its_missions(opened: Opened):
    app = opened("roadmap", country="China", roadmap_view="List")
    assert list(app.table[0].value["Activity"]) == ["Fact\\-finding mission to China", CHINA]
    assert "23 of 25 activities are hidden" in text(app)


def test_a_country_without_a_mission_says_what_was_filtered_and_the_way_out(opened: Opened):
    assert "choose Brazil, China or USA" in text(opened("roadmap", country="Germany"))


def test_a_partner_changes_nothing_where_nobody_recorded_a_part_and_the_page_says_so(opened: Opened):
    app = opened("roadmap", partner="MITC", roadmap_view="List")
    assert len(app.table[0].value) == 25
    assert "which partner takes part in which activity is not recorded, and D3.1 does not say" in text(app)


def test_unknown_names_in_a_link_are_named(opened: Opened):
    app = opened("roadmap", focus="Moon landing", tie="KPI: Fame", roadmap_view="Film")
    said = " ".join(warning.value for warning in app.warning)
    assert all(name in said for name in ("Moon landing", "Fame", "Film"))


def test_before_the_programme_is_dated_anew_what_would_move_is_shown_and_nothing_is_recorded(
    opened: Opened, own: Store
):
    app = opened_form(opened)
    app.date_input(key="redate_starts_0").set_value(date(2027, 1, 1)).run()
    assert "4 of 25 activities move" in text(app)
    assert "1 Jan 2027 – 30 Sep 2028" in text(app)
    assert len(activities.programme(own)) == 1


def test_the_leader_dates_the_programme_anew_and_the_plan_no_longer_lies_in_the_past(opened: Opened, own: Store):
    app = opened_form(opened)
    app.date_input(key="redate_starts_0").set_value(date(2027, 1, 1)).run()
    app.text_input(key="redate_reason_0").set_value("A second edition.")
    app.text_input(key="name_redate_0").set_value("Ada")
    send(app).click().run()
    assert not app.exception
    assert [row.starts.year for row in activities.programme(own)] == [2027, 2020]
    assert not any("without a report" in heading for heading in headings(app))


def test_without_a_reason_the_form_says_what_is_missing_and_keeps_the_dates(opened: Opened, own: Store):
    app = opened_form(opened)
    app.date_input(key="redate_starts_0").set_value(date(2027, 1, 1)).run()
    send(app).click().run()
    assert "Reason\\: it is empty" in app.error[0].value
    assert len(activities.programme(own)) == 1


def opened_form(opened: Opened):
    app = opened("roadmap")
    app.session_state["redate"] = True
    return app.run()


def send(app):
    return next(button for button in app.button if button.label == "Reschedule the programme")


def test_while_a_past_date_is_shown_the_programme_cannot_be_dated_anew(opened: Opened):
    app = opened("roadmap", as_of="2021-09-15")
    app.session_state["redate"] = True
    app.run()
    assert any("Recording is off" in info.value for info in app.info)
