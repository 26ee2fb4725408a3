"""The charts of the survey page, described: rows in, charts out. Nothing here knows what draws them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.survey import Answer, CountryShare
from dia_data.wording.citations import cite_place
from dia_data.wording.figures import NOT_IN_SOURCE, format_share
from pages.ui.charts import look
from pages.ui.charts.chart import (
    Bar,
    Bars,
    Chart,
    Dots,
    Intervals,
    Names,
    Point,
    Range,
    Rule,
    Scale,
    Side,
    Span,
    Spans,
    Style,
    Texts,
    Words,
)
from pages.ui.charts.look import GREY, PURPLE, PURPLE_LIGHT
from pages.ui.survey import rows as survey_rows
from pages.ui.survey.rows import Place
from pages.ui.survey.text import WHISKER

OTHER = "#CFC9DA"
ON_GREY = "#17141C"
FADED = 0.25
"""How strongly a bar is drawn that the filter does not mean."""
FADED_OTHER = 0.5
"""How strongly what is not one country is drawn, and nothing is marked."""

OPTION_HEIGHT, PLACE_HEIGHT, WHOLE_HEIGHT = 58, 30, 46
LETTER_PCT = 0.8
"""Per cent of a bar as wide as a card that one letter takes."""

PARTNER = "◆ "
HAVE, WANT, AT_HOME = "business", "interest", "partner there"
"""What the marks of a country are called in the legend."""
BARS = {"have": "business", "want": "interest"}
DOTS = {"have": (HAVE, GREY), "want": (WANT, PURPLE)}
DOT, DIAMOND = 13, 9
PARTNER_AT, LEFT_END, USUAL_END = -7.5, -9, 44
"""Where the signs of partners stand, left of the shares, and the ends of the axis of shares."""
OTHER_LOWER, LINE_ABOVE_OTHER = 0.5, 0.72
"""In lines: how much lower what is not one country stands, and how far above it a line divides it from the rest."""
SHARES = "% of the countries named"


def measure_height(lines: int, each: int) -> int:
    """The pixels that so many lines need, with the axis below and the key above."""
    return each * lines + 90


def chart_answers(
    rows: pd.DataFrame, *, marked: Collection[str] = (), beside: Mapping[str, str] | None = None, alt: str = ""
) -> Chart:
    """Bars for one question with several answers, in the order of `rows`; a thin line under each is its interval.

    `marked` options are drawn strongly and the others faintly, where any is marked; `beside` adds words to a label.
    """
    options = make_rows(rows, Answer)
    bars = [
        Bar(
            line=line,
            end=option.share_pct,
            style=Style(strength=_find_strength_of(option.option_id, marked)),
            tip=[
                f"{option.option_label}: {_write_share(option)}",
                cite_place(option.source_id, option.locator),
            ],
        )
        for line, option in enumerate(options)
    ]
    labels = [
        Point(x=0.3, y=line - 0.33, words=_label(option, (beside or {}).get(option.option_id)))
        for line, option in enumerate(options)
    ]
    return Chart(
        finding=rows["question_text"].iloc[0],
        compared="answers",
        over="companies",
        unit="% of those who answered",
        across=Scale(least=0, most=100, suffix=" %", step=25),
        down=Names(names=[option.option_label for option in options], is_shown=False),
        marks=[Bars(name="share", bars=bars, thick=0.26), _build_intervals(options), Texts(texts=labels)],
        alt=alt,
    )


def _write_share(option: Answer) -> str:
    return NOT_IN_SOURCE if option.share_pct is None else f"{option.share_pct:.1f} %"


def _build_intervals(options: Sequence[Answer]) -> Intervals:
    return Intervals(
        name=WHISKER,
        ranges=[
            Range(
                line=line + 0.26,
                low=option.interval_low_pct,
                high=option.interval_high_pct,
                at=option.share_pct,
                tip=[
                    f"{option.interval_low_pct:.0f} to {option.interval_high_pct:.0f} %: ours, not printed;",
                    f"95 % interval, n ≈ {option.base} (inferred)",
                ],
            )
            for line, option in enumerate(options)
            if option.share_pct is not None
            and option.interval_low_pct is not None
            and option.interval_high_pct is not None
        ],
        style=Style(fill=GREY),
    )


def _label(option: Answer, beside: str | None) -> Words:
    return Words(lead=_write_share(option), text=f"{option.option_label}{f' · {beside}' if beside else ''}")


def _find_strength_of(value: object, marked: Collection[str]) -> float:
    return 1.0 if not marked or value in marked else FADED


def chart_have_and_want(places: Sequence[Place], *, marked: Collection[str] = (), alt: str = "") -> Chart:
    """A dumbbell for each place, from existing business to interest, in the order of `places`; the gap at the right.

    “Other” stands apart, faint, below a line; a diamond marks the countries of the partners.
    """
    rows = [(place, line + (OTHER_LOWER if place.is_other else 0.0)) for line, place in enumerate(places)]
    marked_here = set(marked) & {place.country_code for place in places if place.country_code}
    return Chart(
        finding=alt,
        compared="existing business and interest",
        over="countries",
        unit=SHARES,
        across=Scale(least=LEFT_END, most=_find_end(places), suffix=" %", step=10),
        down=Names(names=[place.place for place in places], places=[at for _, at in rows]),
        marks=[
            _build_spans(rows, marked_here),
            _build_dots(rows, "have", marked_here),
            _build_dots(rows, "want", marked_here),
            _build_partner_signs(rows),
            *(Rule(at=at - LINE_ABOVE_OTHER, is_upright=False) for place, at in rows if place.is_other),
        ],
        figures=["" if place.is_other else survey_rows.format_points(place.gap) for place in places],
        figures_head="gap ƒ",
        alt=alt,
    )


def _find_end(places: Sequence[Place]) -> float:
    """Of the axis: the same for each part of the world, and further where a share lies beyond that."""
    return look.scale_axis((share for place in places for share in (place.have, place.want)), usual=USUAL_END)[1]


def _find_strength(place: Place, marked: Collection[str]) -> float:
    return FADED_OTHER if place.is_other and not marked else _find_strength_of(place.country_code, marked)


def _build_spans(rows: Sequence[tuple[Place, float]], marked: Collection[str]) -> Spans:
    """What joins the two shares of a place: purple where interest exceeds business, grey where it is the other way."""
    spans = [
        Span(
            line=at,
            start=place.have,
            end=place.want,
            style=Style(fill=PURPLE_LIGHT if place.want > place.have else GREY, strength=_find_strength(place, marked)),
        )
        for place, at in rows
        if place.have is not None and place.want is not None
    ]
    return Spans(name="gap", spans=spans, thick=5)


def _build_dots(rows: Sequence[tuple[Place, float]], wish: str, marked: Collection[str]) -> Dots:
    """One end of each dumbbell with its share, which stands on the outer side."""
    name, colour = DOTS[wish]
    named = [
        (place, at, share, other)
        for place, at in rows
        for share, other in [(place.have, place.want) if wish == "have" else (place.want, place.have)]
        if share is not None
    ]
    return Dots(
        name=name,
        points=[
            Point(
                x=share,
                y=at,
                words=Words(text=format_share(share), side=_place_share(share, other, wish)),
                style=Style(fill=colour, strength=_find_strength(place, marked)),
                tip=[f"{place.place}: {format_share(share)}", name],
            )
            for place, at, share, other in named
        ],
        style=Style(fill=colour),
        size=DOT,
        is_in_key=True,
    )


def _place_share(share: float, other: float | None, wish: str) -> Side:
    """On which side of its dot a share is written: away from the other one."""
    if other is None:
        return "right"
    is_left = share < other or (share == other and wish == "have")
    return "left" if is_left else "right"


def _build_partner_signs(rows: Sequence[tuple[Place, float]]) -> Dots:
    """A diamond beside the name of each country where a partner is at home."""
    ours = [(place, at) for place, at in rows if place.partners]
    return Dots(
        name=AT_HOME,
        points=[Point(x=PARTNER_AT, y=at, tip=[f"{place.place}: {place.partners}"]) for place, at in ours],
        style=Style(fill=PURPLE),
        size=DIAMOND,
        shape="diamond",
        is_figure=False,
        is_in_key=bool(ours),
    )


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A named place as a part of the bar of its question, and the point where it starts there."""

    of: CountryShare
    share_pct: float
    bar: str
    start: float


def chart_wholes(countries: pd.DataFrame, *, marked: Sequence[str] = (), alt: str = "") -> Chart:
    """Each country question as one bar that adds up to a whole, largest part first and “Other” last."""
    parts = _list_parts(countries)
    marked = [code for code in marked if code in {part.of.country_code for part in parts}]
    names = list(dict.fromkeys(part.bar for part in parts))
    lines = {name: line for line, name in enumerate(names)}
    groups: tuple[tuple[str, str, str, Callable[[CountryShare], bool]], ...] = (
        ("◆ partner at home there", PURPLE, "#FFFFFF", lambda share: bool(share.partners)),
        ("no partner", GREY, ON_GREY, lambda share: not share.is_other and not share.partners),
        ("Other: countries not named", OTHER, ON_GREY, lambda share: share.is_other),
    )
    return Chart(
        finding="Each question as one whole of 100 %",
        compared="countries",
        over="questions",
        unit=SHARES,
        across=Scale(least=0, most=100, suffix=" %"),
        down=Names(names=names),
        marks=[
            Bars(
                name=name,
                bars=[_build_bar(part, lines, colour, ink=ink, marked=marked) for part in parts if chosen(part.of)],
                style=Style(fill=colour),
                is_in_key=True,
            )
            for name, colour, ink, chosen in groups
        ],
        alt=alt,
    )


def _list_parts(countries: pd.DataFrame) -> list[Segment]:
    """The named places, question by question."""
    rows = make_rows(countries, CountryShare)
    named = [(row, row.share_pct) for row in rows if row.share_pct is not None]
    named.sort(key=lambda one: (one[0].part, one[0].wish, one[0].is_other, -one[1]))
    ends: dict[str, float] = {}
    parts = []
    for row, share in named:
        bar = f"{row.part}, {BARS[row.wish]}"
        start = ends.get(bar, 0.0)
        ends[bar] = start + share
        parts.append(Segment(of=row, share_pct=share, bar=bar, start=start))
    return parts


def _build_bar(part: Segment, lines: Mapping[str, int], colour: str, *, ink: str, marked: Sequence[str]) -> Bar:
    text = _label_part(part, marked)
    place = cite_place(part.of.source_id, part.of.locator)
    return Bar(
        line=lines[part.bar],
        start=part.start,
        end=part.start + part.share_pct,
        words=Words(text=text, side="inside", ink=ink),
        style=Style(fill=colour, strength=_find_strength_of(part.of.country_code, marked)),
        tip=[f"{part.of.place} {format_share(part.share_pct)}", f"{part.bar}, {place}"],
    )


def _label_part(part: Segment, marked: Sequence[str]) -> str:
    """The name and share of a part, the share alone where the name does not fit; nothing on what is drawn faintly."""
    if marked and part.of.country_code not in marked:
        return ""
    sign = PARTNER if part.of.partners else ""
    named = f"{sign}{part.of.place} {part.share_pct:g}"
    return named if len(named) * LETTER_PCT <= part.share_pct else f"{sign}{part.share_pct:g}"
