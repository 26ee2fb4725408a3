"""All KPIs as they stand on a day, made from the record once for each state of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dia_data import local_time
from dia_data.kpis import Standing
from dia_data.queries import activities, choices, kpis, markets
from dia_data.roadmap import Activity
from dia_data.wording.programmes import describe_programme
from pages.ui.data import ask, ask_undated, prefetch
from pages.ui.indicators import kpi_rows
from pages.ui.indicators.kpi_rows import Kpi


@dataclass(frozen=True, kw_only=True)
class Overview:
    """All KPIs as they stand on a day, and what codes are called."""

    kpis: tuple[Kpi, ...]
    names: Mapping[str, str]
    """From countries and missions to their names."""
    markets: Mapping[str, str]
    missions: Mapping[str, str]
    """From missions to their countries."""
    change: kpi_rows.Change | None
    """What the last reports changed; None where there is none."""
    before: tuple[Standing, ...]
    """How all stood before the last reports; empty where there is none."""
    silence: str
    """Why nothing is reported; an empty text where something is."""

    @property
    def labels(self) -> dict[str, str]:
        """Each KPI by its name: what stands in the address."""
        return {row.kpi_id: row.name for row in self.kpis}

    @property
    def is_reported(self) -> bool:
        """Whether there is any result at all."""
        return not self.silence

    def of(self, kpi_id: str) -> Kpi:
        """One KPI."""
        return next(row for row in self.kpis if row.kpi_id == kpi_id)


def build_overview(*, today: date) -> Overview:
    """The KPIs as they stand on a day."""
    # Beside the longest question, that of the standings.
    prefetch(kpis.participants)
    prefetch(kpis.result_bases)
    standings = ask(kpis.standings, today=today)
    missions = [row for row in ask(activities.activities) if row.kind == "mission"]
    bases = ask(kpis.result_bases)
    rows = tuple(
        kpi_rows.build_rows(
            ask(kpis.definitions),
            standings,
            ask(kpis.series, today=today),
            bases,
        )
    )
    since, before = _find_previous(rows)
    countries = ask(choices.countries)
    names = dict(zip(countries["code"], countries["name"], strict=True))
    targets = ask(markets.targets)
    targets = targets[targets["role"] != "reserve"]
    return Overview(
        kpis=rows,
        names=names | {one.activity_id: name_mission(one) for one in missions},
        markets=dict(zip(targets["country_code"], targets["country_name"], strict=True)),
        missions={one.activity_id: one.country_code for one in missions if one.country_code},
        change=kpi_rows.find_change(before, rows, since=since) if since else None,
        before=before,
        silence="" if any(one.result is not None for row in rows for one in row.standings) else _explain_silence(today),
    )


def name_mission(mission: Activity) -> str:
    """What a mission is called where it stands beside markets: by its country, where it has one."""
    return f"{mission.country_name} mission" if mission.country_name else mission.activity_name


def _find_previous(rows: Sequence[Kpi]) -> tuple[date | None, tuple[Standing, ...]]:
    """The day of the last report, and how all stood at the end of the day before; None where nothing is reported."""
    last = max((one.last_reported for row in rows for one in row.standings if one.last_reported), default=None)
    if last is None:
        return None, ()
    before = last - timedelta(days=1)
    return last, tuple(ask_undated(kpis.standings, today=before, as_of=local_time.find_end_of_day(before)))


def _explain_silence(today: date) -> str:
    programme = next(iter(ask(activities.programme)), None)
    return describe_programme(programme, today=today) if programme else "No dates of the programme are known."
