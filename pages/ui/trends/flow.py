"""From trends over industries and parameters of their value chains to our services. Rows in, streams and text out."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dia_data import paths
from dia_data.names import normalise
from dia_data.paths import Fit, Offer, Pair, Shift
from dia_data.wording.figures import format_count
from dia_data.wording.lists import join_names
from dia_data.wording.trends import shorten_trend
from pages.ui.partner_words import quote_offer
from pages.ui.trends.text import Shown, name_filters, name_industries

MOST_NAMED = 2
"""So many industries a title names; of more it says how many they are."""
MOST_INDUSTRIES = 6
"""So many industries stand in the picture at most: with more, names and streams cannot be told apart."""

HOW_TO_READ = (
    "Left: strong interdependencies (ECO figure 5), as wide as their sub-trends (figure 6; thin: none listed). Middle: "
    "very strong shifts (figure 7). Right, in grey: services that help, by our reading (ƒ), each as wide as those "
    "shifts."
)

TREND, INDUSTRY, PARAMETER, SERVICE = "trend", "industry", "parameter", "service"
COLUMNS = (TREND, INDUSTRY, PARAMETER, SERVICE)
"""The columns of the picture from left to right."""


@dataclass(frozen=True, kw_only=True)
class Stream:
    """What leads from a name in one column to a name in the next, and how much; what a step does not count is None.

    `step` says which columns it joins; a stream that is ours has a reason.
    """

    step: str
    start: str
    end: str
    subtrends: int | None = None
    very_strong: int | None = None
    strong: int | None = None
    reason: str | None = None
    locator: str | None
    basis: str | None
    note: str | None = None
    source_id: str | None


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The picture: the industries it shows, those left out for want of room or of a mark, and its streams."""

    industries: tuple[str, ...]
    crowded_out: tuple[str, ...]
    without_mark: tuple[str, ...]
    streams: tuple[Stream, ...]

    def of(self, start: str) -> list[Stream]:
        """The streams that begin in a column."""
        return [one for one in self.streams if one.step.startswith(f"{start} ")]


def build_flow(pairs: Sequence[Pair], shifts: Sequence[Shift], fits: Sequence[Fit], *, shown: Collection[str]) -> Flow:
    """The streams of the industries with most strong interdependencies, of those `shown`."""
    named = {code: name for code, name in name_industries(pairs).items() if code in shown}
    chosen = _choose_industries([row for row in pairs if row.published and row.industry_id in named])
    strong = [row for row in pairs if row.published and row.industry_id in chosen]
    marks = {
        (row.industry_id, row.subtrend_key, row.parameter_id): row
        for row in shifts
        if row.industry_id in chosen and row.parameter_id is not None
    }
    marked = {row.industry_id for row in pairs if row.published}
    return Flow(
        industries=tuple(named[code] for code in chosen),
        crowded_out=tuple(name for code, name in named.items() if code in marked and code not in chosen),
        without_mark=tuple(name for code, name in named.items() if code not in marked),
        streams=(
            *(_lead_to_industry(row) for row in strong),
            *_lead_to_parameters(list(marks.values())),
            *_lead_to_services(list(marks.values()), fits),
        ),
    )


def _choose_industries(strong: Sequence[Pair]) -> tuple[str, ...]:
    """The industries with most marks, those with equally many all or none, as long as there is room for them."""
    counts = Counter(row.industry_id for row in strong)
    ranked = [code for code, _ in counts.most_common()]
    if len(ranked) <= MOST_INDUSTRIES:
        return tuple(ranked)
    last = counts[ranked[MOST_INDUSTRIES]]
    level = [code for code in ranked if counts[code] > last]
    return tuple(level or ranked[:MOST_INDUSTRIES])


def _lead_to_industry(row: Pair) -> Stream:
    return Stream(
        step=f"{TREND} → {INDUSTRY}",
        start=shorten_trend(row.trend_name),
        end=row.industry_name,
        subtrends=row.subtrends,
        locator=row.locator,
        basis=row.basis,
        note=row.note,
        source_id=row.source_id,
    )


def _lead_to_parameters(marks: Sequence[Shift]) -> list[Stream]:
    grouped: dict[tuple[str, str], list[Shift]] = {}
    for row in marks:
        grouped.setdefault((row.industry_name, str(row.parameter_name)), []).append(row)
    return [
        Stream(
            step=f"{INDUSTRY} → {PARAMETER}",
            start=industry,
            end=parameter,
            very_strong=sum(row.strength == paths.VERY_STRONG for row in rows),
            strong=sum(row.strength == paths.STRONG for row in rows),
            locator="; ".join(sorted({row.locator for row in rows})),
            basis=", ".join(sorted({row.basis for row in rows})),
            source_id=", ".join(sorted({row.source_id for row in rows})),
        )
        for (industry, parameter), rows in grouped.items()
    ]


def _lead_to_services(marks: Sequence[Shift], fits: Iterable[Fit]) -> list[Stream]:
    very_strong = Counter(row.parameter_id for row in marks if row.strength == paths.VERY_STRONG)
    strong = Counter(row.parameter_id for row in marks if row.strength == paths.STRONG)
    return [
        Stream(
            step=f"{PARAMETER} → {SERVICE}",
            start=row.parameter_name,
            end=row.service_name,
            very_strong=very_strong[row.parameter_id],
            strong=strong[row.parameter_id],
            reason=row.reason,
            locator=row.locator,
            basis=row.basis,
            note=row.note,
            source_id=row.source_id,
        )
        for row in fits
        if very_strong[row.parameter_id] or strong[row.parameter_id]
    ]


def list_ends(flow: Flow) -> dict[str, str]:
    """Where the picture ends before the last column: the name, and why nothing leads on from it."""
    rated = {one.start for one in flow.of(INDUSTRY)}
    moving = {one.start for one in flow.of(INDUSTRY) if one.very_strong}
    parameters = {one.end: None for one in flow.of(INDUSTRY) if one.very_strong}
    helped = {one.start for one in flow.of(PARAMETER)}
    return {
        **{name: "nothing in figure 7" for name in flow.industries if name not in rated},
        **{name: "no very strong shift" for name in flow.industries if name in rated and name not in moving},
        **{name: "no service linked" for name in parameters if name not in helped},
    }


def write_headline(pairs: Sequence[Pair], *, shown: Collection[str]) -> str:
    """Which of the industries `shown` is tied to most trends, and to how many of all."""
    counts = Counter(row.industry_name for row in pairs if row.published and row.industry_id in shown)
    trends = len({row.trend_id for row in pairs})
    if not counts:
        return "ECO ties none of the industries shown strongly to a trend"
    most = max(counts.values())
    first = [name for name, count in counts.items() if count == most]
    whole = len(shown) == len({row.industry_id for row in pairs})
    of_industries = f"the {format_count(len(shown), 'industry', 'industries')}{'' if whole else ' shown'}"
    of_trends = f"{most} of {format_count(trends, 'trend')} (ECO figure 5)"
    if len(first) == 1:
        more = "" if len(shown) == 1 else f", more than any other of {of_industries}"
        return f"{first[0]} is strongly tied to {of_trends}{more}"
    named = join_names(first) if len(first) <= MOST_NAMED else f"{len(first)} industries"
    return f"{named} are each strongly tied to {of_trends}, the most of {of_industries}"


def explain_choice(shown: Shown, pairs: Sequence[Pair]) -> str:
    """How many industries the filters leave, and that our links lead to them; empty where no filter is set."""
    if not shown.alone:
        return ""
    total = format_count(len(name_industries(pairs)), "industry", "industries")
    return (
        f"The {name_filters(shown.alone)} {_agree(shown.alone, 'leaves', 'leave')} {len(shown.industries)} of {total}: "
        "those chosen, or linked by us to what is chosen (ƒ)."
    )


def explain_headline(pairs: Sequence[Pair], starts: Sequence[Offer], *, shown: Collection[str]) -> str:
    """Which partners lead to the industries that the headline names, by our links."""
    counts = Counter(row.industry_id for row in pairs if row.published and row.industry_id in shown)
    if not counts:
        return "ECO figure 5 marks no strong interdependency of theirs."
    return _describe_reach(starts, [code for code, count in counts.items() if count == max(counts.values())])


def _describe_support(marked: Sequence[Pair]) -> str:
    """In how many of these pairs figures 3 and 4 mark both directions, one or none."""
    directions = Counter(paths.find_support(row) for row in marked)
    one_sided = sum(directions[name] for name in paths.ONE_SIDED)
    parts = [
        f"{number} in {where}"
        for number, where in (
            (directions[paths.BOTH], "both directions"),
            (one_sided, "one direction only"),
            (directions[paths.NEITHER], "no direction"),
        )
        if number
    ]
    return f"Of the {len(marked)} strong interdependencies, figures 3 and 4 mark {join_names(parts)}."


def _describe_reach(starts: Sequence[Offer], industries: Collection[str]) -> str:
    reaching: dict[str, dict[str, str]] = {}
    for row in starts:
        if row.industry_id in industries:
            reaching.setdefault(row.partner, {}).setdefault(normalise(row.offer), quote_offer(row.offer, how=row.how))
    if not reaching:
        return f"By our links (ƒ), no partner reaches {'it' if len(industries) == 1 else 'any of them'}."
    if len(industries) > 1:
        return f"By our links (ƒ), {join_names(reaching)} {_agree(reaching, 'leads', 'lead')} to one of them or more."
    if len(reaching) > MOST_NAMED:
        return f"By our links (ƒ), {len(reaching)} partners reach it: {join_names(reaching)}."
    through = [f"{partner} reaches it through {join_names(offers.values())}" for partner, offers in reaching.items()]
    return f"By our links (ƒ), {join_names(through)}."


def _agree(names: Collection[str], singular: str, plural: str) -> str:
    return singular if len(names) == 1 else plural


def describe_picture(flow: Flow) -> str:
    """What is seen, for those who cannot see it: each trend with its industries, the strongest parameters, services."""
    trends: dict[str, list[str]] = {}
    for one in flow.of(TREND):
        trends.setdefault(one.end, []).append(one.start)
    ranked = _rank(flow.of(INDUSTRY), by_end=True)
    services = _rank(flow.of(PARAMETER), by_end=True)
    tied = "; ".join(f"{industry} with {join_names(names)}" for industry, names in trends.items())
    moved = join_names(f"{name} {count}" for name, count in ranked)
    helping = join_names(f"{name} {count}" for name, count in services)
    return (
        f"Strong interdependencies: {tied}. Very strong shifts of value-chain parameters: {moved or 'none'}. "
        f"Services that help with them by our reading: {helping or 'none'}."
    )


def _rank(streams: Iterable[Stream], *, by_end: bool) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for one in streams:
        counts[one.end if by_end else one.start] += one.very_strong or 0
    return [(name, count) for name, count in counts.most_common() if count]


def write_title(flow: Flow) -> str:
    """What figure 7 moves most in the industries of the picture that it rates: of others it says nothing."""
    moved = {one.start for one in flow.of(INDUSTRY)}
    rated = [name for name in flow.industries if name in moved]
    if not rated:
        return f"Figure 7 rates no sub-trend of {_name_few(flow.industries)}"
    ranked = _rank(flow.of(INDUSTRY), by_end=True)
    few = _name_few(rated)
    where = few if len(rated) in (len(flow.industries), *range(MOST_NAMED + 1)) else f"{few} that figure 7 rates"
    if not ranked:
        return f"Figure 7 has no very strong shift in {where}"
    first = [name for name, count in ranked if count == ranked[0][1]]
    shifts = format_count(ranked[0][1], "very strong shift")
    return f"{join_names(first)} {'shifts' if len(first) == 1 else 'shift'} most in {where}: {shifts}" + (
        " each" if len(first) > 1 else ""
    )


def _name_few(names: Sequence[str]) -> str:
    return join_names(names) if len(names) <= MOST_NAMED else f"the {len(names)} industries"


def explain_picture(flow: Flow, pairs: Sequence[Pair]) -> str:
    """What the columns and widths mean, where the picture ends, and what it leaves out."""
    named = set(flow.industries)
    parts = [HOW_TO_READ, _describe_support([row for row in pairs if row.published and row.industry_name in named])]
    ends = [f"{name} ({why})" for name, why in list_ends(flow).items()]
    if ends:
        parts.append(f"Ends: {join_names(ends)}.")
    if flow.crowded_out:
        why = "with fewer trends each" if _have_fewer(flow, pairs) else "for want of room"
        parts.append(f"Not drawn, {why}: {join_names(flow.crowded_out)}; choose a sector to see them.")
    if flow.without_mark:
        parts.append(f"No strong interdependency in figure 5: {join_names(flow.without_mark)}.")
    return " ".join(parts)


def _have_fewer(flow: Flow, pairs: Sequence[Pair]) -> bool:
    """Whether those left out are tied to fewer trends than each that is drawn."""
    counts = Counter(row.industry_name for row in pairs if row.published)
    return max(counts[name] for name in flow.crowded_out) < min(counts[name] for name in flow.industries)
