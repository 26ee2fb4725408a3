"""How much of a quarter each partner has reported: a sentence, and a bar for each."""

from collections.abc import Mapping

from dia_data.documents import periods
from dia_data.queries import results
from dia_data.record import choices, kpis
from dia_data.wording.days import format_period
from dia_data.wording.figures import format_count
from pages.ui.charts import show
from pages.ui.charts.chart import Bar, Bars, Chart, Layout, Names, Scale, Style
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.data import ask_undated
from pages.ui.markdown import escape_markdown
from pages.ui.record import reporter

FONT, LINE_HEIGHT, BAR, TRACK = 13, 24, 12, 0.18
NAMES_WIDTH, FIGURES_WIDTH = 124, 64


def draw(period: str) -> None:
    """The bars of all partners, those of the one that is reported for in colour."""
    names, counts, total = ask_undated(choices.list_partners), _count(period), len(ask_undated(kpis.list_kpis))
    chart = chart_progress(counts, names, total=total, period=period, chosen=reporter.get_reporter())
    show.show(chart, key="record_progress", height=LINE_HEIGHT * len(names))


def describe(period: str) -> str:
    """The same as a sentence in markdown, on the partner that is chosen, or else on how many reported anything."""
    counts = _count(period)
    return write_progress(
        counts,
        ask_undated(choices.list_partners),
        total=len(ask_undated(kpis.list_kpis)),
        period=period,
        chosen=reporter.get_reporter(),
    )


def _count(period: str) -> Mapping[str, int]:
    counts: Mapping[str, int] = ask_undated(
        results.count_reported_kpis, of_periods=periods.list_overlapping(periods.parse_period(period))
    )
    return counts


def write_progress(
    counts: Mapping[str, int], names: Mapping[str, str], *, total: int, period: str, chosen: str | None
) -> str:
    """How many KPIs the chosen partner has reported for a quarter; where none is chosen, how many partners did."""
    if chosen not in names:
        reporting = sum(counts.get(code, 0) > 0 for code in names)
        of = f"{reporting or 'None'} of {format_count(len(names), 'partner')} {'have' if reporting > 1 else 'has'}"
        return f"{of} reported a KPI for {format_period(period)}. Choose yours above to see what is missing."
    reported = f"{counts.get(str(chosen), 0)} of {format_count(total, 'KPI')} reported for {format_period(period)}"
    return f"**{escape_markdown(names[str(chosen)])}**: {reported}."


def chart_progress(
    counts: Mapping[str, int], names: Mapping[str, str], *, total: int, period: str, chosen: str | None = None
) -> Chart:
    """A bar for each partner: of how many KPIs it has reported something, on a track as long as there are KPIs."""
    told = ", ".join(f"{name} {counts.get(code, 0)}" for code, name in names.items())
    open_ = [Bar(line=line, start=counts.get(code, 0), end=total) for line, code in enumerate(names)]
    reported = [
        Bar(
            line=line,
            end=counts.get(code, 0),
            style=Style(fill=PURPLE if chosen in {None, code} else GREY),
            tip=[f"{name}: {counts.get(code, 0)} of {format_count(total, 'KPI')} reported"],
        )
        for line, (code, name) in enumerate(names.items())
    ]
    return Chart(
        finding=f"KPIs reported for {format_period(period)}",
        compared="KPIs reported",
        over="partners",
        unit="KPIs",
        across=Scale(least=0, most=total, is_shown=False, suffix=" KPIs"),
        down=Names(names=list(names.values())),
        marks=[
            Bars(name="reported", bars=reported, thick=BAR),
            Bars(name="open", bars=open_, style=Style(fill=GREY, strength=TRACK), thick=BAR, is_pointed_at=False),
        ],
        figures=[f"{counts.get(code, 0)} of {total}" for code in names],
        layout=Layout(font=FONT, left=NAMES_WIDTH, right=FIGURES_WIDTH, top=0, bottom=0),
        alt=f"KPIs reported for {format_period(period)}, of {total}: {told}",
    )
