"""The parts of the evaluation page: the phases, the results, the plan, and what follows."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dia_data.evaluations import Answer, Spread
from dia_data.frames import make_frame
from dia_data.queries import evaluations
from dia_data.queries.evaluations import FollowUp, Listed, PlanLine, Progress
from dia_data.storage.tables import CRITERIA
from dia_data.wording.days import format_day
from dia_data.wording.figures import NOT_REPORTED
from dia_data.wording.lists import join_names
from dia_data.wording.statuses import FORM_STATES
from pages.ui import cards, pick
from pages.ui.charts import papers, show
from pages.ui.data import ask
from pages.ui.evaluation import charts
from pages.ui.evaluation import text as table
from pages.ui.markdown import escape_markdown, escape_user_text

STEP_ICONS = {"done": ":material/check_circle:", "now": ":material/play_circle:", "to come": ":material/circle:"}


def draw_progress(phase: str, progress: Sequence[Progress]) -> None:
    """The five phases as one line of steps with how many partners submitted; below it how far each partner is."""
    steps = [
        f"{STEP_ICONS[when]} {f'**{name} (now)**' if when == 'now' else name}" for name, when in table.list_steps(phase)
    ]
    line = "\u2003".join([*steps, table.count_submitted(progress)])
    states = [
        f"{table.ICONS[state]} {FORM_STATES[state].capitalize()}: {escape_markdown(join_names(partners))}"
        for state, partners in table.group_by_state(progress).items()
    ]
    with st.container(gap="xsmall"):
        st.markdown(f":small[{line}]")
        st.caption("\u2003".join(states))


def choose_criterion(spreads: Sequence[Spread]) -> str:
    """The criterion to show; unless another is chosen, that of the biggest disagreement."""
    criteria = {name: name.capitalize() for name in CRITERIA}
    return pick.choose_one(
        "Criterion", criteria, default=spreads[0].criterion, key="criterion", label_visibility="collapsed", wrap=True
    )


def draw_results(
    spreads: Sequence[Spread],
    answers: Sequence[Answer],
    names: Mapping[str, str],
    partners: Sequence[str],
    *,
    criterion: str,
    chosen: Sequence[str],
) -> None:
    """Who judges each activity how by one criterion, biggest disagreement first; `chosen` partners stand out."""
    shown = table.rank_spreads(spreads, criterion)
    title = f"{criterion.capitalize()} as judged by each partner (1 low to 5 high), most disagreement first"
    with cards.draw_card(
        title, rows=make_frame(answers, Answer), key="spread", charts=papers.chart_judgements(shown, names)
    ):
        if shown:
            alt = f"{title}. {table.write_finding(spreads, names, criterion=criterion)}"
            chart = charts.chart_heat(shown, names, partners, chosen=chosen, alt=alt)
            option = charts.draw_heat(chart, columns=len(partners), lines=len(shown), ink=show.choose_ink())
            show.show_option(option, key="heat", height=charts.measure_height(shown), alt=alt)
            st.caption(table.HOW_MEASURED, help=table.HOW_COMPUTED)
        else:
            cards.show_empty(f"Nobody judged the {criterion} yet: {NOT_REPORTED}.")


def draw_judgements(
    spreads: Sequence[Spread], answers: Sequence[Answer], names: Mapping[str, str], partners: Sequence[str]
) -> None:
    """All that was judged, by every criterion, as a table."""
    with cards.draw_card("All judgements and their spread", rows=make_frame(answers, Answer), key="judgements"):
        cards.show_grid(table.tabulate_spreads(spreads, names, partners), alt="All judgements")


def draw_plan(round_id: str) -> None:
    """What each partner plans to evaluate, when, with which means."""
    rows = ask(evaluations.plan, round_id=round_id)
    with cards.draw_card("Who evaluates what, when and how", rows=make_frame(rows, PlanLine), key="evaluation_plan"):
        if not rows:
            cards.show_empty("No partner has recorded its plan in this round: " + NOT_REPORTED + ".")
            return
        columns = ["activity_name", "partner", "timeframe", "budget_eur", "role", "responsible"]
        cards.show_grid(make_frame(rows, PlanLine)[columns], alt="Evaluation plan")


def draw_follow_ups(round_id: str, answers: Sequence[Answer]) -> None:
    """Lessons learned, recommendations and the list for the sustainability plan."""
    _draw_lessons(answers)
    recommendations = ask(evaluations.followups, round_id=round_id)
    with cards.draw_card(
        "Recommendations for the next activities", rows=make_frame(recommendations, FollowUp), key="followups"
    ):
        for row in recommendations:
            icon = ":material/task_alt:" if row.is_done else ":material/radio_button_unchecked:"
            due = f", due {format_day(row.due)}" if row.due else ""
            about = [name for name in (row.activity_name, row.partner) if name]
            st.markdown(
                f"{icon} {escape_user_text(row.recommendation)} :small[{escape_user_text(' · '.join(about))}{due}]"
            )
        if not recommendations:
            cards.show_empty("No recommendation is recorded: " + NOT_REPORTED + ".")
    listed = ask(evaluations.sustainability, round_id=round_id)
    with cards.draw_card(
        "Activities for the sustainability plan", rows=make_frame(listed, Listed), key="sustainability"
    ):
        for one in listed:
            icon = ":material/bookmark_added:" if one.is_listed else ":material/bookmark_remove:"
            taken_off = "" if one.is_listed else " (taken off the list)"
            st.markdown(
                f"{icon} **{escape_markdown(one.activity_name)}**{taken_off}: {escape_user_text(one.reason or '')}"
            )
        if not listed:
            cards.show_empty("No activity is on the list yet: " + NOT_REPORTED + ".")


def _draw_lessons(answers: Sequence[Answer]) -> None:
    lines = table.select_lessons(answers)
    with cards.draw_card("Lessons learnt", rows=make_frame(answers, Answer), key="lessons"):
        for row in lines:
            st.markdown(
                f"**{escape_markdown(row.activity_name)}** · {escape_markdown(row.partner)} "
                f":small[({table.describe_judgement(row)})]"
            )
            for name, sentence in (("Lesson", row.lesson), ("Comment", row.comment)):
                if sentence:
                    st.markdown(f"{name}: {escape_user_text(sentence)}")
        if not lines:
            cards.show_empty("No lesson and no comment is recorded: " + NOT_REPORTED + ".")
