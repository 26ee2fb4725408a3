"""What the six partners achieved in the demonstration: the rows of their reports, before they are spread over time.

Numbers per quarter are set by hand, so that each KPI ends where it is meant to; chance decides which partner reports
which part of them and which organisations are named.
"""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any

from dia_data.demonstration.timeline import LEADER, PARTNERS

QUARTERS = tuple(f"{year}-Q{quarter}" for year in (2020, 2021) for quarter in (1, 2, 3, 4))
MISSING = {("tice", "2020-Q2"), ("mitc", "2020-Q3"), ("mesap", "2021-Q3"), ("tice", "2021-Q4")}
"""Partners that did not report in a quarter."""

Result = dict[str, Any]
Amounts = Sequence[int | None]
"""One number for each quarter; None: nobody reports."""

COUNTS: Mapping[str, Amounts] = {
    "dissemination_events": (2, 1, 0, 1, 2, 1, 2, 3),
    "cooperation_workshops": (1, 0, 0, None, None, 0, 0, 1),
    "international_trade_fairs": (1, 0, 0, None, None, 1, None, None),
    "sponsor_agreements": (None, None, None, 0, None, 0, 1, 0),
}
COUNTS_OF_MARKETS: Mapping[tuple[str, str], Amounts] = {
    ("exploratory_missions", "DEU"): (1, None, None, None, None, None, None, None),
    ("exploratory_missions", "FRA"): (None, None, 1, None, None, None, None, None),
    ("exploratory_missions", "ITA"): (None, None, None, None, None, 1, None, None),
    ("exploratory_missions", "USA"): (None, None, None, None, None, None, None, 1),
    ("exploratory_missions", "BRA"): (None, None, None, None, None, None, None, 1),
    ("international_agreements", "DEU"): (None, None, None, 1, None, 1, None, None),
    ("international_agreements", "FRA"): (None, None, 1, None, 1, None, None, None),
    ("international_agreements", "ITA"): (None, None, None, None, 1, None, 1, None),
    ("international_agreements", "USA"): (None, None, None, None, None, 0, 1, 1),
    ("international_agreements", "BRA"): (None, None, None, None, None, 0, 0, 1),
    ("international_agreements", "CHN"): (None, None, None, None, None, 0, None, 0),
    ("matchmaking_meetings", "DEU"): (6, 2, 8, 12, 14, 16, 16, 18),
    ("matchmaking_meetings", "FRA"): (8, 3, 9, 14, 16, 17, 18, 19),
    ("matchmaking_meetings", "ITA"): (4, 0, 7, 11, 14, 15, 17, 17),
    ("matchmaking_meetings", "USA"): (2, 0, 3, 6, 9, 12, 14, 25),
    ("matchmaking_meetings", "BRA"): (None, 0, 2, 4, 6, 8, 11, 17),
    ("matchmaking_meetings", "CHN"): (3, 0, 1, 2, 3, 4, 4, 5),
    ("sme_partnership_agreements", "DEU"): (None, None, None, None, 1, None, 1, None),
    ("sme_partnership_agreements", "FRA"): (None, None, None, 1, None, 1, None, None),
    ("sme_partnership_agreements", "ITA"): (None, None, None, None, None, 1, 0, 0),
    ("sme_partnership_agreements", "USA"): (None, None, None, None, None, 0, 0, 1),
    ("sme_partnership_agreements", "BRA"): (None, None, None, None, None, None, 0, 1),
    ("sme_partnership_agreements", "CHN"): (None, None, None, None, None, None, 0, 0),
}
NEW_SMES: Mapping[str, Amounts] = {
    "highly_engaged_smes": (4, 3, 4, 6, 7, 6, 5, 6),
    "discussion_group_smes": (2, 3, 2, 3, 2, 2, 2, 2),
    "benefited_smes": (0, 1, 2, 4, 5, 6, 7, 8),
}
NEW_SMES_OF_MARKETS: Mapping[tuple[str, str], Amounts] = {
    ("ambassador_smes", "DEU"): (0, 1, 1, 2, 3, 3, 2, 3),
    ("ambassador_smes", "FRA"): (0, 1, 1, 2, 2, 3, 3, 2),
    ("ambassador_smes", "ITA"): (0, 0, 1, 2, 2, 2, 3, 2),
    ("ambassador_smes", "USA"): (0, 0, 1, 1, 2, 2, 2, 3),
    ("ambassador_smes", "BRA"): (0, 0, 0, 1, 1, 2, 2, 3),
    ("ambassador_smes", "CHN"): (0, 1, 1, 1, 1, 2, 2, 1),
}
NEW_ORGANISATIONS: Mapping[tuple[str, str | None, str], Amounts] = {
    ("cluster_organisations_benefited", None, "Demo Cluster"): (1, 0, 1, 1, 1, 2, 1, 1),
    ("escp_cooperations", None, "Demo ESCP"): (0, 0, 1, 0, 1, 0, 0, 1),
    ("potential_partners_contacted", "DEU", "Demo Association Germany"): (2, 1, 1, 1, 1, 0, 0, 0),
    ("potential_partners_contacted", "FRA", "Demo Association France"): (1, 1, 0, 1, 1, 1, 0, 0),
    ("potential_partners_contacted", "ITA", "Demo Association Italy"): (1, 0, 1, 1, 0, 1, 1, 0),
    ("potential_partners_contacted", "USA", "Demo Association USA"): (1, 0, 1, 0, 1, 0, 1, 1),
    ("potential_partners_contacted", "BRA", "Demo Association Brazil"): (1, 0, 0, 1, 0, 1, 0, 1),
    ("potential_partners_contacted", "CHN", "Demo Association China"): (1, 0, 0, 1, 0, 0, 0, 1),
}
FOLLOWERS = (24, 38, 51, 66, 83, 98, 108, 121)
MEMBERS = (6, 6, 7, 7, 6, 7, 8, 8)

WEBINARS = (
    ("2020-Q2", "gaia", 17),
    ("2020-Q3", "scs", 14),
    ("2020-Q4", "mesap", 12),
    ("2021-Q1", "bnpt", 18),
    ("2021-Q1", "gaia", 13),
    ("2021-Q2", "tice", 19),
    ("2021-Q3", "scs", 16),
    ("2021-Q4", "mitc", 15),
    ("2021-Q4", "gaia", 19),
)
"""Quarter, who held a webinar, how many took part."""

APPLICATIONS = {
    ("sme_mission_usa", "2020-Q4"): (6, 5, 4, 5, 3, 4),
    ("sme_mission_brazil", "2020-Q4"): (3, 6, 6, 3, 2, 4),
    ("sme_mission_china", "2020-Q4"): (2, 1, 2, 2, 3, 2),
    ("sme_mission_china", "2021-Q4"): (1, 0, None, 0, 0, 1),
}
"""Mission and quarter: applications that each partner received."""

MISSION_SMES = {("sme_mission_usa", "2021-10"): 12, ("sme_mission_brazil", "2021-11"): 15}
"""Mission and month: how many SMEs took part; the one to Brazil is above its range."""

MEETINGS = {
    "sme_mission_usa": (6, 7, 4, 8, 6, 5, 7, 6, 9, 6, 7, 6),
    "sme_mission_brazil": (6, 7, 6, 3, 8, 6, None, 7, 6, 6, 5, None, 7, 6, 6),
}
"""Meetings of each SME on a mission; None: not reported yet."""

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


def results(chance: Random) -> list[Result]:
    """All results as they really were, in the order of the KPIs above."""
    found = [
        *_counts(chance),
        *_standing_numbers(),
        *_webinars(),
        *_new_smes(chance),
        *_new_organisations(chance),
        *_applications(),
        *_mission_smes(chance),
    ]
    return [*found, *_overlaps(chance, found)]


def reporting(period: str) -> list[str]:
    """The partners that report in a quarter."""
    return [partner for partner in PARTNERS if (partner, period) not in MISSING]


def quarter_of(period: str) -> str:
    """The quarter in which something of a month or quarter is reported."""
    year, part = period.split("-")
    return period if part.startswith("Q") else f"{year}-Q{(int(part) + 2) // 3}"


def _result(kpi_id: str, period: str, partner_id: str | None, value: float, **about: str | None) -> Result:
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


def _counts(chance: Random) -> Iterator[Result]:
    everywhere = {(kpi_id, None): amounts for kpi_id, amounts in COUNTS.items()}
    for (kpi_id, country_code), amounts in (everywhere | dict(COUNTS_OF_MARKETS)).items():
        for period, amount in zip(QUARTERS, amounts, strict=True):
            if amount is not None:
                for partner_id, part in _shared_out(chance, amount, reporting(period)):
                    yield _result(kpi_id, period, partner_id, part, country_code=country_code)


def _shared_out(chance: Random, amount: int, partners: Sequence[str]) -> list[tuple[str, int]]:
    """The amount as parts of at most three partners; nothing at all is reported by one."""
    chosen = chance.sample(partners, k=max(1, min(3, amount)))
    parts = [chance.choice(chosen) for _ in range(amount)] or chosen
    return [(partner, parts.count(partner) if amount else 0) for partner in chosen if partner in parts]


def _standing_numbers() -> Iterator[Result]:
    """One number of the consortium as a whole each quarter; the leader reports it."""
    for kpi_id, levels in (("social_network_followers", FOLLOWERS), ("partnership_members", MEMBERS)):
        yield from (_result(kpi_id, period, None, level) for period, level in zip(QUARTERS, levels, strict=True))


def _webinars() -> Iterator[Result]:
    for period, partner_id, participants in WEBINARS:
        yield _result("training_webinars", period, partner_id, 1)
        yield _result("webinar_participants", period, partner_id, participants)


def _new_smes(chance: Random) -> Iterator[Result]:
    everywhere = {(kpi_id, None): amounts for kpi_id, amounts in NEW_SMES.items()}
    for (kpi_id, country_code), amounts in (everywhere | dict(NEW_SMES_OF_MARKETS)).items():
        left = chance.sample(list(SMES), k=len(SMES))
        for period, amount in zip(QUARTERS, amounts, strict=True):
            for name in _taken(left, amount or 0, reporting(period)):
                yield _result(kpi_id, period, SMES[name], 1, country_code=country_code, organisation=name)


def _taken(left: list[str], amount: int, partners: Sequence[str]) -> list[str]:
    """The first SMEs of these partners; they are taken out of what is left."""
    names = [name for name in left if SMES[name] in partners][:amount]
    for name in names:
        left.remove(name)
    return names


def _new_organisations(chance: Random) -> Iterator[Result]:
    for (kpi_id, country_code, stem), amounts in NEW_ORGANISATIONS.items():
        arrivals = [period for period, amount in zip(QUARTERS, amounts, strict=True) for _ in range(amount or 0)]
        for number, period in enumerate(arrivals, start=1):
            partner_id = chance.choice(reporting(period))
            name = f"{stem} {number:02}"
            yield _result(kpi_id, period, partner_id, 1, country_code=country_code, organisation=name)


def _applications() -> Iterator[Result]:
    for (mission_id, period), received in APPLICATIONS.items():
        for partner_id, amount in zip(PARTNERS, received, strict=True):
            if amount is not None:
                yield _result("mission_applications", period, partner_id, amount, mission_id=mission_id)


def _mission_smes(chance: Random) -> Iterator[Result]:
    for (mission_id, period), amount in MISSION_SMES.items():
        left = chance.sample(list(SMES), k=len(SMES))
        names = _taken(left, amount, reporting(quarter_of(period)))
        for name, meetings in zip(names, MEETINGS[mission_id], strict=True):
            about = {"mission_id": mission_id, "organisation": name}
            yield _result("mission_smes", period, SMES[name], 1, **about)
            if meetings is not None:
                yield _result("mission_sme_meetings", period, SMES[name], meetings, **about)


def _overlaps(chance: Random, found: Sequence[Result]) -> Iterator[Result]:
    """Some SMEs are reported by another partner too, half of them spelt in capitals: each still counts once."""
    for row in found:
        if row["kpi_id"] in OVERLAPS_OF and chance.random() < OVERLAP_SHARE:
            others = [one for one in reporting(quarter_of(row["period"])) if one != row["partner_id"]]
            name = row["organisation"].upper() if chance.random() < CAPITALS_SHARE else row["organisation"]
            yield row | {"partner_id": chance.choice(others), "organisation": name}


def reporter(row: Result) -> str:
    """The partner whose report a result stands in."""
    return row["partner_id"] or LEADER
