"""A small programme to report on: partners, markets, missions, KPIs of each kind, and a clock that stands still."""

import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from dia_data.storage.store import Store
from tests.conftest import enter

NOW = datetime(2020, 8, 15, 12, 30)  # noqa: DTZ001  # the record writes UTC without an offset

KPIS = [
    ("webinars", "Training webinars", "webinars", "count", "consortium", "sum"),
    ("smes", "Engaged SMEs", "SMEs", "distinct", "consortium", "distinct"),
    ("followers", "Followers", "followers", "stock", "consortium", "latest"),
    ("turnover", "Increase of turnover", "%", "percentage", "consortium", "mean"),
    ("meetings", "Matchmaking meetings", "meetings", "count", "market", "sum"),
    ("mission_smes", "SMEs on a mission", "SMEs", "distinct", "mission", "distinct"),
    ("mission_sme_meetings", "Meetings of an SME", "meetings", "count", "sme_mission", "sum"),
]
TARGETS = [
    ("webinars", "consortium", 7, None),
    ("meetings", "each_market", 100, None),
    ("mission_smes", "each_mission", 10, 14),
]
COUNTS = {"mission_smes": "smes_per_mission"}
READINGS = [
    ("all", "Each of the target markets", "target_markets", True),
    ("missions", "Each country of a mission", "mission_markets", False),
]
COLUMNS = ("kpi_id", "kpi_name", "unit", "measure", "scope", "accumulate")


class Shelf:
    """Copies of a file: one that a test recorded nothing in serves the next test as well."""

    def __init__(self, file: Path) -> None:
        self._file, self._kept, self._revision = file, None, 0

    def take(self, folder: Path) -> Store:
        """A record as in the file, with the clock that stands still; where it must be made anew, in `folder`."""
        store = self._kept or Store(Path(shutil.copy(self._file, folder / "dia.duckdb")))
        self._kept, self._revision, store.clock = None, store.revision, lambda: NOW
        return store

    def put_back(self, store: Store) -> None:
        if store.revision == self._revision and not store._is_closed:
            self._kept = store
        else:
            store.close()

    def clear(self) -> None:
        if self._kept:
            self._kept.close()


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Iterator[Shelf]:
    """Where records to report in come from."""
    path = Path(shutil.copy(empty_file, tmp_path_factory.mktemp("reporting")))
    with closing(Store(path)) as store:
        begin_reporting(store)
    kept = Shelf(path)
    yield kept
    kept.clear()


@pytest.fixture
def reporting(shelf: Shelf, tmp_path: Path) -> Iterator[Store]:
    """A record with a programme from January 2020 to September 2021, in August 2020."""
    store = shelf.take(tmp_path)
    yield store
    shelf.put_back(store)


def begin_reporting(store: Store) -> None:
    """Record the small programme in a store, and set its clock."""
    store.clock = lambda: NOW
    with store.change() as change:
        enter(change, PROGRAMME, kind="document", source_id="d31")


PROGRAMME = {
    "countries": [
        {"country_code": code, "country_name": name}
        for code, name in (("DEU", "Germany"), ("USA", "USA"), ("MEX", "Mexico"), ("FRA", "France"))
    ],
    "sectors": [{"sector_id": "ict", "kind": "cluster"}],
    "partners": [
        {"partner_id": "scs", "short_name": "SCS", "position": 1, "country_code": "FRA", "sector_id": "ict"},
        {"partner_id": "gaia", "short_name": "GAIA", "position": 2, "country_code": "FRA", "sector_id": "ict"},
    ],
    "markets": [
        {"country_code": "DEU", "role": "target_europe", "position": 1},
        {"country_code": "USA", "role": "target_world", "position": 2},
        {"country_code": "MEX", "role": "reserve", "position": 3},
    ],
    "activities": [
        {
            "activity_id": "sme_mission_usa",
            "activity_name": "Mission to USA",
            "kind": "mission",
            "mission": "sme",
            "country_code": "USA",
        },
        {"activity_id": "sme_call", "activity_name": "SME call", "kind": "sme", "position": 2},
    ],
    "activity_dates": [
        {"activity_id": "sme_call", "kind": "planned", "starts": date(2020, 3, 1), "ends": date(2020, 4, 30)}
    ],
    "programme_dates": [{"programme_id": "dia", "starts": date(2020, 1, 1), "ends": date(2021, 9, 30)}],
    "kpis": [
        dict(zip(COLUMNS, kpi, strict=True)) | {"position": place, "counts": COUNTS.get(kpi[0])}
        for place, kpi in enumerate(KPIS, start=1)
    ],
    "kpi_readings": [
        {"kpi_id": "meetings", "reading_id": reading_id, "meaning": meaning, "holds_for": holds_for, "is_ours": is_ours}
        for reading_id, meaning, holds_for, is_ours in READINGS
    ],
    "kpi_targets": [
        {"kpi_id": kpi, "scope_key": scope, "target_min": low, "target_max": high} for kpi, scope, low, high in TARGETS
    ],
}
