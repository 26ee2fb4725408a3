"""The trends in words: the industries shown, what figures say of a pair, entry points. Rows in, text out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dia_data import paths
from dia_data.paths import Offer, Pair, Shift
from dia_data.queries.trends import OurLink
from dia_data.wording.bases import BASES, explain_bases
from dia_data.wording.figures import FILTERED_AWAY, NOT_IN_SOURCE, format_count
from dia_data.wording.lists import join_names
from dia_data.wording.trends import shorten_trend
from pages.ui.markdown import escape_markdown

INFLUENCED, INFLUENCING, STRONG = "downstream", "upstream", "published"

VIEWS = {
    INFLUENCED: "Influenced by trends",
    INFLUENCING: "Influencing trends",
    STRONG: "Strong interdependencies",
}
"""The three views of the matrix, by the column of marks; their names are in the address."""

SAYS = {
    INFLUENCED: "Industries that the trend strongly influences (ECO figure 3)",
    INFLUENCING: "Industries that strongly empower the trend (ECO figure 4)",
    STRONG: "Strong interdependencies of trend and industry, as ECO marks them (figure 5)",
}

MARKS = {paths.VERY_STRONG: "✓✓", paths.STRONG: "✓"}
"""How figure 7 prints each strength."""
NO_LINE = "–"

LEGEND = (
    f"{MARKS[paths.VERY_STRONG]} very strong shift · {MARKS[paths.STRONG]} strong shift · empty: weaker or none, as "
    f"the source says · {NO_LINE} {NOT_IN_SOURCE}: figure 7 has no line for this sub-trend"
)
STRONGEST = 10
"""How many entry points are listed as long as no pair is chosen."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The industries that the filters leave, in order, and for each filter that is set those that it alone leaves."""

    industries: tuple[str, ...]
    alone: Mapping[str, frozenset[str]]

    def taken_by(self, industries: Collection[str]) -> list[str]:
        """Which filters took these industries away: each that leaves none of them, or else all that are set."""
        emptying = [name for name, left in self.alone.items() if left.isdisjoint(industries)]
        return emptying or list(self.alone)


def select_industries(
    pairs: Iterable[Pair],
    *,
    mapping: Iterable[OurLink],
    starts: Iterable[Offer],
    sectors: Collection[str],
    partners: Collection[str],
) -> Shown:
    """The industries to show: those that the chosen sectors are or lead to, and the chosen partners lead to."""
    every = name_industries(pairs)
    alone = {}
    if sectors:
        linked = {row.industry_id for row in mapping if row.reference in sectors}
        alone["sector"] = frozenset(every) & (linked | set(sectors))
    if partners:
        reached = {row.industry_id for row in starts if row.partner_id in partners}
        alone["partner"] = frozenset(every) & reached
    left = tuple(industry for industry in every if all(industry in these for these in alone.values()))
    return Shown(industries=left, alone=alone)


def explain_nothing_shown(taken_by: Collection[str]) -> str:
    """Why no industry is left to show; `taken_by` has the filters that did it."""
    by_sector, by_partner = "sector" in taken_by, "partner" in taken_by
    if by_sector and by_partner:
        reason = "We linked none of the chosen sectors to an emerging industry that the chosen partners lead to"
    elif by_sector:
        reason = "We linked none of the chosen sectors to an emerging industry (the list below says which we did)"
    elif by_partner:
        reason = "We linked nothing of the chosen partners to an emerging industry"
    else:
        return f"Trends and industries are {NOT_IN_SOURCE} as known at the chosen date."
    return f"{reason}: all trends are {FILTERED_AWAY}. Clear a filter to see them."


def name_filters(filters: Collection[str]) -> str:
    """Filters by their names in a sentence: `sector filter and the partner filter`."""
    return " and the ".join(f"{name} filter" for name in filters)


def build_frame(rows: Sequence[object]) -> pd.DataFrame:
    """The rows of a card; without a row, what a card asks of them is there all the same."""
    return pd.DataFrame([vars(row) for row in rows], columns=None if rows else ["locator", "basis"])


def name_trends(pairs: Iterable[Pair]) -> dict[str, str]:
    """From id to name, in the order of the source."""
    return {row.trend_id: row.trend_name for row in pairs}


def name_industries(pairs: Iterable[Pair]) -> dict[str, str]:
    """From id to name, in the order of the source."""
    return {row.industry_id: row.industry_name for row in pairs}


def is_marked(pair: Pair, view: str) -> bool:
    """Whether a pair is marked in the figure of a view."""
    return {INFLUENCED: pair.downstream, INFLUENCING: pair.upstream, STRONG: pair.published}[view]


def describe_leaders(pairs: Iterable[Pair], view: str) -> str:
    """Which industries have most marks in a view, in a sentence."""
    counts = _count_by_industry(pairs, view)
    if not counts:
        return "No pair of the industries shown is marked in the source."
    return f"{format_count(counts.total(), 'pair is', 'pairs are')} marked; {_describe_most(counts)}."


def _count_by_industry(pairs: Iterable[Pair], view: str) -> Counter[str]:
    return Counter(row.industry_name for row in pairs if is_marked(row, view))


def _describe_most(counts: Counter[str]) -> str:
    first = [name for name, count in counts.items() if count == max(counts.values())]
    each = " each" if len(first) > 1 else ""
    return f"{join_names(first)}: {max(counts.values())}{each}"


def list_by_industry(pairs: Sequence[Pair], view: str) -> str:
    """The marks of a view as a list, industry by industry, the one with most marks first; as markdown."""
    counts = _count_by_industry(pairs, view)
    lines = []
    for industry, count in counts.most_common():
        marked = [row for row in pairs if row.industry_name == industry and is_marked(row, view)]
        trends = "".join(
            f"\n    - {escape_markdown(shorten_trend(row.trend_name))}{_explain_doubt(row, view)}" for row in marked
        )
        lines.append(f"- **{escape_markdown(industry)}** ({count}){trends}")
    without = [industry for industry in name_industries(pairs).values() if industry not in counts]
    if without:
        lines.append(f"- Not marked: {escape_markdown(join_names(without))}")
    return "\n".join(lines)


def _explain_doubt(row: Pair, view: str) -> str:
    """What stands as a sign in a square of the matrix, in words."""
    if view != STRONG:
        return " (strong in figure 5)" if row.published else ""
    directions = paths.find_support(row)
    if directions == paths.BOTH:
        return ""
    return " (no direction marked)" if directions == paths.NEITHER else " (one direction marked)"


def explain_doubts(pairs: Iterable[Pair], view: str) -> str:
    """Where the signs in some squares are explained; nothing where no square has one."""
    signed = view == STRONG and any(row.published != (paths.find_support(row) == paths.BOTH) for row in pairs)
    return " “1”: figures 3 and 4 mark one direction only; “?”: neither." if signed else ""


def describe_marks(row: Pair) -> str:
    """What figures 3 to 6 say of one pair, in a line."""
    parts = (
        f"trend influences industry: {_format_marked(row.downstream)} (figure 3)",
        f"industry influences trend: {_format_marked(row.upstream)} (figure 4)",
        f"strong interdependency: {_format_marked(row.published)} (figure 5)",
        f"{_count_subtrends(row)} (figure 6)",
    )
    return " · ".join(parts)


def list_marks(row: Pair) -> str:
    """The same as a list, in markdown."""
    parts = (f"{part[0].upper()}{part[1:]}" for part in describe_marks(row).split(" · "))
    return "\n".join(f"- {escape_markdown(part)}" for part in parts)


def _count_subtrends(row: Pair) -> str:
    return f"{row.subtrends} sub-trends" if row.subtrends else "no sub-trend"


def _format_marked(marked: object) -> str:
    return "marked" if marked else "not marked"


def explain_no_subtrend(row: Pair) -> str:
    """Why a pair has no sub-trends."""
    if row.published:
        return (
            f"The sub-trends of this pair are {NOT_IN_SOURCE}: figure 5 marks it as a strong interdependency, "
            "but figure 6 leaves it out."
        )
    return (
        f"Sub-trends of this pair are {NOT_IN_SOURCE}: figure 6 lists them for strong interdependencies only, "
        "and figure 5 does not mark this pair."
    )


def build_value_chain(points: Sequence[paths.EntryPoint], parameters: Sequence[str]) -> pd.DataFrame:
    """The value-chain matrix: one line per sub-trend as they come, one column per parameter."""
    lines = [[_format_marks(point), *(_format_cell(point, name) for name in parameters)] for point in points]
    names = [_name(point, with_industry=True) for point in points]
    return pd.DataFrame(lines, index=pd.Index(names, name="Sub-trend"), columns=["Marks", *parameters])


def tabulate_shifts(points: Sequence[paths.EntryPoint]) -> pd.DataFrame:
    """The sub-trends of one pair as they come, each with the parameters that it shifts very strongly and strongly."""
    return pd.DataFrame(
        {
            "Sub-trend": [_name(point, with_industry=False) for point in points],
            "Very strong shift of": [_name_shifted(point, paths.VERY_STRONG) for point in points],
            "Strong shift of": [_name_shifted(point, paths.STRONG) for point in points],
        }
    )


def _name_shifted(point: paths.EntryPoint, strength: int) -> str:
    """The parameters shifted so strongly; a mark that is not printed as a strength stands with the strong ones."""
    if not point.has_line:
        return NOT_IN_SOURCE
    names = [
        f"{escape_markdown(name)} {BASES[mark.basis][0]}".strip()
        for name, mark in point.marks.items()
        if mark.strength == strength
    ]
    if strength == paths.STRONG:
        names += [
            f"{escape_markdown(name)} ({mark.printed})" for name, mark in point.marks.items() if not mark.strength
        ]
    return ", ".join(names) or NO_LINE


def explain_shifts(rows: Iterable[Shift]) -> str:
    """What the two columns of shifts hold, and how their marks are known."""
    signs = explain_bases({row.basis for row in rows})
    return f"Marks of figure 7. {NO_LINE}: weaker or none, as the source says. {signs}".strip()


def explain_ranking(points: Sequence[paths.EntryPoint]) -> str:
    """How the strongest entry points are ranked, how many are listed, and how many more are tied with the last."""
    how = "most very strong shifts first, then most strong ones; ties in the order of the source"
    if len(points) <= STRONGEST:
        unrated = _explain_unrated(sum(not point.has_line for point in points))
        return f"All {format_count(len(points), 'sub-trend')}: {how}.{unrated}"
    rated = [point for point in points if point.has_line]
    level = sum(_rate(point) == _rate(rated[STRONGEST - 1]) for point in rated[STRONGEST:])
    more = f" {format_count(level, 'more is', 'more are')} tied with the last one listed." if level else ""
    unrated = _explain_unrated(len(points) - len(rated))
    return f"{STRONGEST} of {len(points)} sub-trends: {how}.{more}{unrated} “Table” has all."


def _explain_unrated(number: int) -> str:
    """That so many have no line in figure 7: they are not weak, nothing is known of them."""
    if not number:
        return ""
    has, is_rated, comes = ("has", "is", "comes") if number == 1 else ("have", "are", "come")
    return f" {number} {has} no line in figure 7, {is_rated} not rated and {comes} last."


def _rate(point: paths.EntryPoint) -> tuple[int, int]:
    return point.count(paths.VERY_STRONG), point.count(paths.STRONG)


def _format_marks(point: paths.EntryPoint) -> str:
    if not point.has_line:
        return NOT_IN_SOURCE.replace("the ", "the\u00a0")
    return format_strength(point.count(paths.VERY_STRONG), point.count(paths.STRONG))


def _format_cell(point: paths.EntryPoint, parameter: str) -> str:
    if parameter not in point.marks:
        return "" if point.has_line else NO_LINE
    row = point.marks[parameter]
    mark = MARKS.get(row.strength or 0, row.printed)
    return f"{mark} {BASES[row.basis][0]}".strip()


def _name(point: paths.EntryPoint, *, with_industry: bool) -> str:
    name = f"**{escape_markdown(point.subtrend)}**"
    return f"{name}, {escape_markdown(point.industry)}" if with_industry else name


def format_strength(very_strong: int, strong: int) -> str:
    """How many marks of each strength: `2 ✓✓, 4 ✓`."""
    counts = ((very_strong, MARKS[paths.VERY_STRONG]), (strong, MARKS[paths.STRONG]))
    parts = [f"{count}\u00a0{mark}" if count else "" for count, mark in counts]
    return ", ".join(part for part in parts if part) or "no mark"
