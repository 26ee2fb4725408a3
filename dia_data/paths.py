"""From a partner to the entry points that fit it, and how figure 5 follows from 3 and 4. Rows in, rows out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from dia_data.names import normalise

BOTH = "both directions"
DOWNSTREAM = "trend to industry only"
UPSTREAM = "industry to trend only"
NEITHER = "neither direction"

ONE_SIDED = (DOWNSTREAM, UPSTREAM)

VERY_STRONG, STRONG = 2, 1
"""The strengths of a mark in figure 7."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A mega trend with an emerging industry: what the figures mark, and where; where nothing is marked, None."""

    trend_id: str
    trend_name: str
    industry_id: str
    industry_name: str
    downstream: bool
    """Marked in figure 3."""
    upstream: bool
    """Marked in figure 4."""
    published: bool
    """Marked in figure 5."""
    subtrends: int
    """How many figure 6 lists."""
    locator: str | None
    basis: str | None
    note: str | None
    source_id: str | None


@dataclass(frozen=True, kw_only=True)
class Shift:
    """A sub-trend of a pair with one of its marks in the value-chain matrix; without a mark, None there."""

    trend_id: str
    trend_name: str
    industry_id: str
    industry_name: str
    subtrend_id: str
    subtrend_key: str
    subtrend_name: str
    has_line: bool
    """Figure 7 prints a line for it, with marks or without."""
    parameter_id: str | None
    parameter_name: str | None
    strength: int | None
    printed: str | None
    locator: str
    basis: str
    note: str | None
    source_id: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something a partner has, and an emerging industry that we linked it to; linked to none, None there.

    `how` says what it is: own sector, target industry, sector or technology. Locator, basis and note are of the link,
    or else of the offer.
    """

    partner_id: str
    partner: str
    how: str
    offer: str
    industry_id: str | None
    industry_name: str | None
    reason: str | None
    locator: str | None
    basis: str
    note: str | None
    source_id: str


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A service that helps with a parameter of the value chain, by our reading."""

    parameter_id: str
    parameter_name: str
    service_id: str
    service_name: str
    reason: str
    locator: str | None
    basis: str
    note: str | None
    source_id: str


def find_support(pair: Pair) -> str:
    """Which directions figures 3 and 4 mark for a pair."""
    wording = {(True, True): BOTH, (True, False): DOWNSTREAM, (False, True): UPSTREAM, (False, False): NEITHER}
    return wording[pair.downstream, pair.upstream]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How many pairs figure 5 marks, and how many one would mark by counting again."""

    published: int
    """Marked in figure 5."""
    recomputed: int
    """Marked in figure 3 and in figure 4."""
    with_subtrends: int
    """Listed in figure 6."""
    one_sided: int
    """Marked in just one of figures 3 and 4."""
    published_one_sided: int
    """Of those, marked in figure 5."""
    published_unsupported: int
    """Marked in figure 5 alone."""


def tally_figures(pairs: Sequence[Pair]) -> Tally:
    """The counts behind the comparison of figure 5 with figures 3 and 4."""
    directions = [find_support(pair) for pair in pairs]
    published = [find_support(pair) for pair in pairs if pair.published]
    return Tally(
        published=len(published),
        recomputed=directions.count(BOTH),
        with_subtrends=sum(pair.subtrends > 0 for pair in pairs),
        one_sided=sum(found in ONE_SIDED for found in directions),
        published_one_sided=sum(found in ONE_SIDED for found in published),
        published_unsupported=published.count(NEITHER),
    )


def find_differences(pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs on which figures 3 and 4, figure 5 and figure 6 do not agree."""
    return [pair for pair in pairs if not pair.published == (find_support(pair) == BOTH) == (pair.subtrends > 0)]


@dataclass(kw_only=True)
class EntryPoint:
    """A sub-trend of an industry: the trends that list it, and its marks in figure 7 (parameter name to mark)."""

    industry: str
    subtrend: str
    has_line: bool
    """Figure 7 prints a line for it, with marks or without."""
    trends: dict[str, None] = field(default_factory=dict)
    marks: dict[str, Shift] = field(default_factory=dict)

    def count(self, strength: int) -> int:
        """How many marks of that strength it has."""
        return sum(mark.strength == strength for mark in self.marks.values())


def find_entry_points(shifts: Iterable[Shift]) -> list[EntryPoint]:
    """One for each industry and sub-trend, the strongest first: most very strong marks, then most strong ones.

    A sub-trend that figure 7 does not rate comes last.
    """
    found: dict[tuple[str, str], EntryPoint] = {}
    for row in shifts:
        new = EntryPoint(industry=row.industry_name, subtrend=row.subtrend_name, has_line=row.has_line)
        point = found.setdefault((row.industry_id, row.subtrend_key), new)
        point.trends[row.trend_name] = None
        if row.parameter_name is not None:
            point.marks[row.parameter_name] = row
    return sorted(found.values(), key=lambda one: (-one.count(VERY_STRONG), -one.count(STRONG), not one.has_line))


@dataclass(frozen=True, kw_only=True)
class Reached:
    """One name in a step, what led to it, and how strongly figure 7 rates it (0 before that figure)."""

    name: str
    because: tuple[str, ...] = ()
    very_strong: int = 0
    strong: int = 0


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Something in a step from which nothing leads on."""

    name: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a path: what is reached, and where the path ends."""

    reached: tuple[Reached, ...]
    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Link:
    """One link of a path, and where it rests; one that is ours has a reason, and a mark of figure 7 a strength."""

    step: str
    start: str
    end: str | None
    strength: int | None
    reason: str | None
    locator: str | None
    basis: str | None
    note: str | None
    source_id: str | None


@dataclass(frozen=True, kw_only=True)
class Path:
    """From a partner's sectors and capabilities to services, step by step; empty steps after a break."""

    offers: Step
    industries: Step
    trends: Step
    subtrends: Step
    parameters: Step
    services: Step
    offered: int
    """How many sectors and capabilities the partner has, linked or not."""
    links: tuple[Link, ...]

    @property
    def exists(self) -> bool:
        """Whether anything of the partner leads to an emerging industry."""
        return bool(self.industries.reached)


NO_INTERDEPENDENCY = "no strong interdependency in figure 5"
NO_SUBTREND = "no sub-trend in figure 6"
NO_LINE = "no line in figure 7"
NO_MARK = "a line without a mark in figure 7"
NO_SERVICE = "no service linked by us"


def find_path(
    *, starts: Sequence[Offer], pairs: Iterable[Pair], shifts: Iterable[Shift], fits: Sequence[Fit], to: Collection[str]
) -> Path:
    """The path from the offers in `starts` (of one partner) over strong interdependencies to services.

    `to` has the industries that count; the others are as if no link led there.
    """
    linked = [row for row in starts if row.industry_id in to]
    industries = {row.industry_id for row in linked}
    strong = [pair for pair in pairs if pair.published and pair.industry_id in industries]
    moving = [row for row in shifts if row.industry_id in industries]
    points = find_entry_points(moving)
    marks = [mark for point in points for mark in point.marks.values()]
    marked = {mark.parameter_id for mark in marks}
    return Path(
        offers=Step(reached=tuple(Reached(name=name) for name in _drop_repeats(row.offer for row in linked))),
        industries=_build_industries(linked, strong),
        trends=_build_trends(strong),
        subtrends=_build_subtrends(points),
        parameters=_build_parameters(marks, fits),
        services=_build_services(marks, fits),
        offered=len(_drop_repeats(row.offer for row in starts)),
        links=(
            *(_link(row, "1 → 2", row.offer, row.industry_name) for row in linked),
            *(_link(row, "2 → 3", row.industry_name, row.trend_name) for row in strong),
            *(
                _link(row, "3 → 4", row.trend_name, row.subtrend_name)
                for row in {row.subtrend_id: row for row in moving}.values()
            ),
            *(_link(row, "4 → 5", row.subtrend_name, row.parameter_name) for row in marks),
            *(_link(row, "5 → 6", row.parameter_name, row.service_name) for row in fits if row.parameter_id in marked),
        ),
    )


def _link(row: Offer | Pair | Shift | Fit, step: str, start: str, end: str | None) -> Link:
    return Link(
        step=step,
        start=start,
        end=end,
        strength=row.strength if isinstance(row, Shift) else None,
        reason=row.reason if isinstance(row, Offer | Fit) else None,
        locator=row.locator,
        basis=row.basis,
        note=row.note,
        source_id=row.source_id,
    )


def _drop_repeats(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the spelling that comes first."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(normalise(name), name)
    return tuple(found.values())


def _build_industries(linked: Sequence[Offer], strong: Sequence[Pair]) -> Step:
    going_on = {row.industry_id for row in strong}
    named = [(row.industry_name, row) for row in linked if row.industry_name]
    stopped = (name for name, row in named if row.industry_id not in going_on)
    return Step(
        reached=_group_reasons((name, row.offer) for name, row in named),
        stops=_list_stops(stopped, NO_INTERDEPENDENCY),
    )


def _build_trends(strong: Sequence[Pair]) -> Step:
    stopped = (f"{row.trend_name} in {row.industry_name}" for row in strong if not row.subtrends)
    reached = _group_reasons((row.trend_name, row.industry_name) for row in strong)
    return Step(reached=reached, stops=_list_stops(stopped, NO_SUBTREND))


def _build_subtrends(points: Sequence[EntryPoint]) -> Step:
    reached = tuple(
        Reached(
            name=point.subtrend,
            because=(point.industry,),
            very_strong=point.count(VERY_STRONG),
            strong=point.count(STRONG),
        )
        for point in points
    )
    lost = [point.industry for point in points if not point.has_line]
    blank = [point.subtrend for point in points if point.has_line and not point.marks]
    counted = (f"{lost.count(industry)} in {industry}" for industry in dict.fromkeys(lost))
    return Step(reached=reached, stops=(*_list_stops(counted, NO_LINE), *_list_stops(blank, NO_MARK)))


def _build_parameters(marks: Sequence[Shift], fits: Sequence[Fit]) -> Step:
    served = {row.parameter_id for row in fits}
    named = [(mark.parameter_name, mark) for mark in marks if mark.parameter_name]
    stopped = (name for name, mark in named if mark.parameter_id not in served)
    reached = _rank_marks((name, "", mark.strength) for name, mark in named)
    return Step(reached=reached, stops=_list_stops(stopped, NO_SERVICE))


def _build_services(marks: Sequence[Shift], fits: Sequence[Fit]) -> Step:
    """A service counts the marks of all parameters that it helps with."""
    helped = (
        (row.service_name, row.parameter_name, mark.strength)
        for row in fits
        for mark in marks
        if mark.parameter_id == row.parameter_id
    )
    return Step(reached=_rank_marks(helped))


def _rank_marks(marks: Iterable[tuple[str, str, int | None]]) -> tuple[Reached, ...]:
    """From name, what led to it and strength of a mark: each name once, most very strong marks first."""
    strengths: dict[str, list[int | None]] = {}
    reasons: dict[str, dict[str, None]] = {}
    for name, because, strength in marks:
        strengths.setdefault(name, []).append(strength)
        reasons.setdefault(name, {})[because] = None
    reached = (
        Reached(
            name=name,
            because=tuple(reason for reason in reasons[name] if reason),
            very_strong=found.count(VERY_STRONG),
            strong=found.count(STRONG),
        )
        for name, found in strengths.items()
    )
    return tuple(sorted(reached, key=lambda one: (-one.very_strong, -one.strong)))


def _group_reasons(named: Iterable[tuple[str, str]]) -> tuple[Reached, ...]:
    """From name and what led to it: each name once, with all that leads to it."""
    found: dict[str, list[str]] = {}
    for name, because in named:
        found.setdefault(name, []).append(because)
    return tuple(Reached(name=name, because=_drop_repeats(reasons)) for name, reasons in found.items())


def _list_stops(names: Iterable[str], reason: str) -> tuple[Stop, ...]:
    return tuple(Stop(name=name, reason=reason) for name in dict.fromkeys(names))
