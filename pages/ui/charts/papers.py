"""The charts of the pages as papers have them: the rows of a card in, charts that every kind of file can draw out."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from dia_data.evaluations import Spread
from dia_data.papers.paper import Chart, Series, Span
from dia_data.wording.days import format_day
from dia_data.wording.figures import is_estimate, is_known
from pages.ui.charts import chart as described_as
from pages.ui.charts import look
from pages.ui.exports import Charts
from pages.ui.indicators import kpi_status

WISHES: Mapping[str, str] = {"have": "existing business", "want": "interest"}
SECTIONS: Mapping[str, str] = {"listed": "listed in §5.2.3", "described": "described in §6, as we read it"}
"""The sections of D3.1 that say which target industries a partner covers."""
SECOND = "another reading"
"""Of a figure that the sources print twice, and differently."""
AGAINST = "#6B6577"
"""Dark enough for white figures on it."""
STEPS = "1 weak, 2 medium strong, 3 strong, 4 very strong"
DIFFERENCE_STEPS = "steps (above 0: business stronger than R&D; below 0: R&D stronger)"


def chart_described(described: described_as.Chart, *, title: str, note: str = "") -> list[Chart]:
    """What a page shows as papers draw it out: its bars and dots by name, or its lines by day; none where it has none.

    Segments of one line with one name are left out: which of them a figure is, a chart of a paper cannot tell.
    """
    lines = [mark for mark in described.marks if isinstance(mark, described_as.Line)]
    if isinstance(described.across, described_as.Days) and lines:
        return [_chart_course(described, lines, title=title)]
    series = [
        Series(name=mark.name, values=values)
        for mark in described.marks
        if isinstance(mark, described_as.Bars | described_as.Dots)
        and (values := _list_values(described, mark)) is not None
        and any(value is not None for value in values)
    ]
    if described.is_matrix or not series:
        return []
    names = [*described.lines]
    return [Chart(title=title, kind="bar", categories=names, series=series, unit=described.unit, note=note)]


def _chart_course(described: described_as.Chart, lines: Sequence[described_as.Line], *, title: str) -> Chart:
    days = sorted({point.x for line in lines for point in line.points if isinstance(point.x, date)})
    known = [(line.name, {point.x: point.y for point in line.points}) for line in lines]
    return Chart(
        title=title,
        kind="line",
        categories=[format_day(day) for day in days],
        series=[Series(name=name, values=[_as_figure(of.get(day)) for day in days]) for name, of in known],
        unit=described.unit,
    )


def _list_values(
    described: described_as.Chart, mark: described_as.Bars | described_as.Dots
) -> list[float | None] | None:
    """A figure for each name, in their order; None where a name has several."""
    told: list[tuple[described_as.Place, float | None]] = []
    if isinstance(mark, described_as.Bars):
        told = [(bar.line, None if bar.end is None else bar.end - bar.start) for bar in mark.bars]
    elif mark.is_figure:
        is_lying = described.is_lying
        told = [(point.y, _as_figure(point.x)) if is_lying else (point.x, _as_figure(point.y)) for point in mark.points]
    found = dict(told)
    axis = described.down if isinstance(described.down, described_as.Names) else described.across
    if len(found) < len(told) or not isinstance(axis, described_as.Names):
        return None
    return [found.get(place) for place in axis.at]


def _as_figure(place: described_as.Place | None) -> float | None:
    return None if place is None or isinstance(place, date) else float(place)


def draw_nothing(_rows: pd.DataFrame) -> list[Chart]:
    """No chart: the card shows a map, a matrix or a time line, and no bars or lines would say the same."""
    return []


def chart_statuses(rows: pd.DataFrame) -> list[Chart]:
    """How many KPIs stand how, each by its worst scope; none where the rows are not those of standings."""
    if not {"kpi_id", "status"} <= set(rows.columns) or rows.empty:
        return []
    words_of = [look.word for look in kpi_status.LOOKS.values()]
    worst = rows["status"].map(words_of.index).groupby(rows["kpi_id"]).min()
    counts = [float((worst == place).sum()) for place in range(len(words_of))]
    return [
        Chart(
            title="KPIs by status",
            kind="bar",
            categories=words_of,
            series=[Series(name="KPIs", values=counts)],
            unit="KPIs",
            note="A KPI with several scopes counts by its worst status.",
            colours=[look.colour for look in kpi_status.LOOKS.values()],
        )
    ]


def chart_growth(rows: pd.DataFrame) -> list[Chart]:
    """Growth of each market, year by year; other measures, which compare with nothing, stay in the table."""
    of_chart = rows[rows["indicator_id"] == rows["indicator_id"].iloc[0]] if len(rows) else rows
    dated = of_chart[of_chart["period"].notna()]
    named = dated.assign(
        period=dated["period"].map({name: _name_year(str(name), of) for name, of in dated.groupby("period")})
    )
    return [_chart_clusters(named, title="Growth by year", category="country_name", series="period", unit="%")]


def _name_year(period: str, rows: pd.DataFrame) -> str:
    """A year, and whether its figures are forecasts, or estimates as the year was not over when they were published."""
    known = rows[rows["value"].notna()]
    forecasts = known["is_forecast"].astype(bool)
    estimates = [
        is_estimate(period=period, edition=row["edition"], is_forecast=row["is_forecast"])
        for row in known.to_dict("records")
    ]
    for kind, found in (("forecast", list(forecasts)), ("estimate", estimates)):
        if any(found):
            return f"{period} {kind}" if all(found) else f"{period} (some of them {kind}s)"
    return period


def chart_payments(rows: pd.DataFrame) -> list[Chart]:
    """Days until payment in each market: both ends where a range is printed; none of them is a most."""
    ends = {
        "usual, from": rows["value_low"].fillna(rows["value"]),
        "usual, to": rows["value_high"].fillna(rows["value"]),
    }
    stacked = pd.concat([rows.assign(end=name, value=values) for name, values in ends.items()])
    return [_chart_clusters(stacked, title="Days until payment", category="country_name", series="end", unit="days")]


def chart_interest(rows: pd.DataFrame) -> list[Chart]:
    """Have beside want in each market."""
    return [_chart_wishes(rows, title="Existing business and interest", category="country_name")]


def chart_strengths(purpose: str) -> Charts:
    """The strength of each pair of regions, for a column of the pairs."""
    return partial(_chart_purpose, purpose)


def _chart_purpose(purpose: str, rows: pd.DataFrame) -> list[Chart]:
    is_difference = purpose == "difference"
    chart = _chart_clusters(
        rows.assign(purpose=purpose),
        title="Strength of cooperation by pair",
        category="pair",
        series="purpose",
        value=purpose,
        unit=DIFFERENCE_STEPS if is_difference else STEPS,
    )
    return [replace(chart, note="Steps of a scale of four words, not an amount.") if is_difference else chart]


def chart_gaps(rows: pd.DataFrame) -> list[Chart]:
    """Wishes beside existing business of each country without a partner that a share names."""
    named = rows[rows["country_name"].notna()]
    shares = {"want": named["want_pct"], "have": named["have_pct"]}
    stacked = pd.concat([named.assign(wish=wish, share_pct=values) for wish, values in shares.items()])
    stacked = stacked[stacked["want_pct"].notna() | stacked["have_pct"].notna()]
    return (
        [_chart_wishes(stacked, title="Countries without a partner", category="country_name")] if len(stacked) else []
    )


def chart_timeline(described: described_as.Timeline) -> Charts:
    """The dates of a time line within each other, as the page shows it; none where no row has a first and a last day.

    Dates that are known at one end, days that recur and the states are left to the table.
    """
    made = _chart_spans(described)
    return lambda _rows: [made] if made.categories else []


def _chart_spans(described: described_as.Timeline) -> Chart:
    rows = [row for row in described.rows if row.spans]
    kinds = [kind for kind in described.kinds if any(span.kind == kind.name for row in rows for span in row.spans)]
    spans = [
        Span(line=line, series=series, first=span.first, last=span.last)
        for line, row in enumerate(rows)
        for series, kind in enumerate(kinds)
        for span in row.spans
        if span.kind == kind.name
    ]
    days = {(span.series, span.line): float((span.last - span.first).days + 1) for span in spans}
    thickest = max((kind.height for kind in kinds), default=1)
    return Chart(
        title="Time line",
        kind="spans",
        categories=[row.name for row in rows],
        series=[
            Series(
                name=kind.name,
                values=[days.get((series, line)) for line in range(len(rows))],
                colour=kind.fill,
                thick=kind.height / thickest,
            )
            for series, kind in enumerate(kinds)
        ],
        spans=spans,
        note=_explain_timeline(described, left_out=sum(not row.is_heading and not row.spans for row in described.rows)),
    )


def _explain_timeline(described: described_as.Timeline, *, left_out: int) -> str:
    """Where today lies, and what is not drawn."""
    kinds = ", ".join(kind.name for kind in described.kinds)
    sentences = [f"Today is {format_day(described.today)}. Dates lie over each other in this order: {kinds}."]
    if left_out:
        sentences.append(f"{left_out} without both a first and a last day are left out.")
    if any(row.dues or row.open_ends for row in described.rows):
        sentences.append("Days that recur, and dates of which one end alone is known, are not drawn.")
    return " ".join(sentences)


def chart_marks(rows: pd.DataFrame, views: Mapping[str, str]) -> list[Chart]:
    """How many trends are marked for each industry, in each view of the matrix; which ones, the matrix tells.

    `views` lead from the columns of marks to the names of the views.
    """
    if rows.empty:
        return []
    industries = list(dict.fromkeys(rows["industry_name"]))
    counted = {
        name: [float(rows.loc[rows["industry_name"] == one, view].sum()) for one in industries]
        for view, name in views.items()
    }
    return [
        Chart(
            title="Marked pairs by industry",
            kind="bar",
            categories=industries,
            series=[Series(name=name, values=values) for name, values in counted.items()],
            unit="trends",
            note="The table lists the trends.",
        )
    ]


def chart_industries(rows: pd.DataFrame) -> list[Chart]:
    """How many target industries each section of the source names for each partner; which ones, the matrix tells."""
    if rows.empty:
        return []
    partners = list(dict.fromkeys(rows["partner"]))
    counted = rows.groupby("partner")[list(SECTIONS)].sum()
    return [
        Chart(
            title="Target industries by partner",
            kind="bar",
            categories=[str(name) for name in partners],
            series=[
                Series(name=name, values=[float(counted.loc[partner, column]) for partner in partners])
                for column, name in SECTIONS.items()
            ],
            unit="target industries",
            note="The table names the industries.",
        )
    ]


def chart_evidence(rows: pd.DataFrame) -> list[Chart]:
    """How much evidence was linked against and for each point of a board, to the left and right; retired ones aside."""
    counting = rows[~rows["is_retired"].astype(bool)]
    if counting.empty:
        return []
    warned = counting.loc[counting["rules_tripped"] > 0, "point"]
    return [
        Chart(
            title="Evidence against and for each point",
            kind="diverging",
            categories=[f"{name} {text}" for name, text in zip(counting["point"], counting["text"], strict=True)],
            series=[
                Series(
                    name="against",
                    values=[float(count) for count in counting["contradicted_by"]],
                    colour=AGAINST,
                ),
                Series(name="for", values=[float(count) for count in counting["supported_by"]], colour=look.PURPLE),
            ],
            unit="links of ours",
            note=f"No bar: no link. Active warning: {', '.join(warned) or 'none'}.",
        )
    ]


def chart_minutes(rows: pd.DataFrame) -> list[Chart]:
    """The minutes of each item of an agenda, in their order; those that are dropped are left out."""
    kept = rows[~rows["is_dropped"].astype(bool)] if len(rows) else rows
    if kept.empty:
        return []
    return [
        Chart(
            title="Minutes by item",
            kind="bar",
            categories=[str(title) for title in kept["title"]],
            series=[Series(name="minutes", values=[float(minutes) for minutes in kept["minutes"]])],
            unit="minutes",
        )
    ]


def chart_ratings(rows: pd.DataFrame) -> list[Chart]:
    """Relevance and urgency of each rated point."""
    if rows.empty:
        return []
    return [
        Chart(
            title="Relevance and urgency",
            kind="bar",
            categories=list(rows["point"]),
            series=[
                Series(name=name, values=[float(value) for value in rows[name]]) for name in ("relevance", "urgency")
            ],
            unit="1 low to 5 high",
        )
    ]


def chart_answers(rows: pd.DataFrame) -> list[Chart]:
    """How many activities are linked to each point that has any; which ones, the table tells."""
    if rows.empty:
        return []
    counted = rows.groupby("point", sort=False).size()
    return [
        Chart(
            title="Activities linked to each point",
            kind="bar",
            categories=[str(name) for name in counted.index],
            series=[Series(name="activities", values=[float(count) for count in counted])],
            unit="activities",
            note="Points without a link are left out.",
        )
    ]


def chart_shifts(rows: pd.DataFrame) -> list[Chart]:
    """How often each parameter of a value chain is shifted, in place of the streams; none where none is."""
    moved = rows[rows["step"] == "industry → parameter"]
    if moved.empty:
        return []
    counted = moved.groupby("to", sort=False)[["very_strong", "strong"]].sum()
    return [
        Chart(
            title="Shifts of value-chain parameters",
            kind="bar",
            categories=list(counted.index),
            series=[
                Series(name="very strong", values=[float(count) for count in counted["very_strong"]]),
                Series(name="strong", values=[float(count) for count in counted["strong"]]),
            ],
            unit="shifts in figure 7",
            note="The table shows the links.",
        )
    ]


def chart_judgements(spreads: Sequence[Spread], names: Mapping[str, str]) -> Charts:
    """The lowest and the highest judgement of each activity, as the page ranks them."""
    return lambda _rows: [
        Chart(
            title="Lowest and highest judgement",
            kind="bar",
            categories=[names[one.activity_id] for one in spreads],
            series=[
                Series(name="lowest", values=[float(one.values[0]) for one in spreads]),
                Series(name="highest", values=[float(one.values[-1]) for one in spreads]),
            ],
            unit="1 low to 5 high",
        )
    ]


def _chart_wishes(rows: pd.DataFrame, *, title: str, category: str) -> Chart:
    named = rows.assign(wish=rows["wish"].map(WISHES))
    return _chart_clusters(
        named, title=title, category=category, series="wish", value="share_pct", unit="% of the countries named"
    )


def _chart_clusters(
    rows: pd.DataFrame, *, title: str, category: str, series: str, value: str = "value", unit: str
) -> Chart:
    """A bar for each row: a group for each category, a colour for each series, both in the order of the rows.

    Where two rows say different things of the same bar, the second stands in a series of its own.
    """
    categories = list(dict.fromkeys(str(name) for name in rows[category]))
    lines: dict[str, dict[str, float]] = {}
    for row in rows.to_dict("records"):
        if is_known(row[value]):
            _tell(lines, row, category=category, series=series, value=value)
        else:
            lines.setdefault(str(row[series]), {})
    return Chart(
        title=title,
        kind="bar",
        categories=categories,
        series=[Series(name=name, values=[of.get(one) for one in categories]) for name, of in lines.items()],
        unit=unit,
    )


def _tell(
    told: dict[str, dict[str, float]], row: Mapping[Hashable, Any], *, category: str, series: str, value: str
) -> None:
    name, place, figure = str(row[series]), str(row[category]), float(row[value])
    known = told.setdefault(name, {})
    if known.setdefault(place, figure) != figure:
        told.setdefault(f"{name}, {SECOND}", {})[place] = figure
