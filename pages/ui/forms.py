"""Forms that record something: fields, the member's name, and what is said when the record refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import streamlit as st

from dia_data.errors import DiaError, EntryChanged
from dia_data.wording.days import format_day
from pages.ui import drafts
from pages.ui.data import get_as_of, get_workspace_name, record
from pages.ui.markdown import escape_user_text

NAME = "member_name"
"""The member's name as entered last, for the next form."""
TURN = "forms_turn"
"""How often something was recorded: after each time the fields are new and empty."""
SAID = "forms_said"
"""What was recorded, to be said once the page is drawn again."""
SEEN = "forms_seen"
"""For each open form of a workspace, what the record held when it was opened."""

FIELDS = "forms_fields"
"""The fields of the form that is being drawn, by name, each with its key."""

Fields = dict[str, Any]


def _do_nothing(*_: object) -> None:
    """What is done where nothing more is to do."""


def show_toast() -> None:
    """Say what was recorded in the run before; its draft is gone then."""
    done = st.session_state.pop(SAID, None)
    if done:
        st.toast(done, icon=":material/check_circle:")
    drafts.tell_dropped()


def is_recording_off() -> bool:
    """Whether nothing can be recorded, since the page shows a past date; it then says so."""
    day = get_as_of()
    if day:
        st.info(
            f"Recording is off: the page shows what was known on {format_day(day)}. Clear the date in the filter bar.",
            icon=":material/edit_off:",
        )
    return day is not None


def name_field(name: str) -> str:
    """The key of a field: another one after each recording, so that the field is empty again.

    The field belongs to the form that is being drawn, and its draft knows it by its name.
    """
    found = name_of_turn(name)
    st.session_state.setdefault(FIELDS, {})[name] = found
    return found


def name_of_turn(name: str) -> str:
    """The name of something that is another one after each recording."""
    return f"{name}_{st.session_state.get(TURN, 0)}"


def begin_form() -> None:
    """A form begins: what is drawn from here on are its fields."""
    st.session_state[FIELDS] = {}


@contextmanager
def draw_form(name: str, send: str) -> Iterator[Fields]:
    """A form around the block, closed by the member's name, a place for the answer, and a button named `send`.

    The block fills in the fields; `sent` says whether the button was pressed. The name says what the form is about too
    (which meeting, which point): what is typed stays with that.
    """
    begin_form()
    fields: Fields = {}
    with st.form(name_of_turn(f"form_{name}"), enter_to_submit=False):
        yield fields
        fields |= close_form(name, st.form_submit_button, send)


def close_form(name: str, button: Callable[..., bool], send: str, **heed: Any) -> Fields:
    """The end of each form: who records (`author`), a place for the `answer`, and whether it was `sent`.

    Between them stands what is known of its `draft`. `heed` says what the page does when the name is changed.
    """
    author = st.text_input("Your name", value=st.session_state.get(NAME, ""), key=name_field(_name(name)), **heed)
    draft = f"{get_workspace_name()}/{name}"
    drafts.keep(draft, st.session_state.pop(FIELDS))
    answer = st.container()
    sent = button(send, type=choose_button_type(), key=_name_button(name))
    return {"author": author, "answer": answer, "sent": sent, "draft": draft}


def is_open(name: str) -> bool:
    """Whether the form was on the page when it was drawn before; to be asked before it is drawn now."""
    return name_of_turn(_name(name)) in st.session_state


def is_sent(name: str) -> bool:
    """Whether the button of the form was pressed; can be asked before the form is drawn."""
    return bool(st.session_state.get(_name_button(name)))


def _name_button(name: str) -> str:
    return name_of_turn(f"send_{name}")


def _name(name: str) -> str:
    return f"name_{name}"


def get_seen(name: str, now: Any, *, part: str = "") -> Any:
    """What a member saw of a `part` when the form was opened; that is now, if it was not open yet.

    To be asked before the form is drawn.
    """
    opened: dict[str, Any] = st.session_state.setdefault(SEEN, {})
    place = name_in_workspace(name) + part
    if not is_open(name):
        opened[place] = now
    return opened.setdefault(place, now)


def mark_seen(name: str, now: Any) -> None:
    """Note that the member has been told what the record holds now."""
    st.session_state.setdefault(SEEN, {})[name_in_workspace(name)] = now


def name_in_workspace(name: str) -> str:
    """The name of a form in the workspace that is shown: in the other one it is another form."""
    return f"{get_workspace_name()}/{name_of_turn(name)}"


def send(
    function: Callable[..., str],
    fields: Fields,
    *,
    done: str,
    form_name: str = "",
    now: Any = None,
    saved: Callable[[str], None] = _do_nothing,
    **arguments: Any,
) -> None:
    """If the button was pressed: record what the form holds and draw the page again.

    What the record refuses is said in the form, and the fields stay. Where somebody else was faster, that is said, and
    pressing again records all the same: `now` is what the record holds. `saved` gets the batch.
    """
    answer, sent, draft = (fields.pop(name) for name in ("answer", "sent", "draft"))
    if not sent:
        return
    batch_id = attempt(function, answer, overtaken=lambda: mark_seen(form_name, now), **fields, **arguments)
    if batch_id:
        saved(batch_id)
        finish(done, author=fields["author"], draft=draft)


def attempt(
    function: Callable[..., str],
    place: Any,
    /,
    *,
    overtaken: Callable[[], None] = _do_nothing,
    before: str = "",
    **arguments: Any,
) -> str | None:
    """Record something and return what the function does; None where the record refuses, which is said in `place`.

    `overtaken` is called where somebody else was faster: the member has seen it now. `before` begins the sentence
    of any other refusal.
    """
    try:
        return record(function, **arguments)
    except EntryChanged as changed:
        overtaken()
        show_refusal(place, changed)
    except DiaError as refused:
        show_refusal(place, refused, before=before)
    return None


def show_refusal(place: Any, refused: DiaError, *, before: str = "") -> None:
    """What the record refused: a warning where somebody else was faster, else an error."""
    if isinstance(refused, EntryChanged):
        place.warning(escape_user_text(refused.public), icon=":material/group:")
    else:
        place.error(escape_user_text(f"{before}{refused.public}"), icon=":material/error:")


def finish(done: str, *, author: str, draft: str) -> None:
    """After something was recorded: drop its draft, empty the fields, draw the page again, and say `done` then."""
    drafts.drop(draft)
    st.session_state[NAME] = author
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state[SAID] = done
    st.session_state[SEEN] = {}
    st.rerun()


def choose_button_type() -> Literal["primary", "secondary"]:
    """The type of a button that matters most: in the dark theme white on the primary colour cannot be read."""
    return "secondary" if st.context.theme.type == "dark" else "primary"
