"""Forms that record something about SWOT points, and what they say when the record refuses."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from dia_data import swot as logic
from dia_data.queries import choices
from dia_data.record import swot
from dia_data.record.entries import LONGEST_TEXT
from dia_data.swot import Point, Rating
from pages.ui import forms
from pages.ui.data import ask

SCALE = tuple(range(1, 6))
TEXT_LABEL = f"Text, at most {LONGEST_TEXT} characters"


def draw_add(board: str, *, name: str) -> None:
    """The form for a new point of a board, closed until it is wanted."""
    opened = st.expander(f"Add a point: {name}", icon=":material/add:", key="add_point", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if forms.is_recording_off():
            return
        with forms.draw_form(f"add_{board}", "Add point") as fields:
            fields["quadrant"] = st.selectbox(
                "Quadrant", logic.QUADRANTS, index=None, format_func=str.capitalize, placeholder="Choose one",
                key=_key(f"quadrant_{board}"),
            )  # fmt: skip
            fields["text"] = st.text_area(TEXT_LABEL, key=_key(f"new_text_{board}"), height=90)
        forms.send(swot.add, fields, done="Point added.", subject=board)


def draw_change(point: Point, ratings: Sequence[Rating]) -> None:
    """What can be recorded about a point: reword, rate, retire; or restore, where it is retired."""
    if forms.is_recording_off():
        return
    actions = ["Restore"] if point.is_retired else ["Reword", "Rate", "Retire"]
    action = st.segmented_control("Record something about this point", actions, key=_key("action"))
    if not action:
        return
    draw, function = ACTIONS[action]
    name = f"{action}_{point.item_id}"
    now = _read_state(point, ratings)
    seen = forms.get_seen(name, now)
    with forms.draw_form(name, f"{action} the point") as fields:
        draw(point, fields)
    if action == "Rate":
        fields["seen_rating"] = seen["ratings"].get(fields["partner_id"])
    forms.send(function, fields, done="Saved.", form_name=name, now=now, item_id=point.item_id, seen=seen["point"])


def _reword(point: Point, fields: forms.Fields) -> None:
    fields["text"] = st.text_area(TEXT_LABEL, value=point.text, key=_key("text", point), height=90)
    fields["reason"] = st.text_input("Reason (optional)", key=_key("reword_reason", point))


def _rate(point: Point, fields: forms.Fields) -> None:
    partners = ask(choices.partners)
    names = dict(zip(partners["code"], partners["name"], strict=True))
    fields["partner_id"] = st.selectbox(
        "Rated for the partner", list(names), index=None, format_func=names.__getitem__, placeholder="Choose one",
        key=_key("partner", point),
    )  # fmt: skip
    for field in ("relevance", "urgency"):
        fields[field] = st.segmented_control(
            f"{field.capitalize()}, 1 low to 5 high", SCALE, key=_key(field, point), width="stretch"
        )


def _retire(point: Point, fields: forms.Fields) -> None:
    fields["reason"] = st.text_input("Reason why it no longer counts", key=_key("retire_reason", point))


def _restore(point: Point, fields: forms.Fields) -> None:
    fields["reason"] = st.text_input("Reason (optional)", key=_key("restore_reason", point))


ACTIONS: Mapping[str, tuple[Callable[[Point, forms.Fields], None], Callable[..., str]]] = {
    "Reword": (_reword, swot.reword),
    "Rate": (_rate, swot.rate),
    "Retire": (_retire, swot.retire),
    "Restore": (_restore, swot.restore),
}
"""What a member can do with a point: the fields of its form, and what records them."""


def _key(name: str, point: Point | None = None) -> str:
    about = f"_{point.item_id}" if point else ""
    return forms.name_field(f"swot_{name}{about}")


def _read_state(point: Point, ratings: Sequence[Rating]) -> dict[str, Any]:
    """What the record holds of a point: the batch of its text, and of each partner's rating."""
    return {"point": point.batch_id, "ratings": {row.partner_id: row.batch_id for row in ratings}}
