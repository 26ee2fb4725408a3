"""SWOT in words: names and signs of points, what a board and a strategy say. Rows in, text out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

import pandas as pd

from dia_data.queries.swot import StrategyLink
from dia_data.swot import CONSORTIUM, QUADRANTS, Coverage, Point, Rating
from dia_data.swot_history import Event
from dia_data.wording.bases import BASES
from dia_data.wording.citations import cite_place, name_document
from dia_data.wording.days import format_moment, format_recorded_day
from dia_data.wording.figures import NOT_IN_SOURCE, format_count
from dia_data.wording.lists import join_names
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.rule_words import TRIPPED

QUADRANT_NAMES = {
    "strength": ("Strengths", ":material/add_circle:"),
    "weakness": ("Weaknesses", ":material/do_not_disturb_on:"),
    "opportunity": ("Opportunities", ":material/lightbulb:"),
    "threat": ("Threats", ":material/warning:"),
}
SUPPORTS, CONTRADICTS = ":material/thumb_up:", ":material/thumb_down:"
RATED = ":material/star:"
LEGEND = (
    f"{SUPPORTS} evidence for · {CONTRADICTS} evidence against · {TRIPPED} a rule on the data is tripped · "
    f"{RATED} relevance and urgency as rated, 1 to 5 · {BASES['entered'][0]} recorded by a member"
)
PAIRS = {
    "SO": "Use strengths to take opportunities",
    "WO": "Overcome weaknesses through opportunities",
    "ST": "Use strengths against threats",
    "WT": "Keep weaknesses and threats from meeting",
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


def format_point(point: Point, label: str, signs: Signs) -> str:
    """A point in one line: its name, its text, and what bears on it."""
    marks = [
        f"{SUPPORTS}\u00a0{signs.supports}" if signs.supports else "",
        f"{CONTRADICTS}\u00a0{signs.contradicts}" if signs.contradicts else "",
        TRIPPED if signs.tripped else "",
        f"{RATED}\u00a0{signs.rating}" if signs.rating else "",
    ]
    shown = " ".join(mark for mark in marks if mark)
    own = BASES[point.basis][0]
    parts = (f"**{shorten_label(label)}**", f":gray[{shown}] ·" if shown else "", own, escape_user_text(point.text))
    return " ".join(part for part in parts if part)


def average_ratings(ratings: Iterable[Rating], partners: Sequence[str]) -> dict[str, str]:
    """Relevance and urgency of each point, as the partners (none: all) rate it on average: `4.5 / 3`."""
    chosen: dict[str, list[Rating]] = {}
    for rating in ratings:
        if not partners or rating.partner_id in partners:
            chosen.setdefault(rating.item_id, []).append(rating)
    return {
        item: f"{fmean(row.relevance for row in rows):.2g} / {fmean(row.urgency for row in rows):.2g}"
        for item, rows in chosen.items()
    }


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


def write_headline(points: Sequence[Point], signs: Mapping[str, Signs], *, board: str) -> str:
    """What a board shows in one sentence."""
    of_points = [signs.get(point.item_id, Signs()) for point in points]
    disputed = sum(one.contradicts > 0 for one in of_points)
    alarmed = sum(one.tripped > 0 for one in of_points)
    return (
        f"{board}: {format_count(len(points), 'point')}, {disputed} with evidence against, "
        f"{alarmed} with a tripped rule"
    )


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
    gone = f" Withdrawn on {format_recorded_day(row.withdrawn_at)}." if row.withdrawn_at else ""
    return f"{format_moment(row.recorded_at)} · **{who}** {escape_user_text(one.what)}.{reason}{gone}"


def explain_empty_quadrant(quadrant: str, board: str, subject: str) -> str:
    """Why a quadrant is empty."""
    if subject != CONSORTIUM and quadrant in QUADRANTS[2:]:
        return f"Not in the source: D3.1 states {name_quadrant(quadrant)} for the consortium only, not for {board}."
    return f"No {name_quadrant(quadrant)} are on this board."


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


def group_answers(found: Coverage, points: Iterable[Point], names: Mapping[str, str]) -> str:
    """The points that activities work on, each with the names of these."""
    return "\n".join(
        f"- **{escape_markdown(names[point.item_id])}** {escape_user_text(point.text)}: "
        f"{escape_markdown('; '.join(found.answered[point.item_id]))}"
        for point in points
        if point.item_id in found.answered
    )


def explain_filters(view: str, *, countries: Sequence[str], markets: Sequence[str], partners: Sequence[str]) -> str:
    """What the filters do in a view, by names of countries and partners; empty where they do what they always do."""
    elsewhere = [name for name in countries if name not in markets]
    no_board = f"{join_names(elsewhere)}: no target market, so there is no board." if elsewhere else ""
    if view == "Board":
        evidence = f"Counted is the evidence about {join_names(countries)} alone." if countries else ""
        ratings = f"Ratings are those of {join_names(partners)}." if partners else ""
        return " ".join(part for part in (evidence, ratings, no_board) if part)
    if view == "Rules":
        return no_board.replace("so there is no board", "so no rule looks there")
    if not (countries or partners):
        return ""
    if view == "Coverage":
        return "Country narrows the weaknesses of the markets; the consortium’s points and activities are shown whole."
    return "Strategies are those of the whole consortium: country and partner change nothing here."
