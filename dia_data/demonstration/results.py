"""What the six partners achieved in the demonstration: the rows of their reports, before they are spread over time.

Numbers per quarter are set by hand, so that each KPI ends where it is meant to; chance decides which partner reports
which part of them and which organisations are named.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from random import Random
from typing import Any

from dia_data.demonstration.scripted import get_column, read
from dia_data.demonstration.timeline import LEADER, PARTNERS

QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2020, 2021) for quarter in (1, 2, 3, 4))
Result = dict[str, Any]
FORMS = {"scs": "SAS", "gaia": "SL", "tice": "Lda", "mesap": "Srl", "mitc": "AB", "bnpt": "GmbH"}
SMES_OF_A_PARTNER = 12
SMES = {
    f"Demo SME {number + 1:02} {FORMS[PARTNERS[number % len(PARTNERS)]]}": PARTNERS[number % len(PARTNERS)]
    for number in range(SMES_OF_A_PARTNER * len(PARTNERS))
}
"""Invented SMEs and the partner that each belongs to."""

OVERLAPS_OF = ("highly_engaged_smes", "benefited_smes", "ambassador_smes", "mission_smes")
OVERLAP_SHARE = 0.15
CAPITALS_SHARE = 0.5


def list_results(chance: Random) -> list[Result]:
    """All results as they really were, in the order of the KPIs above."""
    found = [
        *_list_counts(chance),
        *_list_levels(),
        *_list_webinars(),
        *_list_new_smes(chance),
        *_list_organisations(chance),
        *_list_applications(),
        *_list_mission_smes(chance),
    ]
    return [*found, *_list_overlaps(chance, found)]


def list_reporting(period: str) -> list[str]:
    """The partners that report in a quarter."""
    missing = {row["partner_id"] for row in read("missing_reports") if row["period"] == period}
    return [partner for partner in PARTNERS if partner not in missing]


def find_quarter(period: str) -> str:
    """The quarter in which something of a month or quarter is reported."""
    year, part = period.split("-")
    return period if part.startswith("Q") else f"{year}-Q{(int(part) + 2) // 3}"


def _build_result(kpi_id: str, period: str, partner_id: str | None, value: float, **about: str | None) -> Result:
    return {
        "kpi_id": kpi_id,
        "period": period,
        "partner_id": partner_id,
        "country_code": about.get("country_code"),
        "mission_id": about.get("mission_id"),
        "organisation": about.get("organisation"),
        "value": float(value),
        "comment": about.get("comment"),
    }


def _list_counts(chance: Random) -> Iterator[Result]:
    for row in read("counts", *QUARTERS):
        for period in QUARTERS:
            if row[period] is not None:
                for partner_id, part in _share_out(chance, row[period], list_reporting(period)):
                    yield _build_result(row["kpi_id"], period, partner_id, part, country_code=row["country_code"])


def _share_out(chance: Random, amount: int, partners: Sequence[str]) -> list[tuple[str, int]]:
    """The amount as parts of at most three partners; nothing at all is reported by one."""
    chosen = chance.sample(partners, k=max(1, min(3, amount)))
    parts = [chance.choice(chosen) for _ in range(amount)] or chosen
    return [(partner, parts.count(partner) if amount else 0) for partner in chosen if partner in parts]


def _list_levels() -> Iterator[Result]:
    """One number of the consortium as a whole each quarter; the leader reports it."""
    for row in read("levels", *QUARTERS):
        yield from (_build_result(row["kpi_id"], period, None, row[period]) for period in QUARTERS)


def _list_webinars() -> Iterator[Result]:
    for row in read("webinars"):
        yield _build_result("training_webinars", row["period"], row["partner_id"], 1)
        yield _build_result("webinar_participants", row["period"], row["partner_id"], row["participants"])


def _list_new_smes(chance: Random) -> Iterator[Result]:
    for row in read("new_smes", *QUARTERS):
        left = chance.sample(list(SMES), k=len(SMES))
        for period in QUARTERS:
            for name in _take_smes(left, row[period] or 0, list_reporting(period)):
                about = {"country_code": row["country_code"], "organisation": name}
                yield _build_result(row["kpi_id"], period, SMES[name], 1, **about)


def _take_smes(left: list[str], amount: int, partners: Sequence[str]) -> list[str]:
    """The first SMEs of these partners; they are taken out of what is left."""
    names = [name for name in left if SMES[name] in partners][:amount]
    for name in names:
        left.remove(name)
    return names


def _list_organisations(chance: Random) -> Iterator[Result]:
    for row in read("new_organisations", *QUARTERS):
        arrivals = [period for period in QUARTERS for _ in range(row[period] or 0)]
        for number, period in enumerate(arrivals, start=1):
            partner_id = chance.choice(list_reporting(period))
            about = {"country_code": row["country_code"], "organisation": f"{row['stem']} {number:02}"}
            yield _build_result(row["kpi_id"], period, partner_id, 1, **about)


def _list_applications() -> Iterator[Result]:
    for row in read("applications", *PARTNERS):
        for partner_id in PARTNERS:
            if row[partner_id] is not None:
                about = {"mission_id": row["mission_id"]}
                yield _build_result("mission_applications", row["period"], partner_id, row[partner_id], **about)


def _list_mission_smes(chance: Random) -> Iterator[Result]:
    for (mission_id, period), taken in groupby(read("mission_smes"), key=itemgetter("mission_id", "period")):
        of_each = get_column(list(taken), "meetings")
        left = chance.sample(list(SMES), k=len(SMES))
        names = _take_smes(left, len(of_each), list_reporting(find_quarter(period)))
        for name, meetings in zip(names, of_each, strict=True):
            about = {"mission_id": mission_id, "organisation": name}
            yield _build_result("mission_smes", period, SMES[name], 1, **about)
            if meetings is not None:
                yield _build_result("mission_sme_meetings", period, SMES[name], meetings, **about)


def _list_overlaps(chance: Random, found: Sequence[Result]) -> Iterator[Result]:
    """Some SMEs are reported by another partner too, half of them spelt in capitals: each still counts once."""
    for row in found:
        if row["kpi_id"] in OVERLAPS_OF and chance.random() < OVERLAP_SHARE:
            others = [one for one in list_reporting(find_quarter(row["period"])) if one != row["partner_id"]]
            name = row["organisation"].upper() if chance.random() < CAPITALS_SHARE else row["organisation"]
            yield row | {"partner_id": chance.choice(others), "organisation": name}


def find_reporter(row: Result) -> str:
    """The partner whose report a result stands in."""
    return row["partner_id"] or LEADER
