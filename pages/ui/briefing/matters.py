"""What needs attention, what changed and who reports, in words. Plain objects in, plain objects out."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data.attention import Kind, LastReport, Matter
from dia_data.kpis import STALE_AFTER_DAYS
from dia_data.wording.days import format_day
from dia_data.wording.figures import NOT_REPORTED, format_count
from dia_data.wording.statuses import KPI_STATUSES, MATTER_KINDS
from pages.ui.briefing.text import Line
from pages.ui.indicators import kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_rows import Change, Kpi
from pages.ui.markdown import escape_markdown, escape_user_text

NOBODY = "no owner"
WORST_FIRST = tuple(kpi_status.LOOKS)

COLOURS: Mapping[Kind, str] = {
    Kind.OFF: "red",
    Kind.OVERDUE: "red",
    Kind.AT_RISK: "orange",
    Kind.SLIPPED: "orange",
    Kind.STALE: "gray",
    Kind.CONTRADICTORY: "gray",
    Kind.DISPUTED: "violet",
    Kind.TRIPPED: "violet",
}
"""The colour of the badge of each kind of matter."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One matter as a line: the link to the view that shows it, its kind as a badge, why it is there, who owns it."""

    link: Line
    badge: str
    reason: str
    owner: str

    def told(self, signs: int | None = None) -> str:
        """Kind, reason and owner in markdown; the reason cut to so many signs, unless all of it is wanted."""
        reason = textwrap.shorten(self.reason, signs, placeholder=" …") if signs else self.reason
        return f"{self.badge} {escape_user_text(reason)} :gray[· {escape_user_text(self.owner)}]"


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A KPI whose status moved: the link to it, and whether it got worse."""

    link: Line
    before: str
    is_worse: bool


@dataclass(frozen=True, kw_only=True)
class News:
    """What changed since a day: a sentence, and the KPIs whose status moved, those that got worse first."""

    title: str
    sentence: str
    moves: Sequence[Moved]


def count_statuses(rows: Iterable[Kpi]) -> list[Line]:
    """How many KPIs stand how, worst first, each with the list that is filtered to them."""
    found = Counter(str(row.lead.status) for row in rows)
    return [
        Line(text=f"{look.sign} **{found[status]}** {look.word}", page="kpis.py", address={"kpi_status": look.word})
        for status, look in kpi_status.LOOKS.items()
        if found[status]
    ]


def describe_matter(matter: Matter) -> Call:
    """A matter as a line."""
    return Call(
        link=Line(text=matter.title, page=f"{matter.page}.py", address=matter.address),
        badge=f":{COLOURS[matter.kind]}-badge[{MATTER_KINDS[matter.kind].label}]",
        reason=matter.reason,
        owner=matter.owner or NOBODY,
    )


def write_heading(matters: Sequence[Matter]) -> str:
    """How much needs the consortium."""
    if not matters:
        return "Nothing needs us today"
    return format_count(len(matters), "matter needs us", "matters need us")


def describe_news(change: Change, labels: Mapping[str, str], *, occasion: str) -> News:
    """What `change` says; `occasion` is what it counts from, such as “the last meeting”; `labels` name the KPIs."""
    moves = [_build_move(move, labels[move.kpi_id]) for move in change.moves]
    return News(
        title=f"Since {occasion}, {format_day(change.since)}",
        sentence=change.counted,
        moves=sorted(moves, key=lambda one: not one.is_worse),
    )


def _build_move(move: kpi_rows.Moved, name: str) -> Moved:
    return Moved(
        link=Line(text=f"{kpi_status.label_status(move.now)}: {name}", page="kpis.py", address={"kpi": name}),
        before=kpi_status.label_status(move.before),
        is_worse=WORST_FIRST.index(move.now) < WORST_FIRST.index(move.before),
    )


def badge_last_reports(rows: Iterable[LastReport], *, today: date) -> str:
    """A badge for each partner with the age of its last report, in markdown; stale ones say so."""
    return " ".join(_format_last_report(row.partner, row.last_reported, today=today) for row in rows)


def _format_last_report(partner: str, day: date | None, *, today: date) -> str:
    name = escape_markdown(partner)
    if day is None:
        return f":gray-badge[{KPI_STATUSES['not_reported'].sign} {name}: {NOT_REPORTED}]"
    days = (today - day).days
    ago = "today" if days <= 0 else f"{kpi_text.format_age(days)} ago"
    if days > STALE_AFTER_DAYS:
        stale = KPI_STATUSES["stale"]
        return f":orange-badge[{stale.sign} {name}: {ago}, {stale.word}]"
    return f":blue-badge[● {name}: {ago}]"
