"""What needs attention, what changed and who reports, in words. Plain objects in, plain objects out."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dia_data.attention import KPI_KINDS, Kind, LastReport, Matter
from dia_data.kpis import STALE_AFTER_DAYS, Standing, Status
from dia_data.wording.days import format_day
from dia_data.wording.figures import NOT_REPORTED, format_count
from dia_data.wording.scopes import COMMON, CONSORTIUM, EACH_IN_WORDS, name_scope
from dia_data.wording.statuses import MATTER_KINDS
from pages.ui.briefing.text import Line
from pages.ui.indicators import kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_rows import Change, Kpi
from pages.ui.markdown import escape_markdown, escape_user_text

NOBODY = "no owner"
NO_NAMES: Mapping[str, str] = {}
WORST_FIRST = tuple(kpi_status.LOOKS)

COLOURS: Mapping[Kind, str] = {
    Kind.OFF: "red",
    Kind.ABOVE: "red",
    Kind.OVERDUE: "red",
    Kind.AT_RISK: "orange",
    Kind.SLIPPED: "orange",
    Kind.STALE: "gray",
    Kind.CONTRADICTORY: "gray",
    Kind.DISPUTED: "violet",
    Kind.TRIPPED: "violet",
}
"""The colour of the badge of each kind of matter."""


ICONS: Mapping[str, str] = {
    **{code: look.icon for code, look in kpi_status.LOOKS.items() if code in MATTER_KINDS},
    "overdue": ":material/event_busy:",
    "slipped": ":material/update:",
    "contradictory": ":material/balance:",
    "disputed": ":material/forum:",
    "tripped": ":material/flag:",
}
"""What stands before each kind: its word alone is easily overlooked in a badge."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """One matter as a line: the link to the view that shows it, its kind as a badge, why it is there, who owns it.

    `bullet` is its picture and `gap` how far it is from its target, where it is a KPI that is judged; else empty.
    """

    link: Line
    badge: str
    reason: str
    owner: str
    bullet: str = ""
    gap: str = ""
    short: str = ""
    """The badge where the bullet beside it shows the status too; empty: the same."""

    def describe(self) -> str:
        """Kind, reason and owner in markdown."""
        return self._join(self.badge, self.reason)

    def summarise(self, characters: int) -> str:
        """The same with the gap in place of the reason, where there is one; else the reason cut to so many."""
        reason = self.gap or textwrap.shorten(self.reason, characters, placeholder=" …")
        return self._join(self.short or self.badge, reason)

    def _join(self, badge: str, reason: str) -> str:
        owner = f":gray[· {escape_user_text(self.owner)}]" if self.owner else ""
        return " ".join(filter(None, (badge, escape_user_text(reason), owner)))


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


def count_statuses(rows: Iterable[Kpi]) -> dict[str, int]:
    """How many KPIs stand how, worst first; a status that does not occur is not there."""
    found = Counter(str(row.lead.status) for row in rows)
    return {status: found[status] for status in kpi_status.LOOKS if found[status]}


def list_statuses(counts: Mapping[str, int]) -> list[Line]:
    """The counts, each in the colour of its segment and with the list that is filtered to it."""
    return [
        Line(
            text=f":{look.badge}[{look.icon}] **{counts[status]}** {look.word}",
            page="kpis.py",
            address={"kpi_status": look.word},
        )
        for status, look in kpi_status.LOOKS.items()
        if status in counts
    ]


def write_headline(rows: Sequence[Kpi], *, compared: str) -> str:
    """How many KPIs need action, and with `compared` whether that is more than before."""
    if all(row.lead.result is None for row in rows):
        return f"{format_count(len(rows), 'KPI')} with targets, nothing reported yet"
    return f"{kpi_rows.write_headline(rows)}{compared}"


def describe_matter(matter: Matter, row: Kpi | None = None, names: Mapping[str, str] = NO_NAMES) -> Call:
    """A matter as a line; `row` is the KPI that it is about, and `names` those of countries and missions."""
    is_judged = row is not None and matter.kind in KPI_KINDS.values() and matter.subject_kind == "kpi"
    of_kind = f":{COLOURS[matter.kind]}-badge[{ICONS[matter.kind]} {MATTER_KINDS[matter.kind].word}]"
    return Call(
        link=Line(text=matter.title, page=f"{matter.page}.py", address=matter.address),
        badge=kpi_status.badge_status(row.lead.status) if row and is_judged else of_kind,
        reason=matter.reason,
        owner=matter.owner or NOBODY,
        bullet=kpi_rows.draw_svg(row.lead) if row and is_judged else "",
        gap=describe_gap(row, names) if row and is_judged else _shorten_reason(matter),
        short=f":{COLOURS[matter.kind]}-badge[{kpi_status.LOOKS[row.lead.status].icon}]" if row and is_judged else "",
    )


def _shorten_reason(matter: Matter) -> str:
    """How late something is, without what members say of it; of other matters the reason is short enough."""
    is_late = matter.kind in (Kind.OVERDUE, Kind.SLIPPED)
    return matter.reason.partition(": ")[0].partition(", ")[0] if is_late else ""


def describe_target(row: Kpi, names: Mapping[str, str]) -> Call:
    """A KPI that nobody has reported as a line: its target, and when it is due."""
    wanted = kpi_text.format_target(row.lead.target_min, row.lead.target_max, row.unit)
    targets = {(one.target_min, one.target_max) for one in row.standings}
    is_common = row.definition.scope in EACH_IN_WORDS and len(targets) == 1
    place = f"{EACH_IN_WORDS[row.definition.scope]}: " if is_common else _place(row.lead, names)
    reason = f"{place}target {wanted}, due {format_day(row.lead.due)}"
    return Call(
        link=Line(text=row.name, page="kpis.py", address={"kpi": row.name}),
        badge="",
        reason=reason,
        owner=row.definition.owner or "",
        bullet=kpi_rows.draw_svg(row.lead),
        gap=reason,
    )


def describe_gap(row: Kpi, names: Mapping[str, str]) -> str:
    """How far the leading standing is from its target: `China: 38 short of 60`; empty where it is not behind."""
    lead = row.lead
    if lead.result is None:
        return ""
    place = _place(lead, names)
    if lead.status is Status.ABOVE_RANGE and lead.target_max is not None:
        over = kpi_text.format_amount(lead.result - lead.target_max)
        return f"{place}{over} above maximum {kpi_text.format_amount(lead.target_max, row.unit)}"
    if lead.status is Status.STALE or lead.result >= lead.target_min:
        return ""
    points = " points" if row.unit == "%" else ""
    missing = kpi_text.format_amount(lead.target_min - lead.result)
    return f"{place}{missing}{points} short of {kpi_text.format_amount(lead.target_min, row.unit)}"


def _place(lead: Standing, names: Mapping[str, str]) -> str:
    """Where a standing holds, with a colon; empty for the consortium and for what is common to all."""
    if lead.scope_key == CONSORTIUM or lead.scope_key in COMMON:
        return ""
    return f"{name_scope(lead.scope_key, names)}: "


def write_heading(matters: Sequence[Matter]) -> str:
    """How much needs attention."""
    if not matters:
        return "Nothing needs attention today"
    return format_count(len(matters), "item needs attention", "items need attention")


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
        link=Line(text=f"{kpi_status.LOOKS[move.now].word}: {name}", page="kpis.py", address={"kpi": name}),
        before=kpi_status.LOOKS[move.before].word,
        is_worse=WORST_FIRST.index(move.now) < WORST_FIRST.index(move.before),
    )


def badge_last_reports(rows: Iterable[LastReport], *, today: date) -> str:
    """A badge for each partner with the age of its last report, in markdown; stale ones say so."""
    return " ".join(_format_last_report(row.partner, row.last_reported, today=today) for row in rows)


def _format_last_report(partner: str, day: date | None, *, today: date) -> str:
    name = escape_markdown(partner)
    if day is None:
        return f":gray-badge[{kpi_status.LOOKS['not_reported'].icon} {name}: {NOT_REPORTED}]"
    days = (today - day).days
    ago = "today" if days <= 0 else f"{kpi_text.format_age(days)} ago"
    if days > STALE_AFTER_DAYS:
        stale = kpi_status.LOOKS["stale"]
        return f":orange-badge[{stale.icon} {name}: {ago}, {stale.word}]"
    return f":blue-badge[:material/check: {name}: {ago}]"
