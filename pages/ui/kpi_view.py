"""What the page of the KPIs shows, made from the record once for each state of it and each choice of filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pyarrow as pa

from dia_data import local_time
from dia_data.kpis import Standing
from dia_data.numbers import counted
from dia_data.queries import activities, choices, kpis, markets
from pages.ui import kpi_groups, kpi_matrix, kpi_status, kpi_table, kpi_words, words
from pages.ui.data import ahead, ask, ask_now, drawn
from pages.ui.kpi_table import Kpi


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All KPIs as they stand on a day, and what codes are called."""

    kpis: tuple[Kpi, ...]
    names: Mapping[str, str]
    """From countries and missions to their names."""
    markets: Mapping[str, str]
    missions: Mapping[str, str]
    """From missions to their countries."""
    change: kpi_table.Change | None
    """What the last reports changed; None where there is none."""
    before: tuple[Standing, ...]
    """How all stood before the last reports; empty where there is none."""
    silence: str
    """Why nothing is reported; an empty text where something is."""

    @property
    def labels(self) -> dict[str, str]:
        """Each KPI by its name: what stands in the address."""
        return {row.kpi_id: row.name for row in self.kpis}

    @property
    def is_reported(self) -> bool:
        """Whether there is any result at all."""
        return not self.silence

    def of(self, kpi_id: str) -> Kpi:
        """One KPI."""
        return next(row for row in self.kpis if row.kpi_id == kpi_id)


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
    """The list: the finding with the counts, the groups of lines, the rows behind, and what is hidden."""

    title: str
    groups: tuple[Lines, ...]
    change: kpi_table.Change | None
    """What the last reports changed of the rows that are shown; None where there is none."""
    plain: pd.DataFrame
    source: str
    hidden: str


@dataclass(frozen=True, kw_only=True)
class Table:
    """A matrix with its finding, and what is hidden."""

    matrix: kpi_matrix.Matrix
    title: str
    source: str
    hidden: str

    @property
    def plain(self) -> pd.DataFrame:
        """The rows behind it."""
        return self.matrix.plain


def overview(*, today: date) -> Overview:
    """The KPIs as they stand on a day."""
    # Beside the longest question, that of the standings.
    ahead(kpis.participants)
    ahead(kpis.result_bases)
    standings = ask(kpis.standings, today=today)
    missions = {
        row["activity_id"]: row["country_code"] for row in ask(activities.activities) if row["kind"] == "mission"
    }
    bases = ask(kpis.result_bases)
    rows = tuple(
        kpi_table.kpis(
            [row | {"result_basis": bases.get(row["kpi_id"])} for row in ask(kpis.definitions)],
            standings,
            ask(kpis.series, today=today),
        )
    )
    since, before = _before(rows)
    countries = ask(choices.countries)
    names = dict(zip(countries["code"], countries["name"], strict=True))
    targets = ask(markets.targets)
    targets = targets[targets["role"] != "reserve"]
    return Overview(
        kpis=rows,
        names=names | {mission: f"{names.get(code, code)} mission" for mission, code in missions.items()},
        markets=dict(zip(targets["country_code"], targets["country_name"], strict=True)),
        missions=missions,
        change=kpi_table.change(before, rows, since=since) if since else None,
        before=before,
        silence="" if any(one.result is not None for row in rows for one in row.standings) else _silence(today),
    )


def _before(rows: Sequence[Kpi]) -> tuple[date | None, tuple[Standing, ...]]:
    """The day of the last report, and how all stood at the end of the day before; None where nothing is reported."""
    last = max((one.last_reported for row in rows for one in row.standings if one.last_reported), default=None)
    if last is None:
        return None, ()
    before = last - timedelta(days=1)
    return last, tuple(ask_now(kpis.standings, today=before, as_of=local_time.ends(before)))


def _silence(today: date) -> str:
    programme = ask(activities.programme)
    starts, ends = (programme[0]["starts"], programme[0]["ends"]) if programme else (today, today)
    plan = f"The programme ({starts:%B %Y} to {ends:%B %Y})"
    when = "lies in the past" if ends < today else "goes on"
    return f"The sources hold targets and no results. {plan} {when}."


def shown(
    *,
    today: date,
    countries: Sequence[str],
    partners: Sequence[str],
    statuses: Sequence[str],
    scopes: Sequence[str],
    order: str,
) -> Shown:
    """The rows that fit what is chosen, in the chosen order (none chosen: all)."""
    every = drawn(overview, today=today)
    located = kpi_table.located(every.kpis, countries, every.missions)
    ids = _of_partners(every.kpis, partners, today) if partners else None
    rows = kpi_groups.ordered(kpi_table.shown(located, statuses=statuses, scopes=scopes, ids=ids), order)
    return Shown(rows=tuple(rows), hidden=_hidden(every, located, len(rows)))


def listing(**chosen: Any) -> Listing:
    """The list of what `shown` finds."""
    every, found = drawn(overview, today=chosen["today"]), drawn(shown, **chosen)
    groups = kpi_groups.grouped(found.rows, chosen["order"], markets=every.markets, missions=every.missions)
    plain = kpi_table.plain(found.rows, every.names)
    return Listing(
        title=_title(kpi_table.headline(found.rows), [row.lead.status for row in found.rows]),
        groups=tuple(_lines(group, every.names) for group in groups),
        change=_of_shown(every, found),
        plain=plain,
        source=words.sources(plain),
        hidden=found.hidden,
    )


def _of_shown(every: Overview, found: Shown) -> kpi_table.Change | None:
    if every.change is None or not found.hidden:
        return every.change
    return kpi_table.change(every.before, found.rows, since=every.change.since, of="of those shown, ")


def _lines(group: kpi_groups.Group, names: Mapping[str, str]) -> Lines:
    return Lines(
        heading=group.heading,
        kpi_ids=tuple(row.kpi_id for row in group.rows),
        table=kpi_table.lines(group.rows, names),
    )


def by_market(**chosen: Any) -> Table:
    """What `shown` finds by market, where there are targets for markets or missions."""
    every, found = drawn(overview, today=chosen["today"]), drawn(shown, **chosen)
    wanted = {code: name for code, name in every.markets.items() if code in (chosen["countries"] or every.markets)}
    matrix = kpi_matrix.by_market(found.rows, wanted, every.missions)
    return _table(matrix, title=_title("How KPIs stand in the markets:", matrix.statuses), hidden=found.hidden)


def _table(matrix: kpi_matrix.Matrix, *, title: str, hidden: str) -> Table:
    return Table(matrix=matrix, title=title, source=words.sources(matrix.plain), hidden=hidden)


def _title(finding: str, statuses: Iterable[str]) -> str:
    """A finding in markdown with how many there are of each status."""
    return f"{finding} {kpi_status.counts(statuses)}".strip()


def by_partner(**chosen: Any) -> Table:
    """What `shown` finds by partner: what each reported, and how old that is."""
    found = drawn(shown, **chosen)
    parts = ask(kpis.by_partner, today=chosen["today"]).to_dict("records")
    matrix = kpi_matrix.by_partner(found.rows, parts, chosen["partners"], today=chosen["today"])
    return _table(matrix, title=_title("What partners report:", matrix.statuses), hidden=found.hidden)


def _of_partners(rows: Sequence[Kpi], partners: Sequence[str], today: date) -> set[str]:
    """The KPIs that one of these partners looks after or has reported."""
    parts = ask(kpis.by_partner, today=today)
    reported = parts.loc[parts["partner_id"].isin(partners) & (parts["reports"] > 0), "kpi_id"]
    return {row.kpi_id for row in rows if row.definition["owner_id"] in partners} | set(reported)


def _hidden(every: Overview, located: Sequence[Kpi], shown: int) -> str:
    """What the filters hide and why, and the way out; an empty text where they hide nothing."""
    left = {row.kpi_id for row in located}
    gone = [row for row in every.kpis if row.kpi_id not in left]
    whole = sum(all(one.scope_key == kpi_words.CONSORTIUM for one in row.standings) for row in gone)
    reasons = (
        (whole, "KPI holds", "KPIs hold", "for the whole consortium and for no single country"),
        (len(gone) - whole, "has", "have", "no target there"),
        (len(located) - shown, "does", "do", "not fit the other filters"),
    )
    parts = [f"{counted(number, one, many)} {why}" for number, one, many, why in reasons if number]
    if not parts:
        return ""
    return f"{', '.join(parts)}: {words.FILTERED_AWAY}. Clear the filters to see all {len(every.kpis)}."
