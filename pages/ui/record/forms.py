"""The forms of targets, plans and owners, dates of activities, events and comments."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dia_data.record import activities, aims, choices, comments, events, programme, readings
from dia_data.record.activities import CurrentDates
from dia_data.record.comments import CurrentComment
from dia_data.record.entries import LONGEST_TEXT
from dia_data.record.standing_reports import KpiOfForm
from dia_data.wording.statuses import DATE_KINDS
from pages.ui import cards, checked, forms, pick
from pages.ui.data import ask_undated, describe_workspace_today
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.record import date_sheet, markets, plan_sheet, proof_sheet, results
from pages.ui.record import text as table

SUBJECTS = {"kpi": "A KPI", "activity": "An activity", "market": "A market", "swot": "A SWOT point", "chart": "A chart"}
KINDS = {kind: word.capitalize() for kind, word in DATE_KINDS.items()}
AIMS = ("Target", "Plan", "Owner", "Reading", "All plans")
ALL, ONE = "All activities", "One activity"


def draw_aim() -> None:
    """Set the target, the plan or the owner of a KPI, or decide how its words are read."""
    what = pick.choose_one("Set", pick.name_as_is(AIMS), key="record_aim")
    if what == "All plans":
        plan_sheet.draw()
        return
    kpi = results.choose_kpi()
    results.explain_counting(kpi)
    if what == "Owner":
        _draw_owner(kpi)
        return
    if what == "Reading":
        _draw_reading(kpi)
        return
    scopes = ask_undated(aims.list_scope_keys, kpi=kpi)
    scope_key = st.selectbox("For", list(scopes), format_func=scopes.__getitem__, key=f"record_scope_{kpi.scope}")
    draw = _draw_target if what == "Target" else _plan
    draw(kpi, scope_key)


def _draw_target(kpi: KpiOfForm, scope_key: str) -> None:
    now = ask_undated(aims.find_current_target, kpi_id=kpi.kpi_id, scope_key=scope_key)
    st.caption(f"So far: {aims.describe_target(now)}." if now else "No target of its own for this scope yet.")
    name = f"target_{kpi.kpi_id}_{scope_key}"
    batch_id = now.batch_id if now else None
    seen = forms.get_seen(name, batch_id)
    heed = checked.note_change(name)
    with checked.draw_form(name) as fields:
        left, right = st.columns(2)
        fields["target_min"] = left.text_input(
            f"Target ({escape_markdown(kpi.unit)})", key=forms.name_field(f"{name}_min"), live=True, **heed
        )
        fields["target_max"] = right.text_input(
            "Upper end, for a range only", key=forms.name_field(f"{name}_max"), live=True, **heed
        )
        fields["valid_from"] = st.date_input(
            "Valid from", value=None, format="YYYY-MM-DD", key=forms.name_field(f"{name}_from"), **_limit_days(), **heed
        )
        fields["reason"] = checked.draw_reason(name)
    checked.check_and_save(
        name, fields, aims.record_target, done="Target saved.", now=batch_id, kpi_id=kpi.kpi_id,
        scope_key=scope_key, seen=seen,
    )  # fmt: skip


def _plan(kpi: KpiOfForm, scope_key: str) -> None:
    plan = ask_undated(aims.find_current_plan, kpi_id=kpi.kpi_id, scope_key=scope_key)
    batch_id = plan[0].batch_id if plan else None
    st.caption(
        f"So far: {aims.describe_plan(plan)}."
        if plan
        else "No plan yet: what is expected is worked out from start, target and due date (derived)."
    )
    name = f"plan_{kpi.kpi_id}_{scope_key}"
    seen = forms.get_seen(name, batch_id)
    text = forms.get_seen(name, table.write_milestones(plan), part="text")
    with checked.draw_form(name) as fields:
        typed = st.text_area(
            "What is expected by the end of a month, one per line, such as 2020-06: 3",
            value=text,
            key=forms.name_field(f"{name}_text"),
            **checked.note_change(name),
        )
        fields["milestones"] = table.read_milestones(typed)
        fields["reason"] = checked.draw_reason(name)
    checked.check_and_save(
        name, fields, aims.record_plan, done="Plan saved.", now=batch_id, kpi_id=kpi.kpi_id, scope_key=scope_key,
        seen=seen,
    )  # fmt: skip


def _draw_owner(kpi: KpiOfForm) -> None:
    now = ask_undated(aims.find_current_owner, kpi_id=kpi.kpi_id)
    names = ask_undated(choices.list_partners)
    batch_id = now.batch_id if now else None
    st.caption(f"So far: {escape_markdown(names[now.partner_id])}." if now else "This KPI has no owner yet.")
    name = f"owner_{kpi.kpi_id}"
    seen = forms.get_seen(name, batch_id)
    with forms.draw_form(name, "Save") as fields:
        fields["partner_id"] = _choose("Owner", names, key=f"{name}_partner")
        fields["reason"] = st.text_input("Reason (optional)", key=forms.name_field(f"{name}_reason"))
    forms.send(
        aims.record_owner, fields, done="Owner saved.", form_name=name, now=batch_id, saved=checked.note_saved,
        kpi_id=kpi.kpi_id, seen=seen,
    )  # fmt: skip


def _draw_reading(kpi: KpiOfForm) -> None:
    """Decide which countries are meant, where the printed words can be read in several ways."""
    open_to = ask_undated(readings.list_open)
    if kpi.kpi_id not in open_to:
        cards.show_empty("The wording of this KPI leaves no choice of countries. Choose another KPI.")
        return
    st.table(checked.escape_rows(table.tabulate_choices(open_to[kpi.kpi_id])), hide_index=True)
    meanings = {row.reading_id: row.meaning for row in open_to[kpi.kpi_id]}
    alike = {
        kpi_id: f"{rows[0].position} {rows[0].kpi_name}"
        for kpi_id, rows in open_to.items()
        if {row.reading_id for row in rows} == set(meanings)
    }
    now = {kpi_id: one.batch_id for kpi_id, one in ask_undated(readings.find_choices).items()}
    name = f"reading_{kpi.kpi_id}"
    seen = forms.get_seen(name, now)
    with checked.draw_form(name) as fields:
        fields["reading_id"] = st.radio(
            "Its target applies to", list(meanings), index=None, format_func=meanings.__getitem__,
            key=forms.name_field(f"{name}_which"), **checked.note_change(name),
        )  # fmt: skip
        fields["kpi_ids"] = st.multiselect(
            "KPIs covered by this decision", list(alike), default=[kpi.kpi_id], format_func=alike.__getitem__,
            key=forms.name_field(f"{name}_kpis"), **checked.note_change(name),
        )  # fmt: skip
        fields["reason"] = checked.draw_reason(name)
    checked.check_and_save(
        name, fields, readings.decide_reading, done="Saved.", now=now, seen=seen,
    )  # fmt: skip
    st.caption("Reports about a country that is no longer tracked stay in the record.")


def draw_dates() -> None:
    """Set or revise the dates of all activities on one sheet, or of one of them."""
    named = "activity" in st.query_params
    with st.container(horizontal=True):
        usual = ONE if named else ALL
        what = pick.choose_one("Of", pick.name_as_is((ALL, ONE)), default=usual, key="dates_of")
        kind = date_sheet.choose_kind() if what == ALL else ""
    if kind:
        date_sheet.draw(kind)
    else:
        _draw_dates_of_one()


def _draw_dates_of_one() -> None:
    names = ask_undated(activities.name_activities)
    activity = pick.choose_in_list("Activity", names, key="activity")
    standing = {kind: ask_undated(activities.find_current, activity_id=activity, kind=kind) for kind in KINDS}
    st.caption("  \n".join(_describe_dates(KINDS[kind], row) for kind, row in standing.items()))
    usual = "revised" if standing["planned"] else "planned"
    kind = st.segmented_control(
        "Which dates", list(KINDS), format_func=KINDS.__getitem__, default=usual, required=True,
        key=f"record_kind_{activity}",
    )  # fmt: skip
    now = standing[kind]
    batch_id = now.batch_id if now else None
    name = f"dates_{activity}_{kind}"
    seen = forms.get_seen(name, batch_id)
    days = {"starts": now.starts if now else None, "ends": now.ends if now else None}
    opened = {field: forms.get_seen(name, day, part=field) for field, day in days.items()}
    with checked.draw_form(name) as fields:
        for (field, day), column in zip(opened.items(), st.columns(2), strict=True):
            fields[field] = column.date_input(
                field.capitalize(), value=day, format="YYYY-MM-DD", key=forms.name_field(f"{name}_{field}"),
                **_limit_days(), **checked.note_change(name),
            )  # fmt: skip
        st.caption(describe_workspace_today())
        fields["reason"] = checked.draw_reason(name)
    checked.check_and_save(
        name, fields, activities.record_dates, done="Dates saved.", now=batch_id, activity_id=activity,
        kind=kind, seen=seen,
    )  # fmt: skip
    st.caption("To move the whole programme, see the form on the roadmap.")


def _describe_dates(kind: str, row: CurrentDates | None) -> str:
    if row is None:
        return f"{kind}: not set"
    reason = f" – {escape_user_text(row.reason)}" if row.reason else ""
    return f"{kind}: {activities.format_span(row.starts, row.ends)}{reason}"


def draw_event() -> None:
    """Note something that happened."""
    with forms.draw_form("event", "Save") as fields:
        fields["happened_on"] = st.date_input(
            "Day", value=None, format="YYYY-MM-DD", key=forms.name_field("event_day"), **_limit_days()
        )
        st.caption(describe_workspace_today())
        fields["event_name"] = st.text_area(
            f"What happened, at most {LONGEST_TEXT} characters", key=forms.name_field("event_name"), height=90
        )
        left, right = st.columns(2)
        with left:
            fields["partner_id"] = _choose(
                "Partner (optional)", ask_undated(choices.list_partners), key="event_partner"
            )
            fields["country_code"] = _choose("Market (optional)", ask_undated(choices.list_markets), key="event_market")
        with right:
            fields["kpi_id"] = _choose(
                "KPI (optional)", ask_undated(comments.list_subjects, subject_kind="kpi"), key="event_kpi"
            )
            fields["activity_id"] = _choose(
                "Activity (optional)", ask_undated(activities.name_activities), key="event_activity"
            )
    forms.send(events.add, fields, done="Event saved.", saved=checked.note_saved)


def draw_comment() -> None:
    """Comment on something, and settle comments."""
    kind = st.segmented_control(
        "About", list(SUBJECTS), format_func=SUBJECTS.__getitem__, default="kpi", required=True, key="record_about"
    )
    with forms.draw_form(f"comment_{kind}", "Save") as fields:
        if kind == comments.CHART:
            fields["subject"] = st.text_input("Title of the chart", key=forms.name_field("comment_chart_title"))
        else:
            names = ask_undated(comments.list_subjects, subject_kind=kind)
            fields["subject"] = _choose(SUBJECTS[kind], names, key=f"comment_{kind}_subject")
        fields["text"] = st.text_area(
            f"Comment, at most {LONGEST_TEXT} characters", key=forms.name_field(f"comment_{kind}_text"), height=90
        )
    forms.send(comments.add, fields, done="Comment added.", saved=checked.note_saved, subject_kind=kind)
    _settle()


def _settle() -> None:
    """The open comments, and the form that settles one."""
    st.subheader("Open comments", anchor=False)
    still_open = {row.comment_id: row for row in ask_undated(comments.list_current) if not row.is_resolved}
    if not still_open:
        cards.show_empty("No comment is open.")
        return
    now = {one: row.batch_id for one, row in still_open.items()}
    seen = forms.get_seen("settle", now)
    with forms.draw_form("settle", "Resolve comment") as fields:
        chosen = _choose("Comment", {one: _format_comment(row) for one, row in still_open.items()}, key="settle_which")
        fields["reason"] = st.text_input("What settled it (optional)", key=forms.name_field("settle_reason"))
    if not chosen:
        if fields["sent"]:
            fields["answer"].error("Choose the comment that is settled.", icon=":material/error:")
        return
    forms.send(
        comments.resolve, fields, done="Comment resolved.", form_name="settle", now=now,
        saved=checked.note_saved, comment_id=chosen, seen=seen.get(chosen, now[chosen]),
    )  # fmt: skip


def _format_comment(row: CurrentComment) -> str:
    names = (
        {} if row.subject_kind == comments.CHART else ask_undated(comments.list_subjects, subject_kind=row.subject_kind)
    )
    return f"{names.get(row.subject, row.subject)}: {row.text} ({row.recorded_by})"


def _choose(label: str, names: Mapping[str, str], *, key: str) -> str | None:
    chosen: str | None = st.selectbox(
        label, list(names), index=None, format_func=lambda code: names.get(code, code), placeholder="Choose one",
        key=forms.name_field(key),
    )  # fmt: skip
    return chosen


def _limit_days() -> dict[str, Any]:
    """The days that a date field offers; what is too early or too late is said by the record, with the reason."""
    now = ask_undated(programme.find_current)
    years = 12
    return {
        "min_value": programme.shift_day(now.starts, -5 * years),
        "max_value": programme.shift_day(now.ends, 10 * years),
    }


FORMS: Mapping[str, Callable[[], None]] = {
    "Results": results.draw,
    "Proof": proof_sheet.draw,
    "Targets and plans": draw_aim,
    "Dates": draw_dates,
    "Market roles": markets.draw,
    "Events": draw_event,
    "Comments": draw_comment,
}
"""What can be reported, and the form for it."""
