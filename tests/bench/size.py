"""How what a member waits for grows with the record: 20,000 reports, 200,000, a million, in one run."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.sync.client import ClientConnection, connect

from dia_data.documents import loading
from dia_data.documents.periods import find_month_end
from dia_data.queries import kpis as questions
from dia_data.record import kpis, rehearsal
from dia_data.record.standing_reports import build_result_id
from dia_data.storage.store import Store
from tests.bench import servers, wire
from tests.bench.findings import Finding

SIZES = (20_000, 200_000, 1_000_000)
"""Reports; the first is what the others are compared with."""

SAVE_RATIO, FIRST_RATIO, LATER_RATIO = 2, 4, 1.5
SAVES, FIRST_VISITS, LATER_VISITS = 5, 3, 3
MOST_BYTES = 1_000_000
"""Of one visit."""
PAST = "as_of=2021-03-31"
PAGES = {"": "", "record": "", "kpis": PAST}
"""The pages visited, and what their addresses say."""
FIRST_MONTH, MONTHS = date(2020, 1, 1), 17
LARGEST = "benefited_smes"
"""The KPI that half of the reports are about."""
CORRECTED = 100
"""Of so many reports one is recorded again."""
CHANGES = 5_000
"""Batches of other things, which come before."""

REPORTS = """
    select
        kpi_id, period, partner_id, country_code, mission_id, organisation, month, measure,
        if(measure = 'distinct', 1, 1 + number % 5)::double as value
    from (
        select
            number, (hash(number) % 1000000007)::bigint as chance, chance % $months as month, kpi_id, measure,
            strftime(date '2020-01-01' + to_months(month::int), '%Y-%m') as period,
            ['scs', 'gaia', 'tice', 'mesap', 'mitc', 'bnpt'][(chance // 17) % 6 + 1] as partner_id,
            'SME ' || if(ends_with(scope, 'mission'), (chance // 102) % 12, number) as organisation,
            if(
                scope = 'market', ['DEU', 'FRA', 'ITA', 'BRA', 'CHN', 'USA'][(chance // 7) % 6 + 1], null
            ) as country_code,
            if(
                scope in ('mission', 'sme_mission'),
                ['sme_mission_usa', 'sme_mission_china', 'sme_mission_brazil'][(chance // 11) % 3 + 1], null
            ) as mission_id
        from range($reports) as numbers (number)
        inner join kpis_as_of(null) as kpis
            on if(number % 2 = 0, kpis.kpi_id = $largest, position = number // 2 % 23 + 1)
    )
    order by month, partner_id
"""


OTHER_BATCHES = """
    insert into batches (batch_id, kind, source_id, recorded_at, recorded_by, revision)
    select 'event_form/events/' || number, 'entry', 'event_form', timestamp '2019-12-01', 'somebody', number
    from range(1000, 1000 + $batches) as numbers (number)
"""
OTHER_CHANGES = """
    insert into changes (revision, batch_id, action, changed_at)
    select number, 'event_form/events/' || number, 'recorded', timestamp '2019-12-01'
    from range(1000, 1000 + $batches) as numbers (number)
"""


class Clock:
    """A clock that says what it is told."""

    def __init__(self) -> None:
        """Begin before the first report."""
        self.now = datetime(2019, 12, 1)  # noqa: DTZ001  the record writes UTC without an offset

    def __call__(self) -> datetime:
        """The moment told last."""
        return self.now


class Addressed:
    """A connection whose visitor has something in the address of the page; it counts what comes."""

    def __init__(self, connection: ClientConnection, address: str) -> None:
        self._connection = connection
        self._address = address
        self.received = 0

    def send(self, message: bytes) -> None:
        """Send a message with the address added."""
        asked = BackMsg.FromString(message)
        asked.rerun_script.query_string = self._address
        self._connection.send(asked.SerializeToString())

    def recv(self, timeout: float) -> Any:
        """The next answer."""
        answer = self._connection.recv(timeout)
        self.received += len(answer)
        return answer


def measure() -> list[Finding]:
    """Each wait at each size beside the smallest one."""
    with ExitStack() as opened:
        folders = {reports: opened.enter_context(servers.documents()) for reports in SIZES}
        for reports, data in folders.items():
            fill(data / "dia.duckdb", reports)
        return compared(folders)


def compared(folders: Mapping[int, Path]) -> list[Finding]:
    """The waits over records by their numbers of reports, in turn: whatever else the machine does meets all of them."""
    wire.ANSWER_SECONDS = 300
    found = _saves(folders)
    for page, address in PAGES.items():
        where = f"/{page}{' as of a past date' if address else ''}"
        rounds = [
            {reports: _visits(data, page, address) for reports, data in folders.items()} for _ in range(FIRST_VISITS)
        ]
        for reports in folders:
            first, *later = zip(*(of_round[reports] for of_round in rounds), strict=True)
            found[f"{where}, first visit", FIRST_RATIO][reports] = list(first)
            found[f"{where}, later visits", LATER_RATIO][reports] = [seconds for visit in later for seconds in visit]
    least = min(folders)
    return [
        Finding(
            what=f"{what}, {reports:,} reports", times=times, peer_name=f"{least:,}", peer=of_sizes[least], ratio=ratio
        )
        for (what, ratio), of_sizes in found.items()
        for reports, times in of_sizes.items()
    ]


def _visits(data: Path, page: str, address: str) -> list[float]:
    """The seconds of a first visit and of later ones, by a server that has shown another page before."""
    with servers.running(servers.DASHBOARD, data) as server:
        with wire.session(server, "trends"):
            pass
        visits = [_visit(server, page, address) for _ in range(1 + LATER_VISITS)]
    if visits[-1][1] > MOST_BYTES:
        raise RuntimeError(f"/{page} sent {visits[-1][1]:,} bytes; at most {MOST_BYTES:,} are wanted.")
    return [seconds for seconds, _ in visits]


def _visit(server: servers.Server, page: str, address: str) -> tuple[float, int]:
    with connected(server, address) as connection:
        begun = time.perf_counter()
        wire.Session(connection, page)  # type: ignore[arg-type]
        return time.perf_counter() - begun, connection.received


@contextmanager
def connected(server: servers.Server, address: str) -> Iterator[Addressed]:
    """A connection to the server, closed when the block ends."""
    where = f"ws://localhost:{server.port}/_stcore/stream"
    with connect(where, subprotocols=["streamlit"], max_size=None, proxy=None) as connection:
        yield Addressed(connection, address)


def _saves(folders: Mapping[int, Path]) -> dict[tuple[str, float], dict[int, list[float]]]:
    """How long it takes to save one result, and to see beforehand what saving it would change."""
    found: dict[tuple[str, float], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    with ExitStack() as opened:
        stores = {
            reports: opened.enter_context(closing(Store(data / "dia.duckdb"))) for reports, data in folders.items()
        }
        for turn, (reports, store) in product(range(SAVES), stores.items()):
            name = {"period": "2021-05", "partner_id": "gaia", "organisation": f"New {turn}"}
            number = {"period": f"2021-0{turn + 1}", "partner_id": "scs", "value": 3}
            acts = {
                "check one number": partial(_check, store, number),
                "save one number": partial(_save, store, "training_webinars", number),
                "save one name": partial(_save, store, LARGEST, name),
            }
            for what, act in acts.items():
                found[what, SAVE_RATIO][reports].append(_seconds(act))
    return found


def _save(store: Store, kpi_id: str, row: Mapping[str, Any]) -> None:
    kpis.record_results(store, kpi_id=kpi_id, rows=[row], author="somebody")


def _check(store: Store, row: Mapping[str, Any]) -> None:
    rehearsal.rehearse(
        store,
        kpis.record_results,
        lambda reader: questions.standings(reader, today=date(2021, 6, 30)),
        kpi_id="training_webinars",
        rows=[row],
        author="somebody",
    )


def _seconds(act: Callable[[], None]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def fill(path: Path, reports: int) -> None:
    """Record so many reports in the days after their months, in one transaction, and some of them again later."""
    clock = Clock()
    store = Store(path, clock=clock)
    loading.load(store)
    store.close()
    with duckdb.connect(str(path)) as bare:
        bare.execute(OTHER_BATCHES, {"batches": CHANGES})
        bare.execute(OTHER_CHANGES, {"batches": CHANGES})
    store = Store(path, clock=clock)
    rows = (
        duckdb.arrow(store.frame(REPORTS, reports=reports, months=MONTHS, largest=LARGEST)).to_arrow_table().to_pylist()
    )
    batches: dict[tuple[int, str], dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        kept = {name: value for name, value in row.items() if name not in ("month", "measure")}
        kept |= {"result_id": build_result_id(row["kpi_id"], row), "basis": "entered"}
        batches.setdefault((row["month"], row["partner_id"]), {})[kept["result_id"]] = kept
    with store.change() as change:
        for place, ((month, partner_id), of_batch) in enumerate(batches.items()):
            begins = date(2020 + month // 12, month % 12 + 1, 1)
            clock.now = datetime.combine(find_month_end(begins), datetime.min.time()) + timedelta(days=2, minutes=place)
            _record(change, partner_id, list(of_batch.values()))
        clock.now += timedelta(days=1)
        for (_, partner_id), of_batch in batches.items():
            again = [row | {"comment": "corrected"} for row in list(of_batch.values())[::CORRECTED]]
            _record(change, partner_id, again)
    store.close()


def _record(change: Any, who: str, rows: list[Mapping[str, Any]]) -> None:
    change.record(kind="entry", source_id="kpi_form", recorded_by=who, facts={"kpi_results": rows})
