"""A partner's judgements of all activities, and its plan, each on one sheet."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st

from dia_data.documents.numbers import format_for_input
from dia_data.evaluations import Answer
from dia_data.grids import Column, Grid, Line, Takes
from dia_data.queries import evaluations as asked
from dia_data.queries.evaluations import PlanLine, Round
from dia_data.record import evaluations
from dia_data.storage.tables import CRITERIA, RATING
from dia_data.wording.statuses import FORM_STATES
from pages.ui import grid
from pages.ui.data import ask

Names = Mapping[str, str]
SCALE = "{}–{}".format(*RATING)
TEXTS = ("comment", "lesson")
PLANNED = {"timeframe": "Timeframe", "budget_eur": "Budget in EUR", "role": "Role", "responsible": "Responsible"}
GROUPS = {"open": "Not filled in", "filled": "Filled in"}


def draw_judgements(current: Round, partner_id: str, activities: Names) -> None:
    """What a partner judges of each activity, from 1 (low) to 5 (high)."""
    answers = {
        one.activity_id: one for one in ask(asked.answers, round_id=current.round_id) if one.partner_id == partner_id
    }
    grid.draw(
        build_judgements(current.round_id, partner_id, activities, answers),
        evaluations.judge_all,
        now={activity_id: one.batch_id for activity_id, one in answers.items()},
        build_rows=lambda entered: build_rows(entered, (*CRITERIA, *TEXTS)),
        round_id=current.round_id,
        partner_id=partner_id,
    )
    st.caption("Saved judgements are drafts until the form is submitted.")


def draw_plan(current: Round, partner_id: str, activities: Names) -> None:
    """What a partner plans to evaluate of each activity."""
    lines = {one.activity_id: one for one in ask(asked.plan, round_id=current.round_id) if one.partner_id == partner_id}
    grid.draw(
        build_plan(current.round_id, partner_id, activities, lines),
        evaluations.plan_all,
        now={activity_id: one.batch_id for activity_id, one in lines.items()},
        build_rows=lambda entered: build_rows(entered, PLANNED),
        round_id=current.round_id,
        partner_id=partner_id,
    )


def build_judgements(round_id: str, partner_id: str, activities: Names, answers: Mapping[str, Answer]) -> Grid:
    """The sheet of judgements: a column for each criterion, then words."""
    criteria = [Column(key=one, heading=one.capitalize(), takes=Takes.NUMBER, hint=SCALE) for one in CRITERIA]
    words = [Column(key=one, heading=one.capitalize(), takes=Takes.LONG_TEXT) for one in TEXTS]
    return Grid(
        key=f"judgements_{round_id}_{partner_id}",
        title="Judgements of activities",
        heading="Activity",
        columns=[*criteria, *words],
        groups=GROUPS,
        lines=[
            Line(
                key=activity_id,
                name=name,
                group="filled" if activity_id in answers else "open",
                why=_explain_state(answers.get(activity_id)),
                holds=_fill_judgement(answers.get(activity_id)),
                stands=_describe_judgement(answers.get(activity_id)),
            )
            for activity_id, name in activities.items()
        ],
        said="Recorded",
    )


def build_plan(round_id: str, partner_id: str, activities: Names, lines: Mapping[str, PlanLine]) -> Grid:
    """The sheet of what is planned to be evaluated."""
    takes = {"budget_eur": Takes.NUMBER}
    return Grid(
        key=f"evaluation_plan_{round_id}_{partner_id}",
        title="Plan of the evaluation",
        heading="Activity",
        columns=[
            Column(key=field, heading=heading, takes=takes.get(field, Takes.TEXT)) for field, heading in PLANNED.items()
        ],
        groups=GROUPS,
        lines=[
            Line(
                key=activity_id,
                name=name,
                group="filled" if activity_id in lines else "open",
                holds=_fill_plan(lines.get(activity_id)),
                stands=", ".join(filter(None, _fill_plan(lines.get(activity_id)).values())),
            )
            for activity_id, name in activities.items()
        ],
        said="Recorded",
    )


def build_rows(entered: Sequence[Mapping[str, str]], fields: Iterable[str]) -> list[dict[str, str]]:
    """What was entered, as the record takes it."""
    return [{"activity_id": one["key"]} | {field: one.get(field, "") for field in fields} for one in entered]


def _explain_state(answer: Answer | None) -> str:
    if answer is None or answer.state == "draft":
        return ""
    return f"{FORM_STATES[answer.state].capitalize()}: it can be changed once the leader returns it"


def _fill_judgement(answer: Answer | None) -> dict[str, str]:
    if answer is None:
        return dict.fromkeys((*CRITERIA, *TEXTS), "")
    steps = {name: "" if value is None else str(value) for name, value in answer.judgements.items()}
    return steps | {"comment": answer.comment or "", "lesson": answer.lesson or ""}


def _describe_judgement(answer: Answer | None) -> str:
    if answer is None:
        return ""
    steps = [f"{name} {value}" for name, value in answer.judgements.items() if value is not None]
    return ", ".join(filter(None, [*steps, answer.comment, answer.lesson]))


def _fill_plan(line: PlanLine | None) -> dict[str, str]:
    if line is None:
        return dict.fromkeys(PLANNED, "")
    budget = "" if line.budget_eur is None else format_for_input(line.budget_eur)
    return {
        "timeframe": line.timeframe or "", "budget_eur": budget, "role": line.role or "",
        "responsible": line.responsible or "",
    }  # fmt: skip
