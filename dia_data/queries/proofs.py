"""What shows that a reported result is true: date, place, organiser and a link or file of each thing it counts."""

from dataclasses import dataclass
from datetime import date, datetime

from dia_data.documents import periods
from dia_data.proofs import Thing
from dia_data.storage.store import Reader

MOST_APART = 20
"""A report of more things has one proof for all of them, such as a list of who took part."""


@dataclass(frozen=True, kw_only=True)
class _Report:
    """A report that counts, with its names."""

    result_id: str
    kpi_id: str
    kpi_name: str
    unit: str
    measure: str
    period: str
    partner_id: str | None
    partner: str | None
    place: str | None
    organisation: str | None
    value: float | None
    basis: str
    locator: str | None


@dataclass(frozen=True, kw_only=True)
class _Proof:
    result_id: str
    number: int
    happened_on: date | None
    venue: str | None
    organiser: str | None
    link: str | None
    batch_id: str


def list_things(
    reader: Reader,
    *,
    kpi_id: str | None = None,
    partner_id: str | None = None,
    period: str | None = None,
    as_of: datetime | None = None,
) -> list[Thing]:
    """The things that reports count; those of a KPI, a partner, or a quarter and its months alone where it is named."""
    of_periods = periods.list_overlapping(periods.parse_period(period)) if period else None
    reports = reader.rows(
        """
        select
            result_id, kpi_id, kpi_name, unit, measure, period, results.partner_id, short_name as partner,
            coalesce(country_name, activity_name) as place, organisation, value,
            results.basis, results.locator
        from kpi_results_as_of($as_of) as results
        inner join kpis_as_of($as_of) as kpis using (kpi_id)
        left join partners_as_of($as_of) as partners on partners.partner_id = results.partner_id
        left join countries_as_of($as_of) as countries on countries.country_code = results.country_code
        left join activities_as_of($as_of) as missions on missions.activity_id = results.mission_id
        where
            coalesce(value, 1) > 0
            and ($kpi_id is null or kpi_id = $kpi_id)
            and ($partner_id is null or results.partner_id = $partner_id)
            and ($of_periods is null or period in (select unnest($of_periods::varchar[])))
        order by kpis.position, period, partners.position, place, organisation, result_id
        """,
        into=_Report,
        kpi_id=kpi_id,
        partner_id=partner_id,
        of_periods=list(of_periods) if of_periods else None,
        as_of=as_of,
    )
    proofs = reader.rows(
        """
        select result_id, number, happened_on, venue, organiser, link, batch_id from kpi_proofs_as_of($as_of)
        """,
        into=_Proof,
        as_of=as_of,
    )
    known = {(one.result_id, one.number): one for one in proofs}
    return [_build_thing(report, number, known) for report in reports for number in range(1, _count(report) + 1)]


def _count(report: _Report) -> int:
    """How many things of a report have a proof each."""
    value = report.value
    apart = report.measure == "count" and not report.organisation and value is not None and value == int(value)
    return int(value) if apart and value is not None and 1 <= value <= MOST_APART else 1


def _build_thing(report: _Report, number: int, known: dict[tuple[str, int], _Proof]) -> Thing:
    proof = known.get((report.result_id, number))
    return Thing(
        result_id=report.result_id,
        number=number,
        of=_count(report),
        kpi_id=report.kpi_id,
        kpi_name=report.kpi_name,
        unit=report.unit,
        period=report.period,
        partner_id=report.partner_id,
        partner=report.partner,
        place=report.place,
        organisation=report.organisation,
        value=report.value,
        happened_on=proof.happened_on if proof else None,
        venue=proof.venue if proof else None,
        organiser=proof.organiser if proof else None,
        link=proof.link if proof else None,
        basis=report.basis,
        locator=report.locator,
        batch_id=proof.batch_id if proof else None,
    )
