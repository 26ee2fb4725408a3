"""The streams from trends to services, described. Nothing here knows what draws them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dia_data.wording.columns import OURS
from dia_data.wording.figures import format_count
from pages.ui.charts import chart as described
from pages.ui.charts import look
from pages.ui.charts.chart import Node, StreamChart
from pages.ui.charts.look import GREY, PURPLE
from pages.ui.trends.flow import COLUMNS, INDUSTRY, PARAMETER, SERVICE, TREND, Flow, Stream, list_ends

HEADINGS: Mapping[str, str] = {
    "Trend": "0%",
    "Industry": "40%",
    "Value-chain parameter": "58%",
    f"Our service {OURS}": "77.5%",
}
NARROW_HEADINGS: Mapping[str, str] = {"Trend": "0%", "Industry": "36%", "Parameter": "71%"}
"""What each column is, and where its heading begins."""
THIN = 0.5
"""How wide a stream is of which nothing is counted: it is marked all the same."""
HEADS = 30


@dataclass(frozen=True, kw_only=True)
class Room:
    """How much room a screen has: the height of the chart, the sides kept for names, and how names are set."""

    height: int
    left: int
    right: int
    name: int
    font: int
    gap: int


WIDE = Room(height=430, left=236, right=244, name=184, font=13, gap=20)
NARROW = Room(height=560, left=2, right=98, name=92, font=look.SMALL, gap=40)
"""On a phone names stand right of their marks, in many lines, and services have no room.

Its longest words have room for certain, as a chart would break them: “Consumerisation,”, “Biopharmaceuticals”.
"""


def chart_flow(flow: Flow, *, room: Room = WIDE, alt: str = "") -> StreamChart:
    """Names in columns, and streams between them as wide as what they carry; those that are ours in grey."""
    seen = flow.streams if room is WIDE else [*flow.of(TREND), *flow.of(INDUSTRY)]
    streams = [one for one in seen if one.subtrends is not None or one.very_strong]
    return StreamChart(
        finding=alt,
        compared="trends, industries, parameters and services",
        over="their links",
        heads=HEADINGS if room is WIDE else NARROW_HEADINGS,
        head_width=room.name + 60,
        nodes=_build_nodes(flow, streams, room),
        streams=[_build_stream(one) for one in streams],
        font=room.font,
        left=room.left,
        right=room.right,
        top=HEADS,
        gap=room.gap,
        alt=alt,
    )


def _build_nodes(flow: Flow, streams: Sequence[Stream], room: Room) -> list[Node]:
    """Each name once in each column; what a name ends with, where nothing leads on, stands beneath it."""
    names = {(step.split(" → ")[end], name): None for one in streams for step, end, name in (
        (one.step, 0, one.start), (one.step, 1, one.end)
    )}  # fmt: skip
    ends = list_ends(flow)
    counts = _count(streams)
    return [
        Node(
            name=_mark(column, name),
            label=_write_label(column, name, ends),
            column=COLUMNS.index(column),
            side="left" if column == TREND and room is WIDE else "right",
            label_width=_measure_label(column, room),
            fill=GREY if column == SERVICE else PURPLE,
            tip=[name, counts[column, name]],
        )
        for column, name in names
    ]


def _write_label(column: str, name: str, ends: Mapping[str, str]) -> str:
    return f"{name}: {ends[name]}" if column in (INDUSTRY, PARAMETER) and name in ends else name


def _measure_label(column: str, room: Room) -> int:
    wide = {TREND: room.left - 16, SERVICE: room.right - 16}
    return wide.get(column, room.name) if room is WIDE else room.name


def _build_stream(one: Stream) -> described.Stream:
    first, second = one.step.split(" → ")
    return described.Stream(
        start=_mark(first, one.start),
        end=_mark(second, one.end),
        carries=(one.very_strong if one.subtrends is None else one.subtrends) or THIN,
        fill=GREY if one.step.startswith(PARAMETER) else PURPLE,
        tip=[f"{one.start} and {one.end}", _describe(one)],
    )


def _describe(one: Stream) -> str:
    if one.subtrends is not None:
        listed = format_count(one.subtrends, "sub-trend") if one.subtrends else "no sub-trend"
        return f"strong interdependency (figure 5), {listed} (figure 6)"
    counted = format_count(one.very_strong or 0, "very strong shift")
    return f"{counted} (figure 7){f'; by our reading: {one.reason}' if one.reason else ''}"


def _count(streams: Sequence[Stream]) -> dict[tuple[str, str], str]:
    """How much leads to a name; to a trend nothing does, and the industries that it is tied to are counted."""
    arriving: Counter[tuple[str, str]] = Counter()
    leaving: Counter[tuple[str, str]] = Counter()
    for one in streams:
        first, second = one.step.split(" → ")
        leaving[first, one.start] += 1
        arriving[second, one.end] += one.very_strong or (0 if one.subtrends is None else 1)
    return {
        **{key: f"strongly tied to {format_count(count, 'industry', 'industries')}" for key, count in leaving.items()},
        **{
            key: f"strongly tied to {format_count(count, 'trend')}" if key[0] == INDUSTRY
            else format_count(count, "very strong shift")
            for key, count in arriving.items()
        },
    }  # fmt: skip


def _mark(column: str, name: str) -> str:
    """What tells a name of one column from the same name in another."""
    return f"{column}: {name}"
