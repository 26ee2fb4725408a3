"""One activity: its dates as they were revised, what it is tied to, what its slip moves, comments; and the way back."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from dia_data import roadmap
from dia_data.frames import make_frame
from dia_data.queries import activities, kpis
from dia_data.roadmap import Activity, ActivityStatus, Link, Programme, Revision
from dia_data.wording.figures import NOT_IN_SOURCE
from pages.ui import comments, drawer
from pages.ui.data import ask
from pages.ui.markdown import escape_user_text
from pages.ui.roadmap import text as table

NO_TIE = {
    "kpi": "none",
    "market": "It is for all markets.",
    "swot": "none",
}


ACTIVITY, TIE = "focus", "tie"
"""The names of what is open in the address; /record has an `activity` of its own, which a link there sets."""


def draw(activity_id: str, *, name: str, ties: Mapping[tuple[str, str], str], day: date) -> None:
    """The drawer of one activity, whether the filters leave it or not; `ties` names what it may be tied to."""
    drawer.draw(ACTIVITY, name, partial(_draw_content, activity_id, ties, day))


def _draw_content(activity_id: str, ties: Mapping[tuple[str, str], str], day: date) -> None:
    programme = next(iter(ask(activities.programme)), None)
    own = [row for row in ask(activities.activities) if row.activity_id == activity_id]
    revisions = [row for row in ask(activities.revisions) if row.activity_id == activity_id]
    (status,) = roadmap.judge_activities(
        own, revisions, today=day, programme_ends=programme.ends if programme else None
    )
    links = [row for row in ask(activities.links) if row.activity_id == activity_id]
    about = ("activity", activity_id)
    title = table.describe_state(status)
    with drawer.draw_part(
        f"{title[:1].upper()}{title[1:]}", rows=_tabulate_links(links, own), key="activity", about=about
    ):
        _draw_dates(revisions, status)
        _draw_moves(status, links, programme=programme, day=day)
        _draw_ties(links, ties)
        comments.list_comments("activity", activity_id)


def _tabulate_links(links: Sequence[Link], own: Sequence[Activity]) -> pd.DataFrame:
    """The ties as a table; where there are none, the activity alone."""
    if not links:
        return make_frame(own, Activity)[["activity_name", "source_id", "locator", "basis", "note"]]
    columns = ["activity_name", "kind", "name", "how", "sets_due", "reason", "source_id", "locator", "basis", "note"]
    return make_frame(links, Link)[columns]


def _draw_dates(revisions: Sequence[Revision], status: ActivityStatus) -> None:
    lines = [table.format_revision(row) for row in revisions]
    nothing = f"Its timing is {NOT_IN_SOURCE}."
    st.markdown("\n".join(["**Dates, newest first**", "", *(f"- {line}" for line in lines or [nothing])]))
    st.page_link(
        "record.py",
        label="Record its dates",
        icon=":material/edit_calendar:",
        query_params=table.build_form_query(status),
    )


def _draw_moves(status: ActivityStatus, links: Sequence[Link], *, programme: Programme | None, day: date) -> None:
    """What its slip moves; said too where it slipped and moves nothing."""
    if programme is None:
        return
    moved = roadmap.find_moves(status, links, ask(kpis.standings, today=day), programme=programme)
    if moved:
        st.markdown("\n".join(["**Its new end moves**", "", *(f"- {line}" for line in table.list_moves(moved))]))
    elif status.delay_days:
        st.markdown("**Its new end moves** no due date of a KPI.")


def _draw_ties(links: Sequence[Link], ties: Mapping[tuple[str, str], str]) -> None:
    for kind, title in (
        ("kpi", "KPIs it carries, linked by us (ƒ)"),
        ("market", "Market"),
        ("swot", "SWOT points, linked by us (ƒ)"),
    ):
        lines = [f"- {_format_tie(row, ties)}" for row in links if row.kind == kind]
        st.markdown("\n".join([f"**{title}**{'' if lines else f': {NO_TIE[kind].lower()}'}", "", *lines]))


def _format_tie(row: Link, ties: Mapping[tuple[str, str], str]) -> str:
    label = ties[row.kind, row.reference].partition(": ")[2]
    return table.describe_tie(row, name=f"{label} “{row.name}”" if row.kind == "swot" else label)


def find_tied(tie: tuple[str, str]) -> list[str]:
    """The activities that are tied to a KPI, a market or a SWOT point."""
    return list(dict.fromkeys(row.activity_id for row in _find_links(tie)))


def draw_reverse(tie: tuple[str, str], *, name: str) -> None:
    """The drawer of something that activities are tied to: which they are."""
    drawer.draw(TIE, name, partial(_draw_tied, tie))


def _draw_tied(tie: tuple[str, str]) -> None:
    links = _find_links(tie)
    with drawer.draw_part("Activities linked to it", rows=_tabulate_links(links, []), key="tie"):
        if tie[0] == "swot":
            st.markdown(f"“{escape_user_text(links[0].name)}”")
        st.markdown("\n".join(f"- {table.describe_tied(row)}" for row in links))
        if tie[0] != "market":
            st.caption("Linked by us (ƒ), each with its reason.")


def _find_links(tie: tuple[str, str]) -> list[Link]:
    return [row for row in ask(activities.links) if (row.kind, row.reference) == tie]
