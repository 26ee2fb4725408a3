"""SWOT in words: names and signs of points, what a board and a strategy say. Rows in, text out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

import pandas as pd

from dia_data.queries.swot import StrategyLink
from dia_data.swot import CONSORTIUM, QUADRANTS, Point, Rating
from dia_data.swot_history import Event
from dia_data.wording.bases import BASES
from dia_data.wording.citations import cite_place, name_document
from dia_data.wording.days import format_moment, format_recorded_day
from dia_data.wording.figures import NOT_IN_SOURCE, format_count
from dia_data.wording.lists import join_names
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.rule_words import TRIPPED
from pages.ui.swot.ratings_chart import Rated

QUADRANT_NAMES = {
    "strength": ("Strengths", ":material/add_circle:"),
    "weakness": ("Weaknesses", ":material/do_not_disturb_on:"),
    "opportunity": ("Opportunities", ":material/lightbulb:"),
    "threat": ("Threats", ":material/thunderstorm:"),
}
SUPPORTS, CONTRADICTS = ":material/thumb_up:", ":material/thumb_down:"
RATED = ":material/star:"
LEGEND = (
    "Click a line to open it. Bars: evidence against, grey and to the left, and for, purple and to the right, linked "
    f"by us (ƒ). {TRIPPED} a market warning is active. {BASES['entered'][0]} recorded by a member."
)
PAIRS = {
    "SO": "Use strengths to take opportunities",
    "WO": "Overcome weaknesses through opportunities",
    "ST": "Use strengths against threats",
    "WT": "Reduce weaknesses and avoid threats",
}
CARRIERS = {"service": "Services", "activity": "Activities", "kpi": "KPIs"}


@dataclass(frozen=True, kw_only=True)
class Signs:
    """What stands beside a point on its board."""

    supports: int = 0
    contradicts: int = 0
    tripped: int = 0
    rating: str = ""


def shorten_label(label: str) -> str:
    """The name of a point on its own board: `W2`."""
    return label.rsplit(" ", maxsplit=1)[-1]


def format_sentence(point: Point, label: str) -> str:
    """A point in plain text: its sentence, and its name behind that; a sign where a member wrote it."""
    sign = BASES[point.basis][0]
    return f"{point.text} ({' '.join(part for part in (shorten_label(label), sign) if part)})"


def describe_lines(lines: Iterable[tuple[str, Signs]]) -> str:
    """The lines of a quadrant with what bears on them, for those who cannot see them."""
    return "; ".join(
        f"{sentence}: {signs.supports} for, {signs.contradicts} against{', active warning' if signs.tripped else ''}"
        for sentence, signs in lines
    )


def average_ratings(ratings: Iterable[Rating], partners: Sequence[str]) -> dict[str, tuple[float, float, int]]:
    """Relevance and urgency of each point, as the partners (none: all) rate it on average, and how many did."""
    chosen: dict[str, list[Rating]] = {}
    for rating in ratings:
        if not partners or rating.partner_id in partners:
            chosen.setdefault(rating.item_id, []).append(rating)
    return {
        item: (fmean(row.relevance for row in rows), fmean(row.urgency for row in rows), len(rows))
        for item, rows in chosen.items()
    }


def format_rating(rating: tuple[float, float, int] | None) -> str:
    """`4.5 / 3`; empty where nobody rated."""
    return f"{rating[0]:.2g} / {rating[1]:.2g}" if rating else ""


def tabulate_points(points: Sequence[Point], names: Mapping[str, str], signs: Mapping[str, Signs]) -> pd.DataFrame:
    """The points of a board with what bears on them, for the table and the CSV."""
    of_points = [signs.get(point.item_id, Signs()) for point in points]
    return pd.DataFrame(
        {
            "point": [names[point.item_id] for point in points],
            "quadrant": [point.quadrant for point in points],
            "text": [point.text for point in points],
            "supported_by": [one.supports for one in of_points],
            "contradicted_by": [one.contradicts for one in of_points],
            "rules_tripped": [one.tripped for one in of_points],
            "relevance_urgency": [one.rating for one in of_points],
            "is_retired": [point.is_retired for point in points],
            "source_id": [point.source_id for point in points],
            "locator": [point.locator for point in points],
            "basis": [point.basis for point in points],
            "note": [point.note for point in points],
        }
    )


def write_headline(
    points: Sequence[Point], signs: Mapping[str, Signs], *, board: str, about: Sequence[str] = ()
) -> str:
    """How many points of a board have an active warning, and against how many we linked evidence.

    `about` has the countries that the evidence in `signs` is about; none: all evidence is counted.
    """
    of_points = [signs.get(point.item_id, Signs()) for point in points]
    disputed = sum(one.contradicts > 0 for one in of_points)
    alarmed = sum(one.tripped > 0 for one in of_points)
    if not points:
        return f"{board}: no point is on the board"
    of = f"{alarmed or 'none'} of {len(points)} {'point' if len(points) == 1 else 'points'}"
    warned = f"{of} {'has' if alarmed < 2 else 'have'} an active warning"  # noqa: PLR2004
    return f"{board}: {warned}; {_count_disputed(disputed, about)}"


def _count_disputed(number: int, about: Sequence[str]) -> str:
    evidence = f"evidence about {join_names(about)}" if about else "evidence"
    if not number:
        return f"we linked no {evidence} against any"
    verb, them = ("has", "it") if number == 1 else ("have", "them")
    return f"{number} {verb} {evidence} against {them}, linked by us"


HIGHEST = 5
"""How many points are listed as rated highest."""


def write_ratings_headline(rated: Sequence[Rated]) -> str:
    """Which point partners rate as most urgent, and how many are rated."""
    if not rated:
        return "No point is rated yet"
    most = max(one.urgency for one in rated)
    first = [one for one in rated if one.urgency == most]
    be = "is" if len(first) == 1 else "are"
    of = format_count(len(rated), "rated point")
    return f"{join_names(one.label for one in first)} {be} rated most urgent of {of}: {most:.1f} of 5 on average"


def describe_ratings(rated: Iterable[Rated]) -> str:
    """Relevance and urgency of each point, for those who cannot see where it stands."""
    return "; ".join(f"{one.label}: relevance {one.relevance:.1f}, urgency {one.urgency:.1f}" for one in rated)


def list_highest(rated: Sequence[Rated]) -> str:
    """The points with the highest sum of relevance and urgency, as markdown; and how many more are level."""
    last = rated[:HIGHEST][-1]
    level = sum(one.relevance + one.urgency == last.relevance + last.urgency for one in rated[HIGHEST:])
    lines = [
        f"- **{escape_markdown(one.label)}** {escape_user_text(one.point.text)}  \n  :small[:gray[relevance "
        f"{one.relevance:.1f}, urgency {one.urgency:.1f}, rated by {one.raters}]]"
        for one in rated[:HIGHEST]
    ]
    more = [f"\n:small[{format_count(level, 'more is', 'more are')} level with the last.]"] if level else []
    return "\n".join(["**Highest relevance and urgency together**", "", *lines, *more])


def write_coverage_title(*, linked: int, open_ones: Sequence[str]) -> str:
    """How many links there are, and which weaknesses and threats have none."""
    links = format_count(linked, "link", "links")
    if not open_ones:
        return f"{links} of activities to points; each weakness and threat has one"
    return f"{links} of activities to points; of weaknesses and threats, none to {join_names(open_ones)}"


def describe_answers(linked: Iterable[tuple[str, str]]) -> str:
    """Which activity is linked to which points, for those who cannot see the squares."""
    by_activity: dict[str, list[str]] = {}
    for activity, label in linked:
        by_activity.setdefault(activity, []).append(label)
    return "Linked by us: " + "; ".join(f"{name} to {join_names(labels)}" for name, labels in by_activity.items())


def title_point(point: Point, label: str) -> str:
    """What a point is: `S4 · strength of the consortium`."""
    of_whom = "the consortium" if point.subject == CONSORTIUM else point.subject_name
    return f"{shorten_label(label)} · {point.quadrant} of {of_whom}"


def describe_origin(point: Point) -> str:
    """Where a point is from: printed in a document, or recorded by whom and when."""
    if not point.locator:
        sign, name = BASES[point.basis][0], escape_user_text(point.recorded_by)
        return f"{sign} Recorded by {name} on {format_recorded_day(point.recorded_at)}."
    note = f" {escape_user_text(point.note)}" if point.note else ""
    place = cite_place(point.source_id, point.locator)
    return f"Source: {place}, {BASES[point.basis][1]}; restated in our words.{note}"


def format_event(one: Event) -> str:
    """One batch of a point's history in a line."""
    row = one.row
    document = row.kind == "document"
    who = f"{name_document(row.source_id)} (as loaded)" if document else escape_user_text(row.recorded_by)
    reason = f" Reason: {escape_user_text(row.reason)}." if row.reason and not document else ""
    gone = f" Undone on {format_recorded_day(row.withdrawn_at)}." if row.withdrawn_at else ""
    return f"{format_moment(row.recorded_at)} · **{who}** {escape_user_text(one.what)}.{reason}{gone}"


def explain_empty_quadrant(quadrant: str, board: str, subject: str) -> str:
    """Why a quadrant is empty."""
    if subject != CONSORTIUM and quadrant in QUADRANTS[2:]:
        return f"Not in the source: D3.1 states {name_quadrant(quadrant)} for the consortium only, not for {board}."
    return f"No {name_quadrant(quadrant)} on this board."


def name_quadrant(quadrant: str) -> str:
    """`opportunities`."""
    return QUADRANT_NAMES[quadrant][0].lower()


def format_strategy(rows: Sequence[StrategyLink], points: Mapping[str, Point], names: Mapping[str, str]) -> str:
    """One strategy: its sentence, the two points it follows from, and what carries it."""
    first = rows[0]
    pair = " × ".join(_format_origin(end, points, names) for end in (first.internal_item_id, first.external_item_id))
    carried = [
        f"- {CARRIERS[kind]}: {escape_markdown('; '.join(row.name or '' for row in of_kind))}"
        for kind, of_kind in groupby(rows, key=lambda row: row.kind)
        if kind
    ]
    return "\n".join([f"**{escape_user_text(first.strategy)}**  ", f":small[From {pair}]", "", *carried])


def _format_origin(item_id: str, points: Mapping[str, Point], names: Mapping[str, str]) -> str:
    point = points.get(item_id)
    if point is None:
        return f"a point that is {NOT_IN_SOURCE}"
    retired = " (retired)" if point.is_retired else ""
    return f"**{escape_markdown(names[item_id])}**{retired} {escape_user_text(point.text)}"


def list_points(points: Iterable[Point], names: Mapping[str, str]) -> str:
    """Points as a list with their names."""
    return "\n".join(
        f"- **{escape_markdown(names[point.item_id])}** {escape_user_text(point.text)}" for point in points
    )


def explain_filters(view: str, *, countries: Sequence[str], markets: Sequence[str], partners: Sequence[str]) -> str:
    """What the filters do in a view, by names of countries and partners; empty where they do what they always do."""
    elsewhere = [name for name in countries if name not in markets]
    no_board = f"{join_names(elsewhere)}: no target market, so there is no board." if elsewhere else ""
    if view == "Board":
        return " ".join(part for part in (*_explain_board(countries, partners), no_board) if part)
    if view == "Ratings":
        parts = (
            f"Ratings are those of {join_names(partners)}." if partners else "",
            "Ratings do not depend on the country." if countries else "",
        )
        return " ".join(part for part in parts if part)
    if view == "Warnings":
        parts = (
            no_board.replace("so there is no board", "so no warning is checked"),
            "Warnings do not depend on the partner." if partners else "",
        )
        return " ".join(part for part in parts if part)
    if not (countries or partners):
        return ""
    if view == "Coverage":
        return _explain_coverage(countries, partners)
    return "Strategies are for the whole consortium: country and partner change nothing here."


def _explain_board(countries: Sequence[str], partners: Sequence[str]) -> list[str]:
    about = f"Only evidence about {join_names(countries)} is counted; warnings do not depend on the country."
    rated = (
        f"Ratings (“Table”) are those of {join_names(partners)}; evidence and warnings do not depend on the partner."
    )
    return [about if countries else "", rated if partners else ""]


def _explain_coverage(countries: Sequence[str], partners: Sequence[str]) -> str:
    of_country = (
        "The country filter narrows the markets’ weaknesses; the consortium’s points and activities stay whole."
    )
    of_partner = "Links do not depend on the partner."
    return " ".join(part for part, chosen in ((of_country, countries), (of_partner, partners)) if chosen)
