"""Add, reword, rate, retire and restore SWOT points: each is one batch of the form on /swot.

A point is never changed in place. A rewording or a retirement is a further row of `swot_items` with the same `item_id`,
and the later row counts. That holds for the points of a market too: printed ones are rows of `market_notes`, known as
`<country code in lower case>_<kind>_<position>`; what members make of them are rows of `swot_items` under that id, with
the country code as `subject`. Retiring keeps text, basis and place in the source; a new text is `entered` and has none.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from dia_data.errors import PointChanged, PointUnknown, quote
from dia_data.names import are_same
from dia_data.queries import swot
from dia_data.record import choices
from dia_data.record.entries import (
    LONGEST_TEXT,
    append,
    describe_author,
    find_basis,
    find_choice_problems,
    find_length_problems,
    find_name_problems,
    find_reason_problems,
    is_visible,
    join_lines,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Change, Reader, Store
from dia_data.storage.tables import RATING
from dia_data.swot import CONSORTIUM, QUADRANTS, Point

SOURCE = {
    "source_id": "swot_form",
    "title": "SWOT form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Points that members added, reworded, rated, retired or restored on /swot; each with time and name.",
}


@check_arguments
def add(store: Store, *, subject: str, quadrant: str | None, text: str, author: str) -> str:
    """Record a new point at the end of its quadrant and return its `item_id`. Raises `EntryInvalid`.

    `subject` is `consortium` or the code of a target market.
    """
    text, author = join_lines(text), join_lines(author)
    with store.change() as change:
        board = [point for point in swot.points(change) if (point.subject, point.quadrant) == (subject, quadrant)]
        raise_if_invalid(
            *_find_subject_problems(change, subject),
            *_find_quadrant_problems(quadrant),
            *_find_text_problems(text),
            *_find_doubles(text, board),
            *find_name_problems(author),
        )
        item_id = f"{subject.lower()}_{quadrant}_added_{change.revision + 1}"
        position = 1 + max((point.position for point in board), default=0)
        row = {"item_id": item_id, "subject": subject, "quadrant": quadrant, "position": position, "text": text}
        _append(change, "swot_items", row | {"is_retired": False}, author=author)
    return item_id


@check_arguments
def reword(store: Store, *, item_id: str, text: str, author: str, seen: str, reason: str = "") -> str:
    """Record a new text of a point and return the batch. Raises `EntryInvalid`, `PointUnknown` or `PointChanged`.

    `seen` is the `batch_id` of the point as the member saw it.
    """
    text, author, reason = join_lines(text), join_lines(author), join_lines(reason)
    with store.change() as change:
        point = _find_unchanged_point(change, item_id, seen)
        raise_if_invalid(
            *_find_retired_problems(point),
            *_find_text_problems(text),
            *_find_unchanged(text, point),
            *find_name_problems(author),
            *find_reason_problems(reason),
        )
        row = _build_row(point) | {"text": text, "basis": find_basis(change), "locator": None, "note": None}
        return _append(change, "swot_items", row, author=author, note=reason)


@check_arguments
def rate(
    store: Store,
    *,
    item_id: str,
    partner_id: str | None,
    relevance: int | None,
    urgency: int | None,
    author: str,
    seen: str,
    seen_rating: str | None,
) -> str:
    """Record how relevant and urgent a partner finds a point, in place of what it said before; return the batch.

    `seen` and `seen_rating` are the batches of the point and of that partner's rating (None: there was none) as the
    member saw them. Raises `EntryInvalid`, `PointUnknown` or `PointChanged`.
    """
    author = join_lines(author)
    with store.change() as change:
        point = _find_unchanged_point(change, item_id, seen)
        raise_if_invalid(
            *_find_retired_problems(point),
            *find_choice_problems("Partner", partner_id, choices.list_partners(change)),
            *_find_scale_problems("Relevance", relevance),
            *_find_scale_problems("Urgency", urgency),
            *find_name_problems(author),
        )
        _raise_if_rating_changed(change, item_id, partner_id, seen_rating)
        row = {"item_id": item_id, "partner_id": partner_id, "relevance": relevance, "urgency": urgency}
        return _append(change, "swot_ratings", row, author=author)


@check_arguments
def retire(store: Store, *, item_id: str, author: str, seen: str, reason: str) -> str:
    """Take a point off the board, with a reason, and return the batch; it can be restored.

    Raises `EntryInvalid`, `PointUnknown` or `PointChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        point = _find_unchanged_point(change, item_id, seen)
        missing = (
            [] if is_visible(reason) else ["Reason: it is empty. Say in a few words why the point no longer counts."]
        )
        raise_if_invalid(
            *_find_retired_problems(point), *find_name_problems(author), *missing, *find_reason_problems(reason)
        )
        return _append(change, "swot_items", _build_row(point) | {"is_retired": True}, author=author, note=reason)


@check_arguments
def restore(store: Store, *, item_id: str, author: str, seen: str, reason: str = "") -> str:
    """Put a retired point back on the board and return the batch.

    Raises `EntryInvalid`, `PointUnknown` or `PointChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        point = _find_unchanged_point(change, item_id, seen)
        on_board = [] if point.is_retired else ["The point is on the board already: there is nothing to restore."]
        raise_if_invalid(*on_board, *find_name_problems(author), *find_reason_problems(reason))
        return _append(change, "swot_items", _build_row(point) | {"is_retired": False}, author=author, note=reason)


def _append(change: Change, table: str, row: Mapping[str, Any], *, author: str, note: str = "") -> str:
    """One batch with one row."""
    return append(change, SOURCE, {table: [row]}, author=author, note=note)


def _build_row(point: Point) -> dict[str, Any]:
    """The columns of `swot_items` that a further row of a point takes over."""
    return {
        "item_id": point.item_id, "subject": point.subject, "quadrant": point.quadrant, "position": point.position,
        "text": point.text, "is_retired": point.is_retired, "locator": point.locator, "basis": point.basis,
        "note": point.note,
    }  # fmt: skip


def _find_unchanged_point(reader: Reader, item_id: str, seen: str) -> Point:
    """The point, if it still is as the member saw it. Raises `PointUnknown` or `PointChanged`."""
    for point in swot.points(reader):
        if point.item_id == item_id:
            if point.batch_id != seen:
                state = "It is retired" if point.is_retired else "It is on the board"
                raise PointChanged(f"{describe_author(point)} changed the point. {state} and reads “{point.text}”.")
            return point
    raise PointUnknown(item_id)


def _raise_if_rating_changed(reader: Reader, item_id: str, partner_id: str | None, seen: str | None) -> None:
    """Raise `PointChanged` where the partner's rating is not the one that the member saw."""
    for now in swot.ratings(reader):
        if (now.item_id, now.partner_id) == (item_id, partner_id) and now.batch_id != seen:
            raise PointChanged(
                f"{describe_author(now)} rated the point for {now.partner}: "
                f"relevance {now.relevance}, urgency {now.urgency}."
            )


def _find_text_problems(text: str) -> list[str]:
    if not is_visible(text):
        return [f"Text: it is empty. Write the point in one sentence of at most {LONGEST_TEXT} characters."]
    return find_length_problems("Text", text, LONGEST_TEXT, way_out="Shorten it, or make it two points.")


def _find_doubles(text: str, board: Iterable[Point]) -> list[str]:
    for point in board:
        if are_same(point.text, text):
            way_out = "restore that one" if point.is_retired else "reword that one, or write something else"
            return [f"Text: {point.quadrant} {point.position} of this board says the same; {way_out}."]
    return []


def _find_unchanged(text: str, point: Point) -> list[str]:
    return ["Text: it is the same as before. Change it, or leave the point as it is."] if text == point.text else []


def _find_retired_problems(point: Point) -> list[str]:
    return ["The point is retired: restore it first."] if point.is_retired else []


def _find_quadrant_problems(quadrant: str | None) -> list[str]:
    return find_choice_problems("Quadrant", quadrant, dict(zip(QUADRANTS, QUADRANTS, strict=True)))


def _find_subject_problems(reader: Reader, subject: str) -> list[str]:
    found = reader.rows("select country_code from markets_as_of(null) where role <> 'reserve' order by position")
    known = [CONSORTIUM, *(row["country_code"] for row in found)]
    return find_choice_problems("Board", subject, dict(zip(known, known, strict=True)))


def _find_scale_problems(field: str, value: object) -> list[str]:
    low, high = RATING
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return []
    found = "nothing is chosen" if value is None else f"{quote(value)} is not on the scale"
    return [f"{field}: {found}; choose a whole number from {low} (low) to {high} (high)."]
