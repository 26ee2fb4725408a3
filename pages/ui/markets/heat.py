"""How the cells of the side-by-side table are shaded: by the declared direction of their row. Rows in, styles out."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dia_data.names import normalise
from dia_data.queries.markets import Step
from dia_data.wording.figures import is_known
from pages.ui import market_table

FAINTEST, DARKEST = 0.05, 0.36
"""How strong the colour is in the cell of the worst and of the best figure of a row."""
SHADE = "background-color: rgba(139, 79, 191, {:.2f})"
BETTER, WORSE = "better", "worse"
LEAST = 2
"""Different figures that it takes to tell a better one from a worse one."""
HELP = (
    "Darker is better. Each row is shaded on its own, by the year known for most markets. Rows where neither high nor "
    "low is better, and cells without a figure, are not shaded."
)


def shade(table: pd.DataFrame, compared: pd.DataFrame, steps: Sequence[Step]) -> pd.DataFrame:
    """The style of each cell of the table (`market_table.pivot`), whose first rows are the compared indicators."""
    styles = pd.DataFrame("", index=table.index, columns=table.columns)
    of_words = {(step.indicator_id, normalise(step.word)): float(step.place) for step in steps}
    for at, (_, rows) in enumerate(compared.groupby("indicator_id", sort=False)):
        for market, score in score_markets(rows, of_words).items():
            styles.iloc[at, list(styles.columns).index(market)] = SHADE.format(FAINTEST + (DARKEST - FAINTEST) * score)
    return styles


def score_markets(rows: pd.DataFrame, of_words: Mapping[tuple[str, str], float]) -> dict[str, float]:
    """How good the figure of each market is among all of an indicator, from 0 to 1; none without a direction."""
    direction = rows["higher_is"].iloc[0]
    if direction not in (BETTER, WORSE):
        return {}
    newest = market_table.select_most_known(rows)
    values = {
        str(row["country_name"]): value
        for row in newest.to_dict("records")
        if (value := _read_value(row, of_words)) is not None
    }
    if len(set(values.values())) < LEAST:
        return {}
    low, high = min(values.values()), max(values.values())
    return {
        name: (value - low if direction == BETTER else high - value) / (high - low) for name, value in values.items()
    }


def _read_value(row: Mapping[Any, Any], of_words: Mapping[tuple[str, str], float]) -> float | None:
    """The figure of a cell; of a range its upper end, of a word its place on its scale."""
    if is_known(row["label"]):
        return of_words.get((str(row["indicator_id"]), normalise(str(row["label"]))))
    known = [row[name] for name in ("value_high", "value", "value_low") if is_known(row[name])]
    return float(known[0]) if known else None
