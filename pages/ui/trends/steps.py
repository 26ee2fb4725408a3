"""The steps of a partner's path in words, and its links as a table. Rows in, text and tables out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dia_data import paths
from dia_data.names import normalise
from dia_data.queries.trends import OurLink
from dia_data.wording.columns import OURS
from dia_data.wording.figures import FILTERED_AWAY
from dia_data.wording.lists import join_names
from dia_data.wording.trends import shorten_trend
from pages.ui.markdown import escape_markdown
from pages.ui.trends import text as table

LISTED = 5
"""How many names a step shows; the table has all."""

NO_LINK = "no link that the texts support"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One step as it is shown: a title, a count, and a text that lists names, reasons and where the path stops."""

    title: str
    count: str
    text: str


def build_steps(path: paths.Path) -> list[Shown]:
    """The six steps from left to right."""
    offers = len(path.offers.reached)
    return [
        _build_step("Sectors, capabilities", path.offers, count=f"{offers} of {path.offered}"),
        _build_step(f"→ Industries {OURS}", path.industries),
        _build_step("→ Trends", _shorten_trends(path.trends)),
        _build_step("→ Sub-trends", path.subtrends),
        _build_step("→ Parameters", path.parameters),
        _build_step(f"→ Services {OURS}", path.services, with_reason=False),
    ]


def _shorten_trends(trends: paths.Step) -> paths.Step:
    reached = (replace(one, name=shorten_trend(one.name)) for one in trends.reached)
    return replace(trends, reached=tuple(reached))


def _build_step(title: str, step: paths.Step, *, count: str = "", with_reason: bool = True) -> Shown:
    items = [_format_item(reached, with_reason=with_reason) for reached in step.reached[:LISTED]]
    more = len(step.reached) - LISTED
    rest = [f":small[and {more} more]"] if more > 0 else []
    stops = [f":material/block: :small[ends: {escape_markdown(f'{stop.name}, {stop.reason}')}]" for stop in step.stops]
    text = "\n\n".join(["\n".join(items) or "none", *rest, *stops])
    return Shown(title=title, count=count or str(len(step.reached)), text=text)


def _format_item(reached: paths.Reached, *, with_reason: bool) -> str:
    rated = reached.very_strong or reached.strong
    parts = [table.format_strength(reached.very_strong, reached.strong)] if rated else []
    if reached.because and with_reason:
        parts.append(escape_markdown(_join_few(reached.because)))
    detail = f" {' · '.join(parts)}" if parts else ""
    return f"- :small[**{escape_markdown(reached.name)}**{detail}]"


def _join_few(names: Sequence[str]) -> str:
    """The first two names, and how many more there are."""
    more = len(names) - 2
    return join_names(names) if more <= 0 else f"{names[0]}, {names[1]} and {more} more"


def summarise(partner: str, path: paths.Path) -> str:
    """The path in a sentence: where it begins, the strongest entry points, the services that fit best."""
    rated = [point for point in path.subtrends.reached if point.very_strong or point.strong]
    linked = f"{len(path.offers.reached)} of {path.offered} sectors and capabilities"
    start = f"{partner}: by our links {linked} lead to the industries shown."
    if not rated:
        return f"{start} The path ends before the value chain."
    help_with = _name_first(path.services.reached, 2) or "none"
    return (
        f"{start} Entry points with the most very strong shifts, then the most strong ones, in figure 7: "
        f"{_name_first(rated, 3)}. "
        f"Services that help with the largest numbers of these shifts, by our reading: {help_with}."
    )


def _name_first(ranked: Sequence[paths.Reached], number: int) -> str:
    """The first names of a ranking, and how many more are level with the last of them."""
    first, others = ranked[:number], ranked[number:]
    level = sum((one.very_strong, one.strong) == (first[-1].very_strong, first[-1].strong) for one in others)
    return join_names([*(one.name for one in first), *([f"{level} more that tie"] if level else [])]) if first else ""


def explain_no_path(partner: str, *, offered: int, hidden: Sequence[str], by: Sequence[str]) -> str:
    """Why a partner has no path; `hidden` has the industries that it leads to and that the filters `by` take away."""
    if hidden:
        return (
            f"Path of {partner}: none. It leads to {join_names(hidden)}: all {FILTERED_AWAY} by "
            f"the {table.name_filters(by)}."
        )
    return (
        f"Path of {partner}: none. We linked none of its {offered} sectors and capabilities to an emerging industry; "
        "links are added in data/documents/links/industry_links.csv."
    )


def describe_hidden(hidden: Sequence[str], by: Sequence[str]) -> str:
    """Which industries of a path the filters `by` take away; empty where none is."""
    return f"Hidden by the {table.name_filters(by)}: {join_names(hidden)}." if hidden else ""


def tabulate_links(found: paths.Path) -> pd.DataFrame:
    """All links of a path as rows: `step, from, to, strength, reason`, and where each rests."""
    return table.build_frame(found.links).rename(columns={"start": "from", "end": "to"})


def tabulate_own_links(found: paths.Path) -> pd.DataFrame:
    """The links of a path that are ours, as they are listed: from, to, reason and where it rests."""
    derived = (link for link in found.links if link.basis == "derived")
    once: dict[tuple[str, str | None, str | None], paths.Link] = {}
    for link in derived:
        once.setdefault((normalise(link.start), link.end, link.reason), link)
    return pd.DataFrame(
        [(link.start, link.end, link.reason, link.locator) for link in once.values()],
        columns=["from", "our_target", "reason", "rests_on"],
    )


def tabulate_mapping(rows: Sequence[OurLink]) -> pd.DataFrame:
    """Our links from D3.1 to the emerging industries as they are listed; a sector without one says so."""
    return pd.DataFrame(
        [(row.name, row.kind, row.industry_name or "none", row.reason or NO_LINK, row.locator or "") for row in rows],
        columns=["offer", "kind", "our_industry", "reason", "rests_on"],
    )
