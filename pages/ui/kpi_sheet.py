"""The texts and tables of one KPI's drawer. Pure: rows in, text and rows out."""

from collections.abc import Mapping

import pandas as pd

from dia_data.kpis import Standing
from pages.ui import kpi_status, kpi_table, words
from pages.ui import kpi_words as said
from pages.ui.kpi_table import Kpi


def summary(row: Kpi, names: Mapping[str, str]) -> str:
    """Where the KPI stands, in a line of markdown."""
    one = row.lead
    parts = [kpi_status.badge(one.status), f"**{words.plain(said.result(one, row.unit))}** {words.plain(_unit(row))}"]
    if len(row.standings) > 1:
        where = kpi_table.scope_name(one.scope_key, row.definition["scope"], names)
        together = said.SCOPES_TOGETHER[row.definition["scope"]]
        parts.append(
            f"{words.typed(where)}, the worst of {len(row.standings)} {together} "
            f"({kpi_status.tally(each.status for each in row.standings)})"
        )
    if one.last_reported:
        parts.append(f"last report {said.day(one.last_reported)} ({said.age(one.days_since_report)} ago)")
    else:
        parts.append(words.NOT_REPORTED)
    if row.owner != said.NONE:
        parts.append(f"owner {words.plain(row.owner)}")
    return " · ".join(parts)


def _unit(row: Kpi) -> str:
    return "" if row.unit == "%" else row.unit


def outlook(one: Standing, unit: str) -> str:
    """Expected by today, needed from now on, and the forecast or why there is none; a list in markdown."""
    lines = [f"Expected by today: **{words.plain(said.expectation(one, unit))}**"]
    if needed := said.needed(one, unit):
        lines.append(f"Needed: **{words.plain(needed)}**")
    made = one.forecast
    if made is None:
        lines.append(words.plain(one.forecast_reason or said.NONE))
    else:
        figures = said.forecast(made)
        method = words.plain(f"(median, 80 % interval, chance of reaching the target; ƒ {made.method})")
        lines.append(f"Forecast for {said.day(one.due)}: **{words.plain(figures)}** {method}")
    return "\n".join(f"- {line}" for line in lines)


def scopes(row: Kpi, names: Mapping[str, str]) -> pd.DataFrame:
    """All scopes of a KPI, worst first."""
    order = list(kpi_status.LOOKS)
    lines = [
        {
            "Scope": kpi_table.scope_name(one.scope_key, row.definition["scope"], names),
            "Status": [kpi_status.label(one.status)],
            "Against target": kpi_table.bullet(one),
            "Result": said.result(one, row.unit),
            "Forecast": said.forecast(one.forecast),
            "Reported": said.age(one.days_since_report),
        }
        for one in sorted(row.standings, key=lambda one: order.index(one.status))
    ]
    return pd.DataFrame(lines)


def sheet(row: Kpi) -> dict[str, str]:
    """The definition sheet: what is counted, how, with what evidence, by whom, and what is wrong in the source."""
    definition = row.definition
    entries = {
        "Definition": definition["definition"],
        "Unit": row.unit,
        "Counting rule": said.counting_rule(definition),
        "Evidence wanted": f"{said.EVIDENCE[definition['measure']]} ({said.EVIDENCE_BASIS})",
        "Owner": row.owner if row.owner != said.NONE else "nobody is named yet",
        "Known slip of the source": definition["slip"],
        "Note": definition["note"],
    }
    return {name: words.plain(str(text)) for name, text in entries.items() if words.known(text)}
