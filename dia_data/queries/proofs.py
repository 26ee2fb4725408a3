"""What shows that a reported result is true: date, place, organiser and a link or file of each thing it counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dia_data.documents import periods
from dia_data.names import normalise
from dia_data.storage.store import Reader

MOST_APART = 20
"""A report of more things has one proof for all of them, such as a list of who took part."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """One thing that a report counts, and its proof as far as it is recorded (`batch_id` None: not at all).

    `number` is its place among the `of` things of the report; where `of` is 1 the proof is of the whole report.
    """

    result_id: str
    number: int
    of: int
    kpi_id: str
    kpi_name: str
    unit: str
    period: str
    partner_id: str | None
    partner: str | None
    place: str | None
    organisation: str | None
    value: float | None
    happened_on: date | None
    venue: str | None
    organiser: str | None
    link: str | None
    basis: str
    locator: str | None
    batch_id: str | None

    @property
    def has_proof(self) -> bool:
        """Whether there is something that an auditor can follow: a link or a file, or who organised it when."""
        return bool(self.link) or bool(self.happened_on and self.organiser)

    @property
    def is_told(self) -> bool:
        """Whether anything is recorded of it."""
        return any((self.happened_on, self.venue, self.organiser, self.link))


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


def find_doubles(things: Iterable[Thing]) -> list[tuple[Thing, ...]]:
    """Things of one KPI with the same date and place: they may be one that was counted twice."""
    alike: dict[tuple[str, date, str], list[Thing]] = defaultdict(list)
    for one in things:
        if one.happened_on and one.venue:
            alike[one.kpi_id, one.happened_on, normalise(one.venue)].append(one)
    return [tuple(found) for found in alike.values() if len(found) > 1]


def count_proven(things: Sequence[Thing]) -> int:
    """How many of the things have a proof."""
    return sum(one.has_proof for one in things)


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
