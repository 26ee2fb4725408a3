"""What a chart says, whoever draws it: what is compared, over what, in which unit, the finding, and its marks.

A place along an axis of names is the number of its name, from 0 on; it may lie between two of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pages.ui.charts.look import FONT_SIZE, PURPLE

Side = Literal["left", "right", "top", "bottom", "inside"]
Shape = Literal["circle", "diamond", "square"]
Dash = Literal["solid", "dashed", "dotted"]
Place = float | date
"""Along an axis: a figure, the number of a name, or a day."""

CLEAR = "transparent"
EMPTY = "-"
"""In the place of a figure that is not known: nothing is drawn for it."""


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a mark is painted; an `edge` makes a hollow mark of one that is clear."""

    fill: str = PURPLE
    strength: float = 1
    edge: str = ""
    edge_width: float = 0
    edge_dash: Dash = "solid"


@dataclass(frozen=True, kw_only=True)
class Names:
    """An axis of names; `places` says where each stands, if not one after the other."""

    names: Sequence[str]
    places: Sequence[float] | None = None
    is_shown: bool = True
    has_lines: bool = False

    @property
    def at(self) -> list[float]:
        """Where each name stands."""
        return list(self.places if self.places is not None else range(len(self.names)))


@dataclass(frozen=True, kw_only=True)
class Scale:
    """An axis of figures; without ends it reaches from 0, or from what is below it, over all figures.

    It has a line at each `step`, or else about so many `parts`.
    """

    least: float | None = None
    most: float | None = None
    suffix: str = ""
    step: float | None = None
    parts: int | None = None
    title: str = ""
    is_shown: bool = True
    has_lines: bool = False


@dataclass(frozen=True, kw_only=True)
class Days:
    """An axis of days; without ends it reaches over all marks."""

    first: date | None = None
    last: date | None = None
    is_shown: bool = True
    has_lines: bool = False


Axis = Names | Scale | Days


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is written at a mark, on which side, and its colour where that is not the one of the theme.

    `lead` stands before the text, in bold.
    """

    text: str
    lead: str = ""
    side: Side = "right"
    ink: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A place in a chart; `tip` is told when it is pointed at, line by line, the first one in bold."""

    x: Place
    y: Place
    words: Words | None = None
    style: Style | None = None
    tip: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Bar:
    """From `start` to `end` on the line of a name; `end` None: not known, and its words alone are drawn."""

    line: float
    end: float | None
    start: float = 0
    words: Words | None = None
    style: Style | None = None
    tip: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Range:
    """An interval on the line of a name, around a figure."""

    line: float
    low: float
    high: float
    at: float
    tip: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Span:
    """From one place to another on the line of a name."""

    line: float
    start: Place
    end: Place
    style: Style | None = None


@dataclass(frozen=True, kw_only=True)
class Dots:
    """A dot for each point; without points it is a line of the key alone.

    `is_figure`: where they stand is a figure; else they are signs beside a name.
    """

    name: str
    points: Sequence[Point]
    style: Style = field(default_factory=Style)
    size: float = 11
    shape: Shape = "circle"
    is_figure: bool = True
    is_in_key: bool = False
    is_clicked: bool = False
    is_pointed_at: bool = True


@dataclass(frozen=True, kw_only=True)
class Bars:
    """Bars that begin at 0, or segments that begin where others end; `beside` others of the same name or over them.

    `thick` is their height in pixels, or as a part of the line if below 1.
    """

    name: str
    bars: Sequence[Bar]
    style: Style = field(default_factory=Style)
    thick: float = 0.8
    is_beside: bool = False
    is_bold: bool = False
    is_in_key: bool = False
    is_clicked: bool = False
    is_pointed_at: bool = True


@dataclass(frozen=True, kw_only=True)
class Spans:
    """Flat lines from one place to another, `thick` in pixels."""

    name: str
    spans: Sequence[Span]
    style: Style = field(default_factory=Style)
    thick: float = 4


@dataclass(frozen=True, kw_only=True)
class Intervals:
    """Thin lines with an end on both sides."""

    name: str
    ranges: Sequence[Range]
    style: Style = field(default_factory=Style)
    is_in_key: bool = True


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line through points; `is_stair` where each figure holds until the next, `filled` how strongly below it."""

    name: str
    points: Sequence[Point]
    style: Style = field(default_factory=Style)
    width: float = 2
    dash: Dash = "solid"
    dot: float = 0
    is_stair: bool = False
    filled: float = 0
    is_in_key: bool = True


@dataclass(frozen=True, kw_only=True)
class Tiles:
    """A tile for each point of a matrix, with its text in the middle."""

    name: str
    tiles: Sequence[Point]
    is_clicked: bool = False


@dataclass(frozen=True, kw_only=True)
class Frames:
    """A frame around each tile that is set off, by so many pixels larger."""

    name: str
    points: Sequence[Point]
    style: Style = field(default_factory=lambda: Style(fill=CLEAR, edge=PURPLE, edge_width=3))
    larger: int = 7


@dataclass(frozen=True, kw_only=True)
class Texts:
    """Text alone, beginning at its places; `lift` moves it by pixels: right, and down."""

    texts: Sequence[Point]
    lift: tuple[float, float] = (0, 0)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A line across the whole chart: upright at a figure or a day, or flat below a name."""

    at: Place
    is_upright: bool = True
    text: str = ""
    dash: Dash = "dotted"


@dataclass(frozen=True, kw_only=True)
class Flag:
    """What happened on a day: its number, or several, and at which part of the height of the chart it stands."""

    at: date
    height: float
    text: str
    size: tuple[int, int]
    right: float = 0
    tip: str = ""


@dataclass(frozen=True, kw_only=True)
class Flags:
    """Numbers above the figures, with a faint line down from each; `room` is what is left free for them above."""

    name: str
    flags: Sequence[Flag]
    room: float
    margin: float = 0.03


Mark = Dots | Bars | Spans | Intervals | Line | Tiles | Frames | Texts | Rule | Flags


@dataclass(frozen=True, kw_only=True)
class Layout:
    """Where things stand on one width of screen, in pixels or `37%`; sides that are None take what they need.

    `names` stand left of their lines or above them, or all begin at the left edge (`start`), in lines of so many
    letters; `heads` are those across the top.
    `key_at` is how far the key is from its edge.
    """

    font: int = FONT_SIZE
    left: float | str | None = None
    right: float | None = None
    top: float | None = None
    bottom: float | None = None
    width: float | str | None = None
    height: float | None = None
    names: Literal["left", "above", "start"] = "left"
    name_width: int | None = None
    name_letters: int | None = None
    line_height: int | None = None
    lift: int = 0
    heads: Literal["flat", "upright"] = "flat"
    head_height: int | None = None
    tile: tuple[int, int] = (20, 20)
    tile_down: int = 0
    key_at: int = 0
    beside_left: float = 0
    beside_width: float = 0


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Marks on a scale of their own, right of the others and on the same lines."""

    title: str
    scale: Scale
    marks: Sequence[Mark]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart. `subtitle` stands above it where no card says its unit.

    `figures` stand in a column at the right, one for each line, below `figures_head`. `narrow` is the layout up to a
    width of `narrow_up_to`, `narrowest` up to a smaller one. `follows_theme`: the text of the axes has its colour, also
    while the page does not know yet which theme it is. `is_told_together`: pointing at a day tells all its figures.
    """

    finding: str
    compared: str
    over: str
    unit: str = ""
    subtitle: str = ""
    across: Axis
    down: Axis
    marks: Sequence[Mark]
    figures: Sequence[str] = ()
    figures_head: str = ""
    beside: Beside | None = None
    layout: Layout = field(default_factory=Layout)
    narrow: Layout | None = None
    narrow_up_to: int = 0
    narrowest: Layout | None = None
    narrowest_up_to: int = 0
    follows_theme: bool = False
    is_told_together: bool = False
    key: Literal["top", "bottom"] = "top"
    alt: str = ""

    @property
    def is_lying(self) -> bool:
        """Whether names stand one below the other, and bars lie."""
        return isinstance(self.down, Names) and not isinstance(self.across, Names)

    @property
    def is_matrix(self) -> bool:
        """Whether names cross names."""
        return isinstance(self.down, Names) and isinstance(self.across, Names)

    @property
    def lines(self) -> Sequence[str]:
        """The names whose figures are compared; none where figures stand against figures."""
        axes = [axis for axis in (self.down, self.across) if isinstance(axis, Names)]
        return axes[0].names if axes else ()


@dataclass(frozen=True, kw_only=True)
class Node:
    """A name in a column of streams; `name` tells it from the same `label` in another column."""

    name: str
    label: str
    column: int
    side: Side = "right"
    label_width: int
    fill: str = PURPLE
    tip: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Stream:
    """From one node to another, as wide as what it carries."""

    start: str
    end: str
    carries: float
    fill: str = PURPLE
    tip: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class StreamChart:
    """Names in columns and streams between them; `heads` lead from what a column is to where its head begins."""

    finding: str
    compared: str
    over: str
    unit: str = ""
    heads: Mapping[str, str]
    head_width: int
    nodes: Sequence[Node]
    streams: Sequence[Stream]
    font: int = FONT_SIZE
    left: int
    right: int
    top: int
    gap: int
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A sentence, how much speaks against it and for it, and whether a warning stands behind it."""

    text: str
    against: int
    supporting: int
    is_warned: bool = False


@dataclass(frozen=True, kw_only=True)
class StatementChart:
    """Sentences one below the other, and beside each a bar to the left and one to the right of a common line.

    `most` ends the scale, which charts beside each other share; `none` is said where nothing speaks for or against.
    """

    finding: str
    compared: str
    over: str
    unit: str
    statements: Sequence[Statement]
    most: int
    none: str
    warning: str
    alt: str = ""


@dataclass(frozen=True, kw_only=True)
class TimeKind:
    """A kind of dates: how it is painted, and how high in pixels where there is room and on a phone."""

    name: str
    fill: str
    height: int
    narrow_height: int
    is_outline: bool = False


@dataclass(frozen=True, kw_only=True)
class TimeSpan:
    """From the first to the last day, both of them included."""

    kind: str
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class OpenEnd:
    """A start without an end, or an end without a start."""

    kind: str
    at: date
    is_start: bool


@dataclass(frozen=True, kw_only=True)
class TimeRow:
    """A line of a time line: a heading, or a name with its dates and what is said at their end.

    `label` is the name as far as a line takes it, `state_ink` the colour of the state if not the one of the theme.
    `tip` are lines of text. `is_framed`: it is set off.
    """

    name: str
    label: str
    is_heading: bool = False
    spans: Sequence[TimeSpan] = ()
    open_ends: Sequence[OpenEnd] = ()
    dues: Sequence[date] = ()
    state: str = ""
    state_ink: str = ""
    tip: str = ""
    is_framed: bool = False


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """Names one below the other, and when each of them is; kinds of dates lie within each other in their order.

    `due` and `open_end` name the marks of due days and of dates that are known at one end. `last_day` has its own line,
    with `last_day_is` before it and `last_day_sign`, the sign of its basis, behind it.
    """

    finding: str
    compared: str
    over: str
    kinds: Sequence[TimeKind]
    rows: Sequence[TimeRow]
    due: str
    open_end: str
    first: date
    last: date
    today: date
    last_day: date | None = None
    last_day_is: str = ""
    last_day_sign: str = ""
    alt: str = ""

    @property
    def is_now(self) -> bool:
        """Whether today is one of its days."""
        return self.first <= self.today <= self.last


def find_ends(values: Sequence[float | None]) -> tuple[float, float]:
    """The ends of a scale of bars: 0, or what is below it; and the largest, or 0."""
    known = [value for value in values if value is not None]
    return min([0.0, *known]), max([0.0, *known])
