"""The rated points with their averages: which they are, and as a table."""

from collections.abc import Iterable, Sequence

import pandas as pd

from dia_data import swot as logic
from dia_data.queries import swot
from dia_data.swot import Point
from pages.ui import filters
from pages.ui.data import ask
from pages.ui.swot.ratings_chart import Rated
from pages.ui.swot.text import average_ratings


def list_rated(points: Sequence[Point]) -> list[Rated]:
    """The points that the chosen partners (none: all) rated, the highest first; retired ones aside."""
    labels = logic.label_points(points)
    every = ask(swot.ratings)
    averages = average_ratings(every, filters.get_chosen("partner"))
    bases = {row.item_id: row.basis for row in every}
    rated = [
        Rated(
            point=point,
            label=labels[point.item_id],
            relevance=relevance,
            urgency=urgency,
            raters=raters,
            basis=bases[point.item_id],
        )
        for point in points
        if not point.is_retired and point.item_id in averages
        for relevance, urgency, raters in [averages[point.item_id]]
    ]
    return sorted(rated, key=lambda one: (-(one.relevance + one.urgency), one.label))


def tabulate(rated: Iterable[Rated]) -> pd.DataFrame:
    """Each rated point with its averages, and how many partners rated it."""
    return pd.DataFrame(
        [
            (
                one.label,
                one.point.quadrant,
                one.point.text,
                round(one.relevance, 2),
                round(one.urgency, 2),
                one.raters,
                one.basis,
            )
            for one in rated
        ],
        columns=["point", "quadrant", "text", "relevance", "urgency", "raters", "basis"],
    )
