"""Standing numbers: a random walk with drift, worked out by hand."""

from datetime import date

import pytest
from scipy.stats import t

from dia_data.forecasts import stock

DAYS = [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)]


def test_a_level_goes_on_by_its_mean_step_and_is_known_as_well_as_its_steps_are_alike():
    # 366 and 365 days, up by 40 and 50: the steps per quarter are about 10 and 12.5 around 11.24.
    levels = (100, 140, 190)
    lasted = [366 / 91.3125, 365 / 91.3125]
    total = sum(lasted)
    drift = 90 / total
    errors = sum((step - drift * long) ** 2 / long for step, long in zip((40, 50), lasted, strict=True))
    variance = (errors + drift / 2 + 1 / 6) / 2
    made = stock.predict(list(zip(DAYS, levels, strict=True)), 2)
    theirs = t(2, 190 + 2 * drift, (variance * 2 * (1 + 2 / total)) ** 0.5)
    assert made.median == pytest.approx(theirs.median())
    assert (made.quantile(0.1), made.quantile(0.9)) == pytest.approx(theirs.interval(0.8))
    assert made.below(200) == pytest.approx(theirs.cdf(200))


def test_a_level_that_never_changed_is_still_not_certain():
    made = stock.predict([(day, 9.0) for day in DAYS], 1)
    assert made.median == 9
    assert 8 < made.quantile(0.1) < 9 < made.quantile(0.9) < 10
