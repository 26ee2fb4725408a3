"""Made-up series for tests of forecasts: what came in the quarters from 2020 on."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from dia_data.forecasts import Series
from dia_data.forecasts.series import Frame, Quarters, list_quarter_ends

STARTS, DUE = date(2020, 1, 1), date(2021, 12, 31)
ENDS = list_quarter_ends(STARTS, date(2022, 12, 31))


def history(*values: float | None, accumulate: str = "sum", **others: Any) -> Series:
    """A series with a report for each quarter that has a value; reports go on to the end of the last one."""
    points = [(end, value) for end, value in zip(ENDS, values, strict=False) if value is not None]
    found = Series(
        kpi_id="webinars",
        scope_key="consortium",
        measure="stock" if accumulate == "latest" else "count",
        accumulate=accumulate,
        points=points,
        last_reported=points[-1][0] if points else None,
        watched_until=ENDS[len(values) - 1] if values else None,
        periods=len(points),
    )
    return replace(found, **others)


def quarters(*amounts: float) -> Quarters:
    """Quarters that are equally long."""
    ages = np.arange(len(amounts) - 1, -1, -1, dtype=np.float64)
    frame = Frame(edges=np.append(-(ages + 1), 0.0), lengths=np.ones(len(amounts)), ages=ages, centres=-ages - 0.5)
    return Quarters(frame, np.array(amounts, dtype=np.float64))
