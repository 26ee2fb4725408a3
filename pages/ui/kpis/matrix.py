"""KPIs against partners or markets: a cell says its status by sign and figure, and by colour besides."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from dia_data.kpis import Standing, find_leading
from dia_data.queries.results import PartnerResult
from pages.ui.indicators import kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_rows import Kpi

NAME = "kpi_name"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What one KPI comes to with one partner or in one market."""

    text: str
    status: str

    @property
    def label(self) -> str:
        """Sign and figure: `✕ 0 of 5`."""
        return f"{kpi_status.ALL[self.status].sign} {self.text}"

    @property
    def colour(self) -> str:
        """The colour of the status."""
        return kpi_status.ALL[self.status].colour


@dataclass(frozen=True, kw_only=True)
class Matrix:
    """A table of KPIs against `columns`, and the colour of each text that stands in it."""

    frame: pd.DataFrame
    columns: tuple[str, ...]
    kpi_ids: tuple[str, ...]
    colours: Mapping[str, str]
    statuses: tuple[str, ...]
    """Of all cells."""
    plain: pd.DataFrame


def arrange_by_market(rows: Iterable[Kpi], markets: Mapping[str, str], missions: Mapping[str, str]) -> Matrix:
    """The KPIs that have a target for markets or missions, by market; `missions` lead to their countries.

    Where several scopes of a KPI lie in one market the worst leads, and the cell says of how many.
    """
    cells: list[tuple[Kpi, Mapping[str, Cell]]] = []
    for row in rows:
        in_market = {
            name: [one for one in row.standings if kpi_rows.find_country(one.scope_key, missions) == code]
            for code, name in markets.items()
        }
        found = {name: _build_standing_cell(standings, row.unit) for name, standings in in_market.items() if standings}
        if found:
            cells.append((row, found))
    return build_matrix(cells, list(markets.values()))


def _build_standing_cell(standings: Sequence[Standing], unit: str) -> Cell:
    lead = find_leading(standings)
    more = f", worst of {len(standings)}" if len(standings) > 1 else ""
    return Cell(text=kpi_text.format_result(lead, unit) + more, status=lead.status)


def arrange_by_partner(
    rows: Iterable[Kpi], parts: Iterable[PartnerResult], partners: Collection[str], *, today: date
) -> Matrix:
    """What partners reported of each KPI and how old that is.

    `partners` are the ids of those who are wanted; none: all.
    """
    wanted = [part for part in parts if not partners or part.partner_id in partners]
    of_kpi: dict[str, dict[str, Cell]] = {}
    for part in wanted:
        of_kpi.setdefault(part.kpi_id, {})[part.partner] = _build_part_cell(part, today)
    cells = [(row, of_kpi[row.kpi_id]) for row in rows if row.kpi_id in of_kpi]
    return build_matrix(cells, list(dict.fromkeys(part.partner for part in wanted)))


def _build_part_cell(part: PartnerResult, today: date) -> Cell:
    if not part.reports or part.last_reported is None:
        return Cell(text=kpi_text.NONE, status=part.status)
    figure = kpi_text.format_amount(part.result, part.unit) if part.result is not None else kpi_text.NONE
    days = (today - part.last_reported).days
    return Cell(text=f"{figure} · {kpi_text.format_age(days)}", status=part.status)


def build_matrix(cells: Sequence[tuple[Kpi, Mapping[str, Cell]]], columns: Sequence[str]) -> Matrix:
    """A table from the cells of each KPI by column; where there is none the place stays empty."""
    every = {cell.label: cell.colour for _, of_kpi in cells for cell in of_kpi.values()}
    lines: list[dict[str, Any]] = [
        {NAME: row.title} | {column: _shown(of_kpi.get(column)) for column in columns} for row, of_kpi in cells
    ]
    plain = [
        {
            "kpi_id": row.kpi_id, "kpi_name": row.name, "column": column, "shown": cell.text,
            "status": kpi_status.ALL[cell.status].word,
            "source_id": row.definition.source_id, "locator": row.definition.locator, "basis": row.definition.basis,
        }
        for row, of_kpi in cells for column, cell in of_kpi.items()
    ]  # fmt: skip
    names = ["kpi_id", "kpi_name", "column", "shown", "status", "source_id", "locator", "basis"]
    return Matrix(
        frame=pd.DataFrame(lines, columns=[NAME, *columns]),
        columns=tuple(columns),
        kpi_ids=tuple(row.kpi_id for row, _ in cells),
        colours=every,
        statuses=tuple(cell.status for _, of_kpi in cells for cell in of_kpi.values()),
        plain=pd.DataFrame(plain, columns=names),
    )


def _shown(cell: Cell | None) -> list[str]:
    return [cell.label] if cell else []
