"""The reports of results that count now, and what makes two reports the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from string import Template
from typing import Any

from dia_data.documents import periods
from dia_data.names import normalise
from dia_data.storage.store import Reader

WITH_NAMES = ("distinct",)
"""Measures whose reports name an organisation each."""

Row = Mapping[str, Any]
"""A report as it is entered, or as it is to be written: names to values."""
Key = tuple[str, str, str, str, str]


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
