"""The time line of the joint activities. Nothing here knows the server: activities in, Plotly figure out."""

import html
import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import plotly.graph_objects as go

from dia_data.roadmap import Course, State
from pages.ui import roadmap_table as table
from pages.ui.look import FONT_SIZE, GREY, PURPLE, PURPLE_LIGHT

ROW_HEIGHT = 25
HEAD_AND_LEGEND = 132
STATES_WIDTH = 218
EDGE = 2
"""Around a bar, so that a mission of a few days can be seen."""

MILLISECONDS_PER_DAY = 86_400_000
SECOND_LINE = 18
NEAR_DAYS = 120
"""Today is on the axis if it lies no further than this outside the dates; else a note says where it is."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How one kind of dates is drawn."""

    kind: str
    colour: str
    height: float
    opacity: float = 1


BARS = (
    Bar(kind="planned", colour=GREY, height=0.74, opacity=0.5),
    Bar(kind="revised", colour=PURPLE_LIGHT, height=0.46),
    Bar(kind="actual", colour=PURPLE, height=0.22),
)
"""One within the other, so that all three stay visible in one row."""

ALARM = "#D1450B"
HOVER = "%{customdata[1]}<extra></extra>"
HOVER_WIDTH = 64

Row = Mapping[Any, Any]


def timeline(
    courses: Sequence[Course], *, programme: Row | None, today: date, framed: Collection[str] = ()
) -> go.Figure:
    """Planned, revised and actual dates of each activity in one row, recurring marks, state, and today's line.

    `programme` is its row of dates; `framed` has the ids of activities to be set off.
    """
    days = _days(courses, programme, today)
    rows = {one.activity_id: place for place, one in enumerate(courses)}
    marks = [_bars(courses, rows, bar) for bar in BARS]
    marks += [_one_ended(courses, rows), _recurring(courses, rows)]
    marks += [_states(courses, rows, at=max(days), overdue=overdue) for overdue in (True, False)]
    # As one dict: a figure that is put together piece by piece is checked again with each piece.
    return go.Figure(
        {
            "data": [mark for mark in marks if mark["y"]],
            "layout": _layout(courses, rows, days)
            | {
                "shapes": [*_bands(rows, framed), *_lines(programme, today, days)],
                "annotations": _notes(programme, today, days),
            },
        }
    )


def _days(courses: Sequence[Course], programme: Row | None, today: date) -> list[date]:
    """First and last day of the axis, with some air."""
    rows = [row for one in courses for row in (one.planned, one.revised, one.actual) if row]
    known = [row[end] for row in (*rows, *([programme] if programme else [])) for end in ("starts", "ends") if row[end]]
    known = known or [today]
    first, last = min(known), max(known)
    near = timedelta(days=NEAR_DAYS)
    if first - near <= today <= last + near:
        first, last = min(first, today), max(last, today)
    return [first - timedelta(days=10), last + timedelta(days=20)]


def _bars(courses: Sequence[Course], rows: Mapping[str, int], bar: Bar) -> dict[str, Any]:
    dated = [(one, getattr(one, bar.kind)) for one in courses]
    dated = [(one, row) for one, row in dated if row and row["starts"] and row["ends"]]
    return {
        "type": "bar",
        "orientation": "h",
        "name": bar.kind,
        "base": [row["starts"].isoformat() for _, row in dated],
        "x": [((row["ends"] - row["starts"]).days + 1) * MILLISECONDS_PER_DAY for _, row in dated],
        "y": [rows[one.activity_id] for one, _ in dated],
        "width": bar.height,
        "marker": {"color": bar.colour, "opacity": bar.opacity, "line": {"color": bar.colour, "width": EDGE}},
        **_always(bar.opacity),
        "customdata": [(one.activity_id, _said(one)) for one, _ in dated],
        "hovertemplate": HOVER,
    }


def _always(opacity: float) -> dict[str, Any]:
    """What is selected shows as a band behind its row, so marks look the same whether selected or not."""
    return {"selected": {"marker": {"opacity": opacity}}, "unselected": {"marker": {"opacity": opacity}}}


def _one_ended(courses: Sequence[Course], rows: Mapping[str, int]) -> dict[str, Any]:
    """Where only a start or only an end is known: an arrow head at it, pointing along the time that is not known."""
    found = [
        (one, row, bar.colour)
        for one in courses
        for bar in BARS
        if (row := getattr(one, bar.kind)) and bool(row["starts"]) != bool(row["ends"])
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "only start or end known",
        "x": [(row["starts"] or row["ends"]).isoformat() for _, row, _ in found],
        "y": [rows[one.activity_id] for one, _, _ in found],
        "marker": {
            "size": 13,
            "color": [colour for _, _, colour in found],
            "symbol": ["triangle-right" if row["starts"] else "triangle-left" for _, row, _ in found],
        },
        **_always(1),
        "customdata": [(one.activity_id, _said(one)) for one, _, _ in found],
        "hovertemplate": HOVER,
    }


def _recurring(courses: Sequence[Course], rows: Mapping[str, int]) -> dict[str, Any]:
    marks = [(one, due) for one in courses for due in table.occurrences(one)]
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "recurs by",
        "x": [due.isoformat() for _, due in marks],
        "y": [rows[one.activity_id] for one, _ in marks],
        "marker": {"size": 8, "color": "white", "symbol": "diamond", "line": {"width": 2, "color": PURPLE}},
        **_always(1),
        "customdata": [(one.activity_id, f"{_bold(one)}<br>due by {table.day(due)}") for one, due in marks],
        "hovertemplate": HOVER,
    }


def _states(courses: Sequence[Course], rows: Mapping[str, int], *, at: date, overdue: bool) -> dict[str, Any]:
    """The state of the activities that are overdue, or of the others, in words, in a column right of the axis."""
    found = [one for one in courses if (one.state is State.OVERDUE) == overdue]
    # Without a colour of its own text takes that of the theme.
    colour = {"color": ALARM} if overdue else {}
    return {
        "type": "scatter",
        "mode": "text",
        "x": [at.isoformat()] * len(found),
        "y": [rows[one.activity_id] for one in found],
        "text": [f" {table.state(one)}" for one in found],
        "textposition": "middle right",
        "textfont": {"size": FONT_SIZE, **colour},
        "cliponaxis": False,
        "showlegend": False,
        "customdata": [(one.activity_id, _said(one)) for one in found],
        "hovertemplate": HOVER,
    }


def _said(course: Course) -> str:
    """What is said of an activity on hovering: its dates of each kind, the delay and why."""
    kinds = ("planned", "revised", "actual")
    dated = [f"{kind}: {table.span(row)}" for kind in kinds if (row := getattr(course, kind))]
    why = table.reason(course)
    lines = [_bold(course), *dated, table.state(course)]
    if why:
        lines += [html.escape(line) for line in textwrap.wrap(f"Reason: {why}", HOVER_WIDTH)]
    return "<br>".join(lines)


def _bold(course: Course) -> str:
    lines = textwrap.wrap(course.activity["activity_name"], HOVER_WIDTH)
    return f"<b>{'<br>'.join(html.escape(line) for line in lines)}</b>"


def _bands(rows: Mapping[str, int], framed: Collection[str]) -> list[dict[str, Any]]:
    return [
        {
            "type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": rows[one] - 0.5, "y1": rows[one] + 0.5,
            "fillcolor": PURPLE, "opacity": 0.14, "line": {"width": 0}, "layer": "below",
        }
        for one in framed
        if one in rows
    ]  # fmt: skip


def _lines(programme: Row | None, today: date, days: Sequence[date]) -> list[dict[str, Any]]:
    """Today, and the end of the programme."""
    lines = [(today, ALARM, "solid")] if days[0] <= today <= days[-1] else []
    if programme:
        lines.append((programme["ends"], GREY, "dot"))
    return [
        {
            "type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": on.isoformat(), "x1": on.isoformat(),
            "line": {"color": colour, "width": 2, "dash": dash},
        }
        for on, colour, dash in lines
    ]  # fmt: skip


def _notes(programme: Row | None, today: date, days: Sequence[date]) -> list[dict[str, Any]]:
    """What the lines are; where today lies beyond the axis, that it does."""
    note = {"yref": "paper", "y": 0, "yanchor": "top", "showarrow": False}
    alarm, quiet = ({"font": {"size": FONT_SIZE, "color": colour}} for colour in (ALARM, GREY))
    now = f"today, {table.day(today)}"
    if days[0] <= today <= days[-1]:
        said = [{**note, **alarm, "x": today.isoformat(), "text": now}]
    else:
        side = {"x": 1, "text": f" → {now}"} if today > days[-1] else {"x": 0, "text": f"← {now}"}
        said = [{**note, **quiet, **side, "xref": "paper", "xanchor": "left"}]
    if programme:
        text = f"programme ends {table.day(programme['ends'])}"
        end = {"x": programme["ends"].isoformat(), "xanchor": "right", "text": text, "yshift": -SECOND_LINE}
        said.append({**note, **quiet, **end})
    return said


def _layout(courses: Sequence[Course], rows: Mapping[str, int], days: Sequence[date]) -> dict[str, Any]:
    return {
        "height": ROW_HEIGHT * max(len(courses), 2) + HEAD_AND_LEGEND,
        "margin": {"l": 10, "r": STATES_WIDTH, "t": 80, "b": 52},
        "font": {"size": FONT_SIZE},
        "hoverlabel": {"font": {"size": FONT_SIZE}, "align": "left"},
        "barmode": "overlay",
        "dragmode": False,
        "legend": {
            "orientation": "h", "y": 1, "yanchor": "top", "yref": "container", "x": 0,
            "font": {"size": FONT_SIZE}, "itemclick": False, "itemdoubleclick": False,
        },
        "xaxis": {
            "type": "date", "range": [day.isoformat() for day in days], "side": "top", "dtick": "M3",
            "tickformat": "%b\n%Y", "tickfont": {"size": FONT_SIZE}, "fixedrange": True, "zeroline": False,
            "gridcolor": "rgba(138,133,148,0.25)",
        },
        "yaxis": {
            "range": [len(courses) - 0.4, -0.6], "tickvals": list(rows.values()),
            "ticktext": [html.escape(table.short(one.activity["activity_name"])) for one in courses],
            "tickfont": {"size": FONT_SIZE}, "fixedrange": True, "zeroline": False, "showgrid": False,
            "automargin": True,
        },
    }  # fmt: skip
