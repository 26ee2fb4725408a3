"""Rows of a report of results as members type them: what each becomes in the record, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from string import Template
from typing import Any

from dia_data.documents import numbers, periods
from dia_data.documents.numbers import format_for_input
from dia_data.errors import DiaError, EntryInvalid, quote
from dia_data.names import normalise
from dia_data.record import limits
from dia_data.record.entries import (
    LONGEST_TEXT,
    describe_author,
    find_choice_problems,
    find_length_problems,
    is_visible,
    join_lines,
)
from dia_data.record.programme import CurrentProgramme
from dia_data.storage.store import Reader
from dia_data.wording.days import describe_today, format_day

LONGEST_ORGANISATION = 120
LOWEST_PERCENT, HIGHEST_PERCENT = -100, 1000
"""A share cannot fall by more than all of it; beyond ten times as much it is a slip of the keyboard."""

TEXTS = ("kpi_id", "period", "partner_id", "country_code", "mission_id", "organisation", "comment")
"""The parts of a report that are texts, or are left out."""

WITH_NAMES = ("distinct",)
"""Measures whose reports name an organisation each."""

Row = Mapping[str, Any]
"""A report as it is entered, or as it is to be written: names to values."""
Key = tuple[str, str, str, str, str]


class ResultsInvalid(EntryInvalid):
    """Rows of a report break a rule; `of_rows` says by the place of a row what is wrong with it, `others` the rest."""

    def __init__(self, of_rows: Mapping[int, Sequence[str]], others: Sequence[str], labels: Sequence[str]) -> None:
        self.of_rows = of_rows
        self.others = list(others)
        super().__init__([*(f"{labels[place]}: {one}" for place, all_ in of_rows.items() for one in all_), *others])


@dataclass(frozen=True, kw_only=True)
class KpiOfForm:
    """A KPI as forms need it."""

    kpi_id: str
    kpi_name: str
    unit: str
    measure: str
    scope: str
    accumulate: str


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A report that counts, and who recorded it when."""

    result_id: str
    kpi_id: str
    period: str
    partner_id: str | None
    country_code: str | None
    mission_id: str | None
    organisation: str | None
    value: float | None
    comment: str | None
    batch_id: str
    recorded_by: str
    recorded_at: datetime

    @property
    def entered(self) -> Row:
        """The report as it would be entered again."""
        return {
            "period": self.period, "partner_id": self.partner_id, "country_code": self.country_code,
            "mission_id": self.mission_id, "organisation": self.organisation, "value": self.value,
            "comment": self.comment,
        }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Form:
    """What rows of one KPI are read against: the KPI, the names that may be chosen, the programme, what is reported."""

    kpi: KpiOfForm
    partners: Mapping[str, str]
    markets: Mapping[str, str]
    missions: Mapping[str, str]
    programme: CurrentProgramme
    today: date
    reported: Mapping[Key, Reported]

    @property
    def names_organisations(self) -> bool:
        """Whether each report of this KPI names an organisation."""
        return self.kpi.measure in WITH_NAMES or self.kpi.scope == "sme_mission"


def list_codes(reader: Reader, sql: str) -> dict[str, str]:
    """Codes and names of the rows that `sql` finds as `code, name`."""
    return {row["code"]: row["name"] for row in reader.rows(sql)}


def list_partners(reader: Reader) -> dict[str, str]:
    """Each partner and its short name."""
    return list_codes(
        reader, "select partner_id as code, short_name as name from partners_as_of(null) as partners order by position"
    )


def list_markets(reader: Reader) -> dict[str, str]:
    """Each target market and its name; reserves are none."""
    return list_codes(
        reader,
        """
        select country_code as code, country_name as name
        from markets_as_of(null) as markets inner join countries_as_of(null) using (country_code)
        where role <> 'reserve' order by markets.position
        """,
    )


def list_missions(reader: Reader) -> dict[str, str]:
    """Each mission with SMEs and the name of its activity."""
    return list_codes(
        reader,
        """
        select activity_id as code, activity_name as name from activities_as_of(null)
        where mission = 'sme' order by position
        """,
    )


# Of two rows with one result_id the later counts, as `kpi_results_as_of` says; these find it among few rows, since KPI,
# period and partner are parts of the result_id.
_STANDING = Template(
    """
    with told as (
        select
            result_id, kpi_id, period, partner_id, country_code, mission_id, organisation, organisation_key, value,
            comment, batch_id
        from kpi_results where kpi_id = $$kpi_id and $which
    )
    select
        result_id, kpi_id, period, partner_id, country_code, mission_id, organisation, value, comment,
        batch_id, recorded_by, recorded_at
    from told inner join batches_as_of(null) as known using (batch_id) inner join batches using (batch_id)
    qualify dense_rank() over (partition by result_id order by known_from desc, known.revision desc) = 1
    order by period, partner_id, country_code, mission_id, organisation
    """
)

_REPORTED = _STANDING.substitute(
    which="""
    ($periods is null or period in (select unnest($periods::varchar[])))
    and ($partner_id is null or partner_id = $partner_id)
    """
)

# A standing number of the whole is compared with those of all partners.
_BESIDE = _STANDING.substitute(
    which="""
    period in (select unnest($periods::varchar[])) and (
        $is_stock or result_id in (
            select result_id from kpi_results
            where
                kpi_id = $kpi_id and period in (select unnest($periods::varchar[]))
                and (
                    coalesce(partner_id, ''), coalesce(country_code, ''), coalesce(mission_id, ''),
                    coalesce(organisation_key, '')
                ) in (select (partner_id, country_code, mission_id, organisation_key) from asked)
        )
    )
    """
).replace(
    "with told",
    """
    with asked as (
        select
            unnest($partners::varchar[]) as partner_id, unnest($countries::varchar[]) as country_code,
            unnest($missions::varchar[]) as mission_id, unnest($names::varchar[]) as organisation_key
    ),
    told""",
)


def list_reported(
    reader: Reader, *, kpi_id: str, of_periods: Sequence[str] | None = None, partner_id: str | None = None
) -> list[Reported]:
    """The reports of a KPI that count now.

    Of certain periods, or of one partner, where these are named.
    """
    periods = of_periods and list(of_periods)
    return reader.rows(_REPORTED, into=Reported, kpi_id=kpi_id, periods=periods, partner_id=partner_id)


def list_overlapping_reports(reader: Reader, *, kpi: KpiOfForm, rows: Iterable[Row]) -> list[Reported]:
    """The reports that count now and that rows may say again, or overlap."""
    keys = {key_of_report(row) for row in rows}
    places = sorted({of_key[1:] for of_key in keys})
    partners, countries, missions, names = ([place[part] for place in places] for part in range(4))
    return reader.rows(
        _BESIDE,
        into=Reported,
        kpi_id=kpi.kpi_id,
        periods=sorted({label for period, *_ in keys for label in _list_periods(period)}),
        is_stock=kpi.measure == "stock",
        partners=partners,
        countries=countries,
        missions=missions,
        names=names,
    )


def _list_periods(typed: str) -> list[str]:
    try:
        return periods.list_overlapping(periods.parse_period(typed.strip()))
    except periods.PeriodUnknown:
        return []


def key_of_report(row: Row) -> Key:
    """What makes two reports of a KPI the same: names of organisations by their normal form."""
    organisation = normalise(row.get("organisation") or "")
    period, partner, country, mission = (
        str(row.get(column) or "") for column in ("period", "partner_id", "country_code", "mission_id")
    )
    return period, partner, country, mission, organisation


def build_result_id(kpi_id: str, row: Row) -> str:
    """The id of a report, which is the same when it is recorded again; parts that it does not have stay empty."""
    *codes, organisation = key_of_report(row)
    return "/".join([kpi_id, *codes, _escape_name(organisation)])


def _escape_name(name: str) -> str:
    """The normal form of a name as a part of an id; what tells two names apart tells their ids apart."""
    return name.replace("%", "%25").replace("/", "%2f").replace(" ", "%20")


def label_report(form: Form, row: Row) -> str:
    """Whom or what a row is about, for a sentence."""
    names = (
        form.partners.get(row.get("partner_id") or ""),
        form.markets.get(row.get("country_code") or ""),
        form.missions.get(row.get("mission_id") or ""),
        join_lines(row.get("organisation") or ""),
    )
    return ", ".join([*filter(None, names), str(row.get("period") or "no period")])


def find_shape_problems(rows: Sequence[Row]) -> list[str]:
    """That entries are none of a report: something else than names with values, or names that no report has."""
    return [
        f"Report, entry {place}: {problem}"
        for place, row in enumerate(rows, start=1)
        for problem in _find_row_problems(row)
    ]


def _find_row_problems(row: Row) -> list[str]:
    if not isinstance(row, Mapping):
        return [f"{quote(row)} does not say for what it is reported."]
    unknown = [f"{quote(name)} is no part of a report." for name in row if name not in (*TEXTS, "value")]
    given = {name: row[name] for name in TEXTS if row.get(name) is not None}
    return unknown + [
        one for name, text in given.items() for one in limits.find_text_problems(limits.name_field(name), text)
    ]


def read_report(form: Form, row: Row) -> tuple[dict[str, Any], list[str]]:
    """A row as it is to be recorded, and what is wrong with it."""
    value, problems = _read_value(form, row.get("value"))
    period, period_problems = _read_period(form, row.get("period"))
    clean: dict[str, Any] = {
        "kpi_id": form.kpi.kpi_id,
        "period": period,
        **{column: row.get(column) or None for column in ("partner_id", "country_code", "mission_id")},
        "organisation": join_lines(row.get("organisation") or "") or None,
        "value": value,
        "comment": join_lines(row.get("comment") or "") or None,
    }
    before = form.reported.get(key_of_report(clean))
    clean["result_id"] = before.result_id if before else build_result_id(form.kpi.kpi_id, clean)
    comment = find_length_problems("Comment", clean["comment"] or "", LONGEST_TEXT, way_out="Shorten it.")
    return clean, [
        *period_problems,
        *_find_scope_problems(form, clean),
        *_find_name_problems(form, clean),
        *problems,
        *comment,
    ]


def _read_value(form: Form, typed: object) -> tuple[float | None, list[str]]:
    """The number of a report: 1 where an organisation is named."""
    if form.kpi.measure in WITH_NAMES and (typed is None or typed == ""):
        return 1.0, []
    try:
        value = numbers.read_number(typed)
    except DiaError as unreadable:
        return None, [str(unreadable)]
    return value, _find_amount_problems(form.kpi, value)


def _find_amount_problems(kpi: KpiOfForm, value: float) -> list[str]:
    amount, unit = format_for_input(value), kpi.unit
    if kpi.measure in WITH_NAMES:
        return (
            [] if value == 1 else [f"{amount} is entered beside a name: each name counts once. Leave the number out."]
        )
    if kpi.measure == "percentage":
        low, high = LOWEST_PERCENT, HIGHEST_PERCENT
        return [] if low <= value <= high else [f"{amount} % cannot be right: enter one from {low} to {high}."]
    if value < 0:
        return [f"{amount} is below zero: {unit} are counted. Enter 0 or more; to take a report back, undo its batch."]
    if value != int(value):
        return [f"{amount} is no whole number: {unit} are counted. Enter a whole number."]
    return []


def _read_period(form: Form, typed: object) -> tuple[str | None, list[str]]:
    """The period by its label; it has begun, and lies in the programme."""
    try:
        period = periods.parse_period(str(typed or "").strip())
    except DiaError as unreadable:
        return None, [str(unreadable)]
    if period.starts > form.today:
        reason = f"{period.label} is to come. {describe_today(form.today)}"
        return period.label, [f"{reason} Report what happened, for a period that has begun."]
    first, last = form.programme.starts, form.programme.ends
    if period.ends < first or period.starts > last:
        reason = f"{period.label} is outside the programme, which runs from {format_day(first)} to {format_day(last)}."
        return period.label, [f"{reason} Choose a period in it, or move the programme first (Dates)."]
    return period.label, []


def _find_scope_problems(form: Form, row: Row) -> list[str]:
    """That it is not said, or not known, who reports, and for which market or mission."""
    scope, measure = form.kpi.scope, form.kpi.measure
    problems = []
    if row["partner_id"] or measure != "stock":
        problems += find_choice_problems("Partner", row["partner_id"], form.partners)
    if row["country_code"] or scope == "market":
        problems += find_choice_problems("Market", row["country_code"], form.markets)
    if row["mission_id"] or scope in ("mission", "sme_mission"):
        problems += find_choice_problems("Mission", row["mission_id"], form.missions)
    return problems


def _find_name_problems(form: Form, row: Row) -> list[str]:
    name = row["organisation"] or ""
    if not form.names_organisations:
        return [f"“{name}”: this KPI counts {form.kpi.unit}, no names. Put the name into the comment."] if name else []
    if not is_visible(name):
        return ["The name of the organisation is empty. Enter it: each one counts once."]
    if not any(sign.isalpha() for sign in name):
        return [f"“{name}” is no name. Enter the names of the organisations, not how many there are."]
    return find_length_problems("Name", name, LONGEST_ORGANISATION, way_out="Shorten it.")


def find_overlap_problems(form: Form, row: Row) -> list[str]:
    """That something would count twice: a month of a quarter that is reported, or a whole beside its parts."""
    if not row["period"]:
        return []
    if form.kpi.measure == "stock":
        return _find_double_count(form, row)
    if form.kpi.measure != "count":
        return []
    mine = periods.parse_period(row["period"])
    return [
        f"{other.period} is reported already and shares months with {mine.label}: {describe_report(form, other)}. "
        "It would count twice; correct that report instead."
        for other in form.reported.values()
        if key_of_report(other.entered)[1:] == key_of_report(row)[1:]
        and other.period != mine.label
        and _is_overlapping(mine, other.period)
    ]


def _find_double_count(form: Form, row: Row) -> list[str]:
    """That a standing number is reported both for the consortium as a whole and for a partner."""
    return [
        f"{describe_report(form, other)}, is there already. Report the number of the whole "
        "consortium or of partners, not both."
        for other in form.reported.values()
        if other.period == row["period"] and bool(other.partner_id) != bool(row["partner_id"])
    ][:1]


def _is_overlapping(mine: Any, label_of_other: str) -> bool:
    other = periods.parse_period(label_of_other)
    return bool(mine.starts <= other.ends and other.starts <= mine.ends)


def describe_report(form: Form, row: Reported) -> str:
    """A report that stands in the record, in words: its number, and who recorded it when."""
    amount = "named" if form.kpi.measure in WITH_NAMES else f"{format_for_input(row.value or 0)} {form.kpi.unit}"
    return f"{amount} ({label_report(form, row.entered)}), recorded by {describe_author(row)}"


def find_doubles(rows: Iterable[Row]) -> dict[int, list[str]]:
    """By place: that a row says the same thing again as an earlier row of the same report."""
    first: dict[Key, int] = {}
    return {
        place: [f"It stands twice in this report (line {first[key_of_report(row)] + 1}). Keep one of them."]
        for place, row in enumerate(rows)
        if first.setdefault(key_of_report(row), place) != place
    }
