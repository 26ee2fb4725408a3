"""The plans of KPIs in words: their milestones, and that the dates have moved since. Rows in, text out."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from dia_data import agenda, local_time
from dia_data.roadmap import Lag, PlanSet
from dia_data.wording.bases import BASES
from dia_data.wording.days import format_day, format_month
from dia_data.wording.figures import format_count
from dia_data.wording.scopes import CONSORTIUM, name_scope
from pages.ui.data import WORKSPACE
from pages.ui.indicators import kpi_rows, kpi_text
from pages.ui.markdown import escape_markdown, escape_user_text

FORM = {"report": "Targets and plans"}
"""What the address of /record says so that it opens at targets, plans and readings."""
NONE = "none is set; what is expected is worked out from start, target and due date (ƒ derived)."
STAY = "What was planned stays as it was set"


def describe_lags(lags: Sequence[Lag], names: Mapping[str, str]) -> str:
    """In markdown: which plans were set before the dates moved, and by how much; `lags` are at least one."""
    if len(lags) > 1:
        return _list("Plans that were set before the dates moved", lags, names)
    (lag,) = lags
    return (
        f"**The plan was set before the dates moved**: on {format_day(lag.set_on)}, by {escape_user_text(lag.set_by)}. "
        f"It was made for {format_day(lag.due_then)}; the KPI is due {format_day(lag.due_now)} "
        f"now, {describe_move(lag)}. "
        f"{STAY}."
    )


def describe_coming_lags(lags: Sequence[Lag], names: Mapping[str, str]) -> str:
    """The same of dates that would move."""
    return _list("Plans that would then have been set for other dates", lags, names)


def _list(title: str, lags: Iterable[Lag], names: Mapping[str, str]) -> str:
    return "\n".join([f"**{title}.** {STAY}.", "", *(f"- {line}" for line in list_lags(lags, names))])


def list_lags(lags: Iterable[Lag], names: Mapping[str, str]) -> list[str]:
    """A line of markdown for each plan and due date; the SMEs of a mission are counted."""
    return [_describe_group(list(alike), names) for _, alike in groupby(lags, key=_make_group_key)]


def _make_group_key(lag: Lag) -> tuple[Any, ...]:
    place, _, organisation = lag.scope_key.partition("/")
    return lag.kpi_id, place, bool(organisation), lag.due_then, lag.due_now


def _describe_group(lags: Sequence[Lag], names: Mapping[str, str]) -> str:
    lag = lags[0]
    place, _, organisation = lag.scope_key.partition("/")
    scope = "" if place == CONSORTIUM else f", {escape_markdown(name_scope(place, names))}"
    smes = f" ({len(lags)} SME{'' if len(lags) == 1 else 's'})" if organisation else ""
    return (
        f"**{escape_markdown(lag.kpi_name)}**{scope}{smes}: set on {format_day(lag.set_on)} "
        f"for {format_day(lag.due_then)}, due {format_day(lag.due_now)}: {describe_move(lag)}"
    )


def describe_move(lag: Lag) -> str:
    """`273 days later`, `1 day earlier`."""
    return f"{format_count(abs(lag.days), 'day')} {'later' if lag.days > 0 else 'earlier'}"


def tabulate_plans(plans: Iterable[PlanSet], of_scope: str, names: Mapping[str, str]) -> pd.DataFrame:
    """The plans of a KPI: what is expected by the end of which months, who set it, when and why."""
    lines = [
        {
            "scope": kpi_rows.name_scope_or_common(plan.scope_key, of_scope, names),
            "expected_by_month": ", ".join(
                f"{format_month(month)}: {kpi_text.format_amount(expected)}"
                for month, expected in zip(plan.months, plan.expected, strict=True)
            ),
            "set_on": local_time.find_day(plan.recorded_at),
            "basis": f"{BASES[plan.basis][0]} {plan.basis}".strip(),
            "why": plan.reason or kpi_text.NONE,
            "recorded_by": plan.recorded_by,
        }
        for plan in plans
    ]
    return pd.DataFrame(lines, columns=["scope", "expected_by_month", "set_on", "basis", "why", "recorded_by"])


def build_form_address(kpi_name: str, *, workspace: str, part: str = "Plan") -> str:
    """The address of the form for the plan, or another part, of a KPI, as seen from a page beside it."""
    query = {**FORM, "record_aim": part, "kpi": kpi_name, WORKSPACE: workspace}
    return f".{agenda.build_address('record', query)}"
