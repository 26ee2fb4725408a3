"""Forms that record something about SWOT points, and what they say when the record refuses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from dia_data import swot as logic
from dia_data.errors import DiaError, PointChanged
from dia_data.queries import choices
from dia_data.record import swot
from dia_data.record.entries import LONGEST_TEXT
from pages.ui import words
from pages.ui.data import as_of, ask, record

OPENED = "swot_opened"
"""What the member saw of a point when its form was opened: the batch of the point, and of each partner's rating."""
TURN = "swot_turn"
"""How often something was recorded: after each time the fields are new and empty."""
SAID = "swot_said"
"""What was recorded, to be said once the page is drawn again."""
NAME = "swot_name"
"""The member's name as entered last."""

SCALE = tuple(range(1, 6))
TEXT_LABEL = f"Text, at most {LONGEST_TEXT} characters"

Row = Mapping[Any, Any]
Fields = dict[str, Any]


def said() -> None:
    """Say what was recorded in the run before."""
    done = st.session_state.pop(SAID, None)
    if done:
        st.toast(done, icon=":material/check_circle:")


def forget() -> None:
    """Forget what was seen: the next form starts from what is in the record then."""
    st.session_state.pop(OPENED, None)


def add(board: str, *, name: str) -> None:
    """The form for a new point of a board, closed until it is wanted."""
    opened = st.expander(f"Add a point: {name}", icon=":material/add:", key="add_point", on_change="rerun")
    if not opened.open:
        return
    with opened:
        if _off():
            return
        with _form("add", "Add the point") as fields:
            fields["quadrant"] = st.selectbox(
                "Quadrant", logic.QUADRANTS, index=None, format_func=str.capitalize, placeholder="Choose one",
                key=_key("quadrant"),
            )  # fmt: skip
            fields["text"] = st.text_area(TEXT_LABEL, key=_key("new_text"), height=90)
        if fields.pop("sent"):
            _try(swot.add, fields, done="The point is on the board.", subject=board)


def change(point: Row, ratings: Sequence[Row]) -> None:
    """What can be recorded about a point: reword, rate, retire; or restore, where it is retired."""
    if _off():
        return
    actions = ["Restore"] if point["is_retired"] else ["Reword", "Rate", "Retire"]
    action = st.segmented_control("Record something about this point", actions, key=_key("action"))
    if not action:
        return
    draw, function = ACTIONS[action]
    seen = _seen(point, ratings)
    with _form(action, f"{action} the point") as fields:
        draw(point, fields)
    if not fields.pop("sent"):
        return
    if action == "Rate":
        fields["seen_rating"] = seen["ratings"].get(fields["partner_id"])
    if not _try(function, fields, done="It is recorded.", item_id=point["item_id"], seen=seen["point"]):
        st.session_state[OPENED] = _state(point, ratings)


def _reword(point: Row, fields: Fields) -> None:
    fields["text"] = st.text_area(TEXT_LABEL, value=point["text"], key=_key("text", point), height=90)
    fields["reason"] = st.text_input("Reason (may stay empty)", key=_key("reword_reason", point))


def _rate(point: Row, fields: Fields) -> None:
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


def _retire(point: Row, fields: Fields) -> None:
    fields["reason"] = st.text_input("Reason why it no longer counts", key=_key("retire_reason", point))


def _restore(point: Row, fields: Fields) -> None:
    fields["reason"] = st.text_input("Reason (may stay empty)", key=_key("restore_reason", point))


ACTIONS: Mapping[str, tuple[Callable[[Row, Fields], None], Callable[..., str]]] = {
    "Reword": (_reword, swot.reword),
    "Rate": (_rate, swot.rate),
    "Retire": (_retire, swot.retire),
    "Restore": (_restore, swot.restore),
}
"""What a member can do with a point: the fields of its form, and what records them."""


def _off() -> bool:
    """Whether nothing can be recorded, since the page shows a past date; it then says so."""
    day = as_of()
    if day:
        st.info(
            f"Recording is off: the page shows what was known on {day:%d %B %Y}. Clear the date in the filter bar.",
            icon=":material/edit_off:",
        )
    return day is not None


@contextmanager
def _form(name: str, send: str) -> Iterator[Fields]:
    """A form around the block, closed by the member's name, a place for the answer, and a button.

    `sent` says whether the button was pressed.
    """
    fields: Fields = {}
    with st.form(_key(f"form_{name}"), enter_to_submit=False):
        yield fields
        fields["author"] = st.text_input("Your name", value=st.session_state.get(NAME, ""), key=_key(f"name_{name}"))
        fields["answer"] = st.container()
        fields["sent"] = st.form_submit_button(send, type="primary")


def _key(name: str, point: Row | None = None) -> str:
    about = f"_{point['item_id']}" if point else ""
    return f"swot_{name}{about}_{st.session_state.get(TURN, 0)}"


def _seen(point: Row, ratings: Sequence[Row]) -> dict[str, Any]:
    """What the member saw when the form was opened; that is now, if no form of this point is open."""
    seen: dict[str, Any] = st.session_state.get(OPENED) or {}
    if seen.get("item_id") != point["item_id"]:
        seen = st.session_state[OPENED] = _state(point, ratings)
    return seen


def _state(point: Row, ratings: Sequence[Row]) -> dict[str, Any]:
    of_partners = {row["partner_id"]: row["batch_id"] for row in ratings}
    return {"item_id": point["item_id"], "point": point["batch_id"], "ratings": of_partners}


def _try(function: Callable[..., str], fields: Fields, *, done: str, **arguments: Any) -> bool:
    """Record what the form holds and draw the page again; what the record refuses is said, and the fields stay.

    False: somebody else was faster, and the member has now seen it.
    """
    answer = fields.pop("answer")
    try:
        record(function, **fields, **arguments)
    except PointChanged as changed:
        answer.warning(words.typed(str(changed)), icon=":material/group:")
        return False
    except DiaError as error:
        answer.error(words.typed(str(error)), icon=":material/error:")
        return True
    st.session_state[NAME] = fields["author"]
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state[SAID] = done
    forget()
    st.rerun()
    return True
