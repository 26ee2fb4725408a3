"""The sums of reports say what the reports say, whatever is corrected, named again or taken back, at every date."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from dia_data import sums
from dia_data.record.standing_reports import build_result_id
from dia_data.storage.store import Change, Store
from tests.conftest import Record, enter

PLACES = [{}, {"country_code": "DEU"}, {"mission_id": "sme_mission_usa"}]
NAMES = [None, "Alpha", "ALPHA ", "Beta", "Stra\u00dfe", "STRASSE", "Gamma", "Delta"]

OF_REPORTS = """
    select
        kpi_id, period, partner_id, country_code, mission_id, batch_id, sum(value) as value,
        count(value) as answers, count(*) as reports
    from kpi_results_as_of($as_of) group by all order by all
"""
OF_SUMS = """
    select
        kpi_id, period, partner_id, country_code, mission_id, batch_id, sum(value) as value,
        sum(answers)::bigint as answers, sum(reports)::bigint as reports
    from kpi_sums_as_of($as_of) group by all order by all
"""
NAMED_IN_REPORTS = """
    select kpi_id, count(distinct organisation_key) as names from kpi_results_as_of($as_of)
    where organisation_key <> '' and coalesce(value, 1) > 0 group by kpi_id order by kpi_id
"""
NAMED_IN_SUMS = """
    select kpi_id, (count(distinct name) + sum(names))::bigint as names
    from (
        select kpi_id, name, names from kpi_sums_as_of($as_of)
        where names > 0 or (name is not null and coalesce(value, 1) > 0)
    )
    group by kpi_id order by kpi_id
"""


def told(chance: Random) -> dict[str, Any]:
    """A report of something, more often than not about what was reported before."""
    row = {
        "kpi_id": chance.choice(["smes", "webinars"]),
        "period": chance.choice(["2020-Q1", "2020-Q2"]),
        "partner_id": chance.choice([None, "gaia", "scs"]),
        "organisation": chance.choice([*NAMES, f"Name {chance.randrange(60)}"]),
        "value": chance.choice([None, 0, 1, 2]),
        **chance.choice(PLACES),
    }
    return row | {"result_id": build_result_id(row["kpi_id"], row)}


@pytest.mark.parametrize("seed", range(3))
def test_sums_say_what_reports_say_at_every_date(store: Store, seed: int) -> None:
    chance, moments, batches = Random(seed), [None], []  # noqa: S311
    for number in range(30):
        now = datetime(2020, 1, 1) + timedelta(days=number)  # noqa: DTZ001
        store.clock = lambda now=now: now
        with store.change() as change:
            if batches and chance.random() < 0.2:
                taken_back = batches.pop(chance.randrange(len(batches)))
                change.withdraw(taken_back, withdrawn_by="a member", reason="wrong")
            else:
                rows = {row["result_id"]: row for row in (told(chance) for _ in range(chance.randint(1, 8)))}
                batches.append(enter(change, {"kpi_results": list(rows.values())}))
        moments.append(now)
    for as_of in moments:
        assert store.rows(OF_SUMS, as_of=as_of) == store.rows(OF_REPORTS, as_of=as_of)
        assert store.rows(NAMED_IN_SUMS, as_of=as_of) == store.rows(NAMED_IN_REPORTS, as_of=as_of)


def test_sums_kept_batch_by_batch_are_those_made_at_once(draft: Change) -> None:
    chance = Random(7)  # noqa: S311
    for _ in range(40):
        enter(draft, {"kpi_results": [told(chance) for _ in range(chance.randint(1, 4))]})
        kept = draft.rows("from kpi_sums order by all")
        for statement in sums.TO_MAKE_ANEW:
            draft._open_cursor.execute(statement)
        assert draft.rows("from kpi_sums order by all") == kept


def test_reports_that_another_program_wrote_are_summed_when_the_file_is_opened(store: Store, record: Record) -> None:
    record({"kpi_results": [told(Random(1)) | {"value": 2}]})  # noqa: S311
    store.close()
    with duckdb.connect(str(store.path)) as bare:
        bare.execute("insert into kpi_results select * replace ('other' as result_id) from kpi_results")
    reopened = Store(Path(store.path))
    assert reopened.rows(OF_SUMS, as_of=None) == reopened.rows(OF_REPORTS, as_of=None)
    reopened.close()
