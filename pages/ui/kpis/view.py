"""What the page of the KPIs shows, made from the record once for each state of it and each choice of filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from dia_data.forecasts import Kind
from dia_data.queries import kpis, results
from dia_data.wording.citations import cite_sources
from dia_data.wording.figures import FILTERED_AWAY, format_count
from dia_data.wording.scopes import CONSORTIUM, SCOPES
from pages.ui.data import ask, cached_view
from pages.ui.indicators import kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_overview import Overview, build_overview
from pages.ui.indicators.kpi_rows import Kpi
from pages.ui.kpis import groups as kpis_groups
from pages.ui.kpis import matrix as kpis_matrix
from pages.ui.markdown import escape_markdown


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The rows that fit the filters, and a sentence on those that do not."""

    rows: tuple[Kpi, ...]
    hidden: str


@dataclass(frozen=True, kw_only=True)
class Lines:
    """A table on the page: what stands over it in markdown, which KPI each line is, and the lines."""

    heading: str
    kpi_ids: tuple[str, ...]
    table: pa.Table


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The list: the finding, statuses to be counted beside it, groups of lines, the rows behind, and what is hidden."""

    title: str
    statuses: tuple[str, ...]
    """Of all KPIs in it."""
    groups: tuple[Lines, ...]
    change: kpi_rows.Change | None
    """What the last reports changed of the rows that are shown; None where there is none."""
    plain: pd.DataFrame
    source: str
    hidden: str
    warnings: tuple[str, ...]
    """On the kinds of KPIs in it whose earlier forecasts did not hold as often as they should."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A matrix with its finding, and what is hidden."""

    matrix: kpis_matrix.Matrix
    title: str
    source: str
    hidden: str

    @property
    def statuses(self) -> tuple[str, ...]:
        """Of all its cells."""
        return self.matrix.statuses

    @property
    def plain(self) -> pd.DataFrame:
        """The rows behind it."""
        return self.matrix.plain


def select_rows(
    *,
    today: date,
    countries: Sequence[str],
    partners: Sequence[str],
    statuses: Sequence[str],
    scopes: Sequence[str],
    order: str,
) -> Shown:
    """The rows that fit what is chosen, in the chosen order (none chosen: all)."""
    every = cached_view(build_overview, today=today)
    located = kpi_rows.filter_scopes(every.kpis, countries, every.missions)
    ids = _find_partner_kpis(every.kpis, partners, today) if partners else None
    rows = kpis_groups.order_rows(kpi_rows.filter_rows(located, statuses=statuses, scopes=scopes, ids=ids), order)
    return Shown(rows=tuple(rows), hidden=_explain_hidden(every, located, len(rows)))


def build_listing(**chosen: Any) -> Listing:
    """The list of what `select_rows` finds."""
    every, found = cached_view(build_overview, today=chosen["today"]), cached_view(select_rows, **chosen)
    groups = kpis_groups.group_rows(found.rows, chosen["order"], markets=every.markets, missions=every.missions)
    missed = kpi_text.describe_missed(ask(kpis.calibration, today=chosen["today"]))
    plain = kpi_rows.flat_rows(found.rows, every.names, missed)
    shown = {one.forecast.kind for row in found.rows for one in row.standings if one.forecast}
    return Listing(
        title=kpi_rows.write_headline(found.rows),
        statuses=tuple(row.lead.status for row in found.rows),
        groups=tuple(_build_group_lines(group, every.names, missed) for group in groups),
        change=_find_shown_change(every, found),
        plain=plain,
        source=_cite(plain),
        hidden=found.hidden,
        warnings=tuple(sentence for kind, sentence in missed.items() if kind in shown),
    )


def _cite(rows: pd.DataFrame) -> str:
    """Where definitions and targets are from, apart from results, which no document states."""
    cited = cite_sources(rows).removesuffix(".")
    ours = "Scopes and due dates are our reading."
    return f"{cited}, for definitions and targets; results are what partners report. {ours}"


def _find_shown_change(every: Overview, found: Shown) -> kpi_rows.Change | None:
    if every.change is None or not found.hidden:
        return every.change
    return kpi_rows.find_change(every.before, found.rows, since=every.change.since, of="of those shown, ")


def _build_group_lines(group: kpis_groups.Group, names: Mapping[str, str], missed: Mapping[Kind, str]) -> Lines:
    return Lines(
        heading=group.heading,
        kpi_ids=tuple(row.kpi_id for row in group.rows),
        table=kpi_rows.build_lines(group.rows, names, missed),
    )


def list_long_names(groups: Iterable[Lines], *, most: int) -> list[str]:
    """The names with more letters than that, in the order in which they stand."""
    return [name for group in groups for name in group.table["kpi_name"].to_pylist() if len(name) > most]


def describe_entry(line: Mapping[str, Any]) -> str:
    """What stands below the name of a KPI where it is an entry and no line of a table, in markdown."""
    bullet = f"![{escape_markdown(line['result'])}]({line['against_target']})"
    where = escape_markdown(
        line["result"] if line["where"] == SCOPES[CONSORTIUM] else f"{line['result']}, {line['where']}"
    )
    return f"{bullet} {kpi_status.badge_word(line['status'][0])} :small[{where}]"


def build_by_market(**chosen: Any) -> Table:
    """What `select_rows` finds by market, where there are targets for markets or missions."""
    every, found = cached_view(build_overview, today=chosen["today"]), cached_view(select_rows, **chosen)
    wanted = {code: name for code, name in every.markets.items() if code in (chosen["countries"] or every.markets)}
    matrix = kpis_matrix.arrange_by_market(found.rows, wanted, every.missions)
    return _build_table(matrix, title="How KPIs stand in the markets, counted by cell", hidden=found.hidden)


def _build_table(matrix: kpis_matrix.Matrix, *, title: str, hidden: str) -> Table:
    return Table(matrix=matrix, title=title, source=_cite(matrix.plain), hidden=hidden)


def build_by_partner(**chosen: Any) -> Table:
    """What `select_rows` finds by partner: what each reported, and how old that is."""
    found = cached_view(select_rows, **chosen)
    parts = ask(results.by_partner, today=chosen["today"])
    matrix = kpis_matrix.arrange_by_partner(found.rows, parts, chosen["partners"], today=chosen["today"])
    return _build_table(matrix, title="What partners report, counted by cell", hidden=found.hidden)


def _find_partner_kpis(rows: Sequence[Kpi], partners: Sequence[str], today: date) -> set[str]:
    """The KPIs that one of these partners looks after or has reported."""
    parts = ask(results.by_partner, today=today)
    reported = {part.kpi_id for part in parts if part.partner_id in partners and part.reports}
    return {row.kpi_id for row in rows if row.definition.owner_id in partners} | reported


def _explain_hidden(every: Overview, located: Sequence[Kpi], shown: int) -> str:
    """What the filters hide and why, and the way out; an empty text where they hide nothing."""
    left = {row.kpi_id for row in located}
    gone = [row for row in every.kpis if row.kpi_id not in left]
    whole = sum(all(one.scope_key == CONSORTIUM for one in row.standings) for row in gone)
    reasons = (
        (whole, "KPI applies", "KPIs apply", "to the whole consortium, not to a single country"),
        (len(gone) - whole, "has", "have", "no market or mission with a target there"),
        (len(located) - shown, "is", "are", "left out by the other filters, or not reported by the partner"),
    )
    parts = [f"{format_count(number, one, many)} {why}" for number, one, many, why in reasons if number]
    if not parts:
        return ""
    return f"{', '.join(parts)}: {FILTERED_AWAY}. Clear the filters to see all {len(every.kpis)}."
