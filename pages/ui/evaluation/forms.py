"""What partners and their leader record about a round of the self-evaluation."""

from collections.abc import Mapping

import streamlit as st

from dia_data.queries import evaluations as asked
from dia_data.queries.evaluations import Round
from dia_data.record import evaluations
from dia_data.record.entries import LONGEST_TEXT
from dia_data.storage.tables import CRITERIA
from dia_data.wording.codes import PHASES
from pages.ui import checked, forms
from pages.ui.data import ask, describe_workspace_today
from pages.ui.evaluation import sheets

SCALE = (1, 2, 3, 4, 5)
LEADER = "D3.1 does not name the lead partner: whoever leads enters their own name."

Names = Mapping[str, str]


def open_round() -> None:
    """The form that opens a round, closed until it is wanted."""
    opened = st.expander("Open a round", icon=":material/add:", key="open_round", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if forms.is_recording_off():
            return
        with forms.draw_form("open_round", "Open round") as fields:
            fields["round_name"] = st.text_input("Name of the round", key=forms.name_field("round_name"))
            fields["starts"] = st.date_input(
                "Starts (optional)", value=None, format="YYYY-MM-DD", key=forms.name_field("round_starts")
            )
            fields["ends"] = st.date_input(
                "Ends (optional)", value=None, format="YYYY-MM-DD", key=forms.name_field("round_ends")
            )
        forms.send(evaluations.open_round, fields, done="Round opened.")


def draw(current: Round, partners: Names, activities: Names) -> None:
    """The forms of a round: choose what to record, then its fields."""
    if forms.is_recording_off():
        return
    checked.offer_undo()
    what = st.segmented_control("Record", list(FORMS), key="evaluation_form", label_visibility="collapsed")
    if what:
        FORMS[what](current, partners, activities)


def _judge_all(current: Round, partners: Names, activities: Names) -> None:
    partner_id = _choose_partner(partners, "sheet")
    if partner_id:
        sheets.draw_judgements(current, partner_id, activities)


def _plan_all(current: Round, partners: Names, activities: Names) -> None:
    partner_id = _choose_partner(partners, "sheet")
    if partner_id:
        sheets.draw_plan(current, partner_id, activities)


def _judge(current: Round, partners: Names, activities: Names) -> None:
    partner_id, activity_id = _choose_whose(partners, activities)
    if not (partner_id and activity_id):
        return
    found = ask(asked.answers, round_id=current.round_id)
    before = next((one for one in found if (one.partner_id, one.activity_id) == (partner_id, activity_id)), None)
    judged = before.judgements if before else {}
    name = f"judge_{current.round_id}_{partner_id}_{activity_id}"
    seen = forms.get_seen(name, before and before.batch_id)
    with forms.draw_form(name, "Save") as fields:
        fields["judgements"] = {
            criterion: st.segmented_control(
                f"{criterion.capitalize()}, 1 low to 5 high", SCALE,
                default=judged.get(criterion), key=forms.name_field(f"{name}_{criterion}"),
            )
            for criterion in CRITERIA
        }  # fmt: skip
        texts = {"comment": before.comment, "lesson": before.lesson} if before else dict.fromkeys(("comment", "lesson"))
        for field, text in texts.items():
            fields[field] = st.text_area(
                f"{field.capitalize()}, at most {LONGEST_TEXT} characters", value=text or "",
                key=forms.name_field(f"{name}_{field}"), height=80,
            )  # fmt: skip
    forms.send(
        evaluations.judge, fields, done="Draft saved.", form_name=name, now=before and before.batch_id,
        round_id=current.round_id, partner_id=partner_id, activity_id=activity_id, seen=seen,
    )  # fmt: skip


def _plan(current: Round, partners: Names, activities: Names) -> None:
    partner_id, activity_id = _choose_whose(partners, activities)
    if not (partner_id and activity_id):
        return
    found = ask(asked.plan, round_id=current.round_id)
    before = next((one for one in found if (one.partner_id, one.activity_id) == (partner_id, activity_id)), None)
    name = f"plan_{current.round_id}_{partner_id}_{activity_id}"
    seen = forms.get_seen(name, before and before.batch_id)
    with forms.draw_form(name, "Save") as fields:
        names = ("timeframe", "role", "responsible")
        texts = (before.timeframe, before.role, before.responsible) if before else (None,) * len(names)
        for field, text in zip(names, texts, strict=True):
            fields[field] = st.text_input(field.capitalize(), value=text or "", key=forms.name_field(f"{name}_{field}"))
        fields["budget_eur"] = st.number_input(
            "Budget in EUR (optional)",
            value=before.budget_eur if before else None,
            key=forms.name_field(f"{name}_budget"),
        )
    forms.send(
        evaluations.plan, fields, done="Plan saved.", form_name=name, now=before and before.batch_id,
        round_id=current.round_id, partner_id=partner_id, activity_id=activity_id, seen=seen,
    )  # fmt: skip


def _submit(current: Round, partners: Names, _activities: Names) -> None:
    name = f"submit_{current.round_id}"
    with forms.draw_form(name, "Submit to the leader") as fields:
        fields["partner_id"] = _choose_partner(partners, name)
    forms.send(evaluations.submit, fields, done="Form submitted.", round_id=current.round_id)


def _hand_back(current: Round, partners: Names, _activities: Names) -> None:
    name = f"hand_back_{current.round_id}"
    with forms.draw_form(name, "Return for changes") as fields:
        st.caption(LEADER)
        fields["partner_id"] = _choose_partner(partners, name)
        fields["reason"] = st.text_input("Reason", key=forms.name_field(f"{name}_reason"))
    forms.send(evaluations.hand_back, fields, done="Form returned for changes.", round_id=current.round_id)


def _clear(current: Round, partners: Names, _activities: Names) -> None:
    name = f"clear_{current.round_id}"
    with forms.draw_form(name, "Approve") as fields:
        st.caption(LEADER)
        fields["partner_id"] = _choose_partner(partners, name)
    forms.send(evaluations.clear, fields, done="Form approved.", round_id=current.round_id)


def _move(current: Round, _partners: Names, _activities: Names) -> None:
    name = f"move_{current.round_id}"
    seen = forms.get_seen(name, current.batch_id)
    with forms.draw_form(name, "Save phase") as fields:
        fields["phase"] = st.selectbox(
            "Phase", list(PHASES), index=list(PHASES).index(current.phase),
            format_func=PHASES.__getitem__, key=forms.name_field(f"{name}_phase"),
        )  # fmt: skip
        fields["reason"] = st.text_input("Reason (optional)", key=forms.name_field(f"{name}_reason"))
    forms.send(
        evaluations.move_to, fields, done="Phase saved.", form_name=name, now=current.batch_id,
        round_id=current.round_id, seen=seen,
    )  # fmt: skip


def _follow_up(current: Round, partners: Names, activities: Names) -> None:
    name = f"follow_up_{current.round_id}"
    with forms.draw_form(name, "Save recommendation") as fields:
        fields["recommendation"] = st.text_area("Recommendation", key=forms.name_field(f"{name}_text"), height=80)
        fields["activity_id"] = _choose("Activity (optional)", activities, f"{name}_activity")
        fields["partner_id"] = _choose("Owner (optional)", partners, f"{name}_partner")
        fields["due"] = st.date_input(
            "Due (optional)", value=None, format="YYYY-MM-DD", key=forms.name_field(f"{name}_due")
        )
        st.caption(describe_workspace_today())
    forms.send(evaluations.follow_up, fields, done="Recommendation saved.", round_id=current.round_id)


def _finish(current: Round, _partners: Names, _activities: Names) -> None:
    rows = ask(asked.followups, round_id=current.round_id)
    still_open = {row.followup_id: row for row in rows if not row.is_done}
    if not still_open:
        st.info("No recommendation is open.", icon=":material/task_alt:")
        return
    now = {one: row.batch_id for one, row in still_open.items()}
    name = f"finish_{current.round_id}"
    seen = forms.get_seen(name, now)
    with forms.draw_form(name, "Mark as done") as fields:
        fields["followup_id"] = st.selectbox(
            "Recommendation", list(still_open), format_func=lambda one: still_open[one].recommendation,
            key=forms.name_field(f"{name}_which"),
        )  # fmt: skip
    chosen = fields["followup_id"]
    forms.send(
        evaluations.finish, fields, done="Marked as done.", form_name=name, now=now,
        round_id=current.round_id, seen=seen.get(chosen, now[chosen]),
    )  # fmt: skip


def _draw_sustainability(current: Round, _partners: Names, activities: Names) -> None:
    activity_id = _choose("Activity", activities, "sustainability_activity")
    if not activity_id:
        return
    found = ask(asked.sustainability, round_id=current.round_id)
    before = next((one for one in found if one.activity_id == activity_id), None)
    name = f"sustainability_{current.round_id}_{activity_id}"
    seen = forms.get_seen(name, before and before.batch_id)
    with forms.draw_form(name, "Save") as fields:
        listed = before.is_listed if before else True
        fields["is_listed"] = st.toggle(
            "On the list for the sustainability plan", value=listed, key=forms.name_field(name)
        )
        fields["reason"] = st.text_input("Reason", key=forms.name_field(f"{name}_reason"))
    forms.send(
        evaluations.put_on_list, fields, done="List saved.", form_name=name, now=before and before.batch_id,
        round_id=current.round_id, activity_id=activity_id, seen=seen,
    )  # fmt: skip


FORMS = {
    "Judge all": _judge_all,
    "Plan all": _plan_all,
    "Judge one": _judge,
    "Plan one": _plan,
    "Submit": _submit,
    "Return for changes": _hand_back,
    "Approve": _clear,
    "Save phase": _move,
    "Recommendation": _follow_up,
    "Recommendation done": _finish,
    "Sustainability list": _draw_sustainability,
}
"""What can be recorded about a round, in the order of its phases."""


def _choose_whose(partners: Names, activities: Names) -> tuple[str | None, str | None]:
    with st.container(horizontal=True):
        return _choose("Partner", partners, "whose_partner"), _choose("Activity", activities, "whose_activity")


def _choose_partner(partners: Names, name: str) -> str | None:
    return _choose("Partner", partners, f"{name}_partner")


def _choose(label: str, names: Names, name: str) -> str | None:
    chosen: str | None = st.selectbox(
        label,
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="Choose one",
        key=forms.name_field(name),
    )
    return chosen
