"""When the partners report in the demonstration: a batch for each partner, quarter and group of KPIs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from dia_data.demonstration.results import QUARTERS, Result, quarter_of, reporter, results
from dia_data.demonstration.timeline import PARTNERS, Entry, Withdrawal, author
from dia_data.documents import periods
from dia_data.record.reports import result_id

GROUPS: Mapping[str, tuple[str, ...]] = {
    "visibility and training": (
        "dissemination_events",
        "social_network_followers",
        "cooperation_workshops",
        "training_webinars",
        "webinar_participants",
        "international_trade_fairs",
        "sponsor_agreements",
    ),
    "partnerships": (
        "cluster_organisations_benefited",
        "escp_cooperations",
        "potential_partners_contacted",
        "international_agreements",
        "partnership_members",
    ),
    "SMEs": (
        "highly_engaged_smes",
        "discussion_group_smes",
        "benefited_smes",
        "ambassador_smes",
        "matchmaking_meetings",
        "sme_partnership_agreements",
    ),
    "missions": ("exploratory_missions", "mission_applications", "mission_smes", "mission_sme_meetings"),
}

SOONEST, LATEST = 2, 20
"""Days after the end of a quarter within which reports usually come."""

LATE = {("bnpt", "2020-Q2"): 48, ("gaia", "2021-Q1"): 61, ("tice", "2021-Q3"): 66}
"""Days after the end of the quarter when partners were late."""

YEAR_END = QUARTERS[-1]
YEAR_END_FROM, YEAR_END_DAYS = datetime.fromisoformat("2021-12-13"), 15
"""The last quarter is reported before it is over, for the review at the end of the year."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """The first result of a KPI in a period was reported wrong; when and why it was put right."""

    kpi_id: str
    period: str
    reported: float
    after_days: int
    why: str


SLIPS = (
    Slip(kpi_id="matchmaking_meetings", period="2020-Q4", reported=21, after_days=24, why="One list was added twice."),
    Slip(kpi_id="dissemination_events", period="2021-Q1", reported=4, after_days=15, why="Several days of one event."),
    Slip(kpi_id="webinar_participants", period="2021-Q2", reported=91, after_days=9, why="Digits were swapped."),
    Slip(
        kpi_id="mission_applications", period="2020-Q4", reported=9, after_days=12, why="Three are of other clusters."
    ),
)

TYPED_FOLLOWERS = 1080.0
TYPED_FOR = "2021-Q3"
"""The followers were once typed with a zero too many; that report was withdrawn and made again."""


def entries(chance: Random) -> list[Entry]:
    """The reports, their corrections, and the one that was withdrawn."""
    rows = results(chance)
    slips = {_first(rows, slip): slip for slip in SLIPS}
    found: list[Entry] = []
    for (partner_id, period), moment in _moments(chance).items():
        of_report = [row for row in rows if (reporter(row), quarter_of(row["period"])) == (partner_id, period)]
        found += _reports(partner_id, period, moment, [_as_told(row, slips) for row in of_report])
        found += [_put_right(row, slips[_id(row)], moment) for row in of_report if _id(row) in slips]
        found += [_typing_error(row, moment) for row in of_report if _is_typing_error(row)]
    return found


def _moments(chance: Random) -> dict[tuple[str, str], datetime]:
    """When each partner sits down to report a quarter."""
    moments = {}
    for period in QUARTERS:
        ends = datetime.combine(periods.parse(period).ends, datetime.min.time())
        for partner_id in PARTNERS:
            days = LATE.get((partner_id, period)) or chance.randint(SOONEST, LATEST - 1)
            day = ends + timedelta(days=days)
            if period == YEAR_END:
                day = YEAR_END_FROM + timedelta(days=chance.randint(0, YEAR_END_DAYS))
            moments[partner_id, period] = day + timedelta(hours=8, minutes=chance.randint(0, 400))
    return moments


def _reports(partner_id: str, period: str, moment: datetime, rows: Sequence[Result]) -> Iterator[Entry]:
    """One batch for each group of KPIs that a partner has something to say about."""
    for minutes, (group, kpis) in enumerate(GROUPS.items()):
        told = [_row(result) for result in rows if result["kpi_id"] in kpis]
        if told:
            at = moment + timedelta(minutes=11 * minutes)
            yield Entry(at=at, author=author(partner_id), facts={"kpi_results": told}, note=f"{period}: {group}")


def _row(result: Result) -> Result:
    return {"result_id": _id(result), **result}


def _id(result: Result) -> str:
    return result_id(result["kpi_id"], result)


def _first(rows: Sequence[Result], slip: Slip) -> str:
    """The report that a slip is in: the first of its KPI and period that is not zero."""
    return next(
        _id(row) for row in rows if (row["kpi_id"], row["period"]) == (slip.kpi_id, slip.period) and row["value"]
    )


def _as_told(result: Result, slips: Mapping[str, Slip]) -> Result:
    slip = slips.get(_id(result))
    return result | {"value": float(slip.reported)} if slip else result


def _put_right(result: Result, slip: Slip, moment: datetime) -> Entry:
    row = _row(result | {"comment": slip.why})
    at = moment + timedelta(days=slip.after_days)
    return Entry(at=at, author=author(reporter(result)), facts={"kpi_results": [row]}, note=f"Corrected: {slip.why}")


def _is_typing_error(result: Result) -> bool:
    return (result["kpi_id"], result["period"]) == ("social_network_followers", TYPED_FOR)


def _typing_error(result: Result, moment: datetime) -> Entry:
    """The day before the right number is reported, a wrong one, taken back after two hours."""
    at = moment - timedelta(days=1)
    who = author(reporter(result))
    taken_back = Withdrawal(at=at + timedelta(hours=2), author=who, reason="Typing error: a zero too many.")
    row = _row(result | {"value": TYPED_FOLLOWERS})
    return Entry(at=at, author=who, facts={"kpi_results": [row]}, note="Followers", withdrawn=taken_back)
