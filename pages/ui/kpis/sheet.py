"""The texts and tables of one KPI's drawer. Pure: rows in, text and rows out."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from math import nan
from types import MappingProxyType

import pandas as pd

from dia_data import local_time
from dia_data.forecasts import Calibration, Kind
from dia_data.kpis import Definition, Standing
from dia_data.queries.kpis import RecordedTarget
from dia_data.queries.readings import Reading
from dia_data.queries.results import Overlap, PartnerResult, PlaceResult, Report
from dia_data.wanted import StatedDue
from dia_data.wording.bases import BASES
from dia_data.wording.days import format_day
from dia_data.wording.figures import NOT_REPORTED, format_count, is_known
from dia_data.wording.lists import join_names
from dia_data.wording.scopes import SCOPES_TOGETHER
from pages.ui.indicators import kpi_rows, kpi_status, kpi_text
from pages.ui.indicators.kpi_rows import Kpi
from pages.ui.markdown import escape_markdown, escape_user_text


def summarise(row: Kpi, names: Mapping[str, str]) -> str:
    """Where the KPI stands, in a line of markdown."""
    one = row.lead
    parts = [
        kpi_status.badge_status(one.status),
        f"**{escape_markdown(kpi_text.format_result(one, row.unit))}** {escape_markdown(_name_unit(row))}",
    ]
    if len(row.standings) > 1:
        where = kpi_rows.name_scope_or_common(one.scope_key, row.definition.scope, names)
        together = SCOPES_TOGETHER[row.definition.scope]
        parts.append(
            f"{escape_user_text(where)}, the worst of {len(row.standings)} {together} "
            f"({', '.join(kpi_status.count_words(each.status for each in row.standings))})"
        )
    if one.last_reported:
        ago = f"{kpi_text.format_age(one.days_since_report)} ago" if one.days_since_report else "today"
        parts.append(f"last report {format_day(one.last_reported)} ({ago})")
    else:
        parts.append(NOT_REPORTED)
    if row.owner != kpi_text.NONE:
        parts.append(f"owner {escape_markdown(row.owner)}")
    return " · ".join(parts)


def _name_unit(row: Kpi) -> str:
    return "" if row.unit == "%" else row.unit


def describe_outlook(one: Standing, unit: str, missed: Collection[Kind] = ()) -> str:
    """What is expected of the result, what is due to be reported, needed from now on, and the forecast or why none is.

    A list in markdown.
    """
    reach = "" if one.result is None else ", up to which the result is reported"
    expected = escape_markdown(kpi_text.explain_expectation(one, unit))
    lines = [f"Expected by {format_day(one.expected_by)}{reach}: **{expected}**"]
    if one.rule:
        lines.append(f"Why {kpi_status.LOOKS[one.status].word}: {escape_markdown(one.rule)}")
    if due := kpi_text.describe_reports_due(one, unit):
        lines.append(f"Due to be reported since: **{escape_markdown(due)}**")
    if needed := kpi_text.describe_need(one, unit):
        lines.append(f"Needed: **{escape_markdown(needed)}**")
    made = one.forecast
    if made is None:
        lines.append(escape_markdown(one.forecast_reason or kpi_text.NONE))
    else:
        figures = kpi_text.format_forecast(made, missed)
        method = escape_markdown(f"(median, 80 % interval, chance of reaching the target; ƒ {made.method})")
        lines.append(f"Forecast for {format_day(one.due)}: **{escape_markdown(figures)}** {method}")
    return "\n".join(f"- {line}" for line in lines)


def tabulate_scopes(
    row: Kpi, names: Mapping[str, str], missed: Collection[Kind] = (), since: Mapping[str, date] = MappingProxyType({})
) -> pd.DataFrame:
    """All scopes of a KPI, worst first, with the days `since` which they stand so.

    Forecasts of a kind that is `missed` are marked. What is not reported has no such day.
    """
    order = list(kpi_status.LOOKS)
    lines = [
        {
            "scope": kpi_rows.name_scope_or_common(one.scope_key, row.definition.scope, names),
            "status": [kpi_status.LOOKS[one.status].word],
            "status_since": since.get(one.scope_key) if one.result is not None else None,
            "against_target": kpi_rows.draw_bullet(one),
            "result": kpi_text.format_result(one, row.unit),
            "forecast": kpi_text.format_forecast(one.forecast, missed),
            "reported": kpi_text.format_age(one.days_since_report),
        }
        for one in sorted(row.standings, key=lambda one: order.index(one.status))
    ]
    return pd.DataFrame(lines)


def describe_calibration(tried: Calibration, kind: Kind) -> str:
    """How often earlier forecasts of a kind of KPI covered what came; or that too few can be checked yet."""
    of_kind = tried.select_kind(kind)
    if of_kind.share is None:
        checked = format_count(of_kind.count, "earlier forecast", "earlier forecasts")
        return (
            f"Forecasts of {kpi_text.KINDS[kind]}: {checked} could be checked on this record, too few to say how far "
            "they can be trusted."
        )
    return f"ƒ Tried on this record. Forecasts of {kpi_text.KINDS[kind]}: {kpi_text.describe_coverage(of_kind, kind)}."


def tabulate_partners(parts: Iterable[PartnerResult], unit: str) -> pd.DataFrame:
    """What each partner reported, of the results of one KPI."""
    lines = [
        {
            "partner": part.partner,
            "status": [kpi_status.ALL[part.status].word],
            "result": kpi_text.format_amount(part.result, unit) if part.result is not None else kpi_text.NONE,
            "reports": part.reports,
            "last_reported": part.last_reported if part.reports else None,
        }
        for part in parts
    ]
    return pd.DataFrame(lines, columns=["partner", "status", "result", "reports", "last_reported"])


def tabulate_countries(places: Iterable[PlaceResult], accumulates: str) -> pd.DataFrame:
    """What was reported of each country: how much, where that adds up."""
    lines = [
        {
            "place_or_mission": row.place or "no country named",
            "result": _format_total(row, accumulates),
            "reports": row.reports,
        }
        for row in places
    ]
    return pd.DataFrame(lines, columns=["place_or_mission", "result", "reports"])


def _format_total(place: PlaceResult, accumulates: str) -> str:
    if accumulates == "sum":
        return kpi_text.format_amount(place.total or 0)
    return str(place.names) if accumulates == "distinct" else kpi_text.NONE


def note_untracked(places: Iterable[PlaceResult], tracked: Collection[str]) -> str:
    """Which countries have reports that do not count, since the KPI is not tracked for them; empty: none has."""
    others = [row.place for row in places if row.place is not None and row.place not in tracked]
    if not others:
        return ""
    return f"Not counted: {join_names(others)}. The KPI is tracked for {join_names(tracked)} alone (see Definition)."


def list_overlaps(rows: Iterable[Overlap], names: Mapping[str, str]) -> str:
    """Organisations that several partners report, as a list in markdown; an empty text where there are none."""
    lines = []
    for row in rows:
        place = row.country_code or row.mission_id
        where = f" ({escape_markdown(names.get(place, place))})" if place else ""
        lines.append(f"- **{escape_user_text(row.organisation)}**{where}: {escape_markdown(row.reported_by)}")
    return "\n".join(lines)


def tabulate_reports(rows: Iterable[Report]) -> pd.DataFrame:
    """The reports behind a number, each with its basis, who recorded it, when, and in which batch.

    What no report says has no column.
    """
    lines = [
        {
            "period": row.period,
            "partner": _format_or_none(row.partner),
            "place_or_mission": _format_or_none(row.country_name or row.mission),
            "organisation": _format_or_none(row.organisation),
            "value": nan if row.value is None else row.value,
            "basis": f"{BASES[row.basis][0]} {row.basis}".strip(),
            "comment": _format_or_none(row.comment),
            "recorded_by": row.recorded_by,
            "recorded_at_local": local_time.to_wall_clock(row.recorded_at),
            "batch_id": row.batch_id,
        }
        for row in rows
    ]
    said_somewhere = [name for name in REPORT_COLUMNS if any(line[name] != kpi_text.NONE for line in lines)]
    return pd.DataFrame(lines, columns=said_somewhere)


REPORT_COLUMNS = [
    "period", "partner", "place_or_mission", "organisation", "value", "basis", "comment", "recorded_by",
    "recorded_at_local", "batch_id",
]  # fmt: skip


def _format_or_none(text: object) -> str:
    return str(text) if is_known(text) else kpi_text.NONE


def tabulate_targets(rows: Iterable[RecordedTarget], row: Kpi, names: Mapping[str, str]) -> pd.DataFrame:
    """Every target that was ever recorded, the newest first, with who, when and why."""
    lines = [
        {
            "scope": kpi_rows.name_scope_or_common(one.scope_key, row.definition.scope, names),
            "target": kpi_text.format_target(one.target_min, one.target_max),
            "valid_from": one.valid_from,
            "basis": f"{BASES[one.basis][0]} {one.basis}".strip(),
            "why": _format_or_none(one.note),
            "recorded_by": one.recorded_by,
            "state": "undone" if one.is_withdrawn else "",
        }
        for one in rows
    ]
    return pd.DataFrame(lines, columns=["scope", "target", "valid_from", "basis", "why", "recorded_by", "state"])


def tabulate_readings(rows: Iterable[Reading]) -> pd.DataFrame:
    """How the printed words that say what a target holds for can be read, ours first, and which way is followed."""
    lines = [
        {
            "Reading": kpi_text.label_reading(row),
            "Printed": f"“{row.printed}”",
            "Read as": f"{row.meaning}{f': {join_names(row.places)}' if row.places else ''}",
            "Why": row.reason,
            "Reason of the decision": row.decided_because or kpi_text.NONE,
            "Where printed": _format_or_none(row.locator),
            "Note": _format_or_none(row.note),
        }
        for row in rows
    ]
    frame = pd.DataFrame(lines, columns=list(READING_COLUMNS))
    known = frame.drop(columns=[name for name in READING_COLUMNS if (frame[name] == kpi_text.NONE).all()])
    return known.map(escape_user_text)


READING_COLUMNS = ("Reading", "Printed", "Read as", "Why", "Reason of the decision", "Where printed", "Note")


def describe_choice(rows: Sequence[Reading]) -> str:
    """That the printed words can be read in several ways, and which one is followed; empty where there is one."""
    if len(rows) < LEAST_CHOICE:
        return ""
    followed = next(row for row in rows if row.is_followed)
    others = join_names([_lower_first(row.meaning) for row in rows if not row.is_followed], last="or")
    whose = "ours" if followed.is_ours and not followed.decided_by else ""
    decided = f"decided by {followed.decided_by}" if followed.decided_by else whose
    sentence = (
        f"“{followed.printed}” is read as {_lower_first(followed.meaning)}{f' ({decided})' if decided else ''}; it can "
        f"also mean {others}. Both readings are under Definition."
    )
    return escape_user_text(sentence)


LEAST_CHOICE = 2
"""Readings between which there is something to decide."""


def _lower_first(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def describe_due(rows: Iterable[StatedDue]) -> str:
    """By when the source says that a KPI is due: `31 Dec 2020 (year 1): “Three …” (§10 footnote 1)`."""
    return "; ".join(
        f"{format_day(row.due)} ({', '.join(filter(None, (row.period, BASES[row.basis][0])))}): "
        f"“{row.statement}” ({row.locator})"
        for row in rows
    )


def list_definition(row: Kpi, dues: Iterable[StatedDue] = ()) -> dict[str, str]:
    """The definition sheet: what is counted, how, with what evidence, by whom, and what is wrong in the source."""
    definition = row.definition
    entries = {
        "Definition": definition.definition,
        "Unit": row.unit,
        "Counting rule": kpi_text.explain_counting(definition),
        "At the start": _describe_baseline(definition, row.unit),
        "Due, as stated": describe_due(dues) or None,
        "Evidence wanted": f"{kpi_text.EVIDENCE[definition.measure]} ({kpi_text.EVIDENCE_BASIS})",
        "Owner": row.owner if row.owner != kpi_text.NONE else "none yet",
        "Known error in the source": definition.slip,
        "Note": definition.note,
    }
    return {name: escape_markdown(str(text)) for name, text in entries.items() if is_known(text)}


def _describe_baseline(definition: Definition, unit: str) -> str | None:
    """What a KPI begins with, and why; None where the source of the KPI says nothing of it."""
    if definition.baseline is None:
        return definition.baseline_reason
    return f"{kpi_text.format_amount(definition.baseline, unit)}: {definition.baseline_reason}"
