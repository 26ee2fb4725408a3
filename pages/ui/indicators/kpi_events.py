"""The events that concern a KPI: numbered marks above its course, a sentence, a list. Rows in, text out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dia_data.queries.events import Event
from dia_data.wording.days import format_day
from pages.ui.charts.chart import Flag, Flags
from pages.ui.markdown import escape_user_text

EVENT = "Event"
SIZE, WIDE = 20, 46
"""Width in pixels of a mark that stands for one event, and of one that stands for several."""
ACROSS = 11
"""So many marks of one event stand side by side on a telephone, where the chart is some 230 pixels wide."""
LANES = 3
LANE_SHARE = 0.12
"""Of the height of the chart: what a lane of marks takes."""
MARGIN = 0.03
"""Of the days of the axis: what is left free before the first, so that its mark hides no figure of the scale."""
MOST_TOLD = 8
"""So many events are told in a sentence."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """Where one event stands, or several that happened too close together: on the day of the first of them."""

    day: date
    lane: int
    first: int
    last: int

    @property
    def label(self) -> str:
        """Its number in the list, or the first and the last."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"


def select_concerning(events: Sequence[Event], country: str | None) -> list[Event]:
    """The events that concern a country: those of no single country too; all of them where no country is asked for."""
    return [row for row in events if country is None or row.country_code in (None, country)]


def place_marks(events: Sequence[Event], *, days: int) -> list[Mark]:
    """Where the events stand on an axis of so many days: side by side, else in the next lane, else as one mark."""
    near = max(days, 1) / ACROSS
    free_from = [0.0] * LANES
    found: list[Mark] = []
    for number, row in enumerate(events, start=1):
        at = row.happened_on.toordinal()
        lane = next((lane for lane, free in enumerate(free_from) if free <= at), None)
        if lane is None:
            found[-1] = replace(found[-1], last=number)
            free_from[found[-1].lane] = found[-1].day.toordinal() + near * WIDE / SIZE
        else:
            found.append(Mark(day=row.happened_on, lane=lane, first=number, last=number))
            free_from[lane] = at + near
    return found


def build_flags(events: Sequence[Event], *, days: int) -> Flags:
    """The marks as flags above a course of so many days."""
    flags = [_raise_flag(mark, events) for mark in place_marks(events, days=days)]
    return Flags(name=EVENT, flags=flags, room=measure_headroom(events, days=days), margin=MARGIN)


def _raise_flag(mark: Mark, events: Sequence[Event]) -> Flag:
    """One mark; that of several events reaches to the right, where nothing else stands."""
    is_one = mark.first == mark.last
    return Flag(
        at=mark.day,
        height=round(1 - LANE_SHARE * (mark.lane + 0.5), 2),
        text=mark.label,
        size=(SIZE if is_one else WIDE, SIZE),
        right=0 if is_one else (WIDE - SIZE) / 2,
        tip="; ".join(row.event_name for row in events[mark.first - 1 : mark.last]),
    )


def measure_headroom(events: Sequence[Event], *, days: int) -> float:
    """How much of the range of the figures is to stay free above them for the marks."""
    lanes = max((mark.lane + 1 for mark in place_marks(events, days=days)), default=0)
    share = LANE_SHARE * lanes
    return share / (1 - share)


def describe_events(events: Sequence[Event]) -> str:
    """The events in a sentence, the first ones where there are many; an empty text where there is none."""
    if not events:
        return ""
    lines = [f"{place}. {format_day(row.happened_on)}: {row.event_name}" for place, row in enumerate(events, start=1)]
    more = f"; and {len(lines) - MOST_TOLD} more" if len(lines) > MOST_TOLD else ""
    return f"Events: {'; '.join(lines[:MOST_TOLD])}{more}."


def write_heading(events: Sequence[Event], *, elsewhere: int) -> str:
    """What stands above the list, in markdown: that there are events, or none, and how many concern other countries."""
    more = f"{elsewhere} {'concerns' if elsewhere == 1 else 'concern'} other countries: choose another scope"
    here = "the numbers stand in the chart" if events else "none is recorded"
    return f"**Events** :small[:gray[{here}{f'; {more}' if elsewhere else ''}]]"


def list_events(events: Sequence[Event], names: Mapping[str, str]) -> str:
    """The events as a list in markdown, numbered as their marks: day, what happened, who and where."""
    return "\n".join(f"{place}. {_format_line(row, names)}" for place, row in enumerate(events, start=1))


def _format_line(row: Event, names: Mapping[str, str]) -> str:
    place = names.get(row.country_code, row.country_code) if row.country_code else None
    about = None if row.names_kpi else f"of “{row.activity_name}”"
    more = [escape_user_text(part) for part in (row.partner, place, about, f"noted by {row.recorded_by}") if part]
    return f"**{format_day(row.happened_on)}** {escape_user_text(row.event_name)} :small[:gray[{' · '.join(more)}]]"
