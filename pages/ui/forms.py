"""Forms that record something: fields, the member's name, and what is said when the record refuses."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from dia_data.errors import DiaError, EntryChanged
from pages.ui import words
from pages.ui.data import as_of, record

NAME = "member_name"
"""The member's name as entered last, for the next form."""
TURN = "forms_turn"
"""How often something was recorded: after each time the fields are new and empty."""
SAID = "forms_said"
"""What was recorded, to be said once the page is drawn again."""
SEEN = "forms_seen"
"""For each open form, what the record held when it was opened."""

Fields = dict[str, Any]


def said() -> None:
    """Say what was recorded in the run before."""
    done = st.session_state.pop(SAID, None)
    if done:
        st.toast(done, icon=":material/check_circle:")


def off() -> bool:
    """Whether nothing can be recorded, since the page shows a past date; it then says so."""
    day = as_of()
    if day:
        st.info(
            f"Recording is off: the page shows what was known on {day:%d %B %Y}. Clear the date in the filter bar.",
            icon=":material/edit_off:",
        )
    return day is not None


def key(name: str) -> str:
    """The key of a field: another one after each recording, so that the field is empty again."""
    return f"{name}_{st.session_state.get(TURN, 0)}"


@contextmanager
def form(name: str, send: str) -> Iterator[Fields]:
    """A form around the block, closed by the member's name, a place for the answer, and a button named `send`.

    The block fills in the fields; `sent` says whether the button was pressed.
    """
    fields: Fields = {}
    with st.form(key(f"form_{name}"), enter_to_submit=False):
        yield fields
        fields["author"] = st.text_input("Your name", value=st.session_state.get(NAME, ""), key=key(f"name_{name}"))
        fields["answer"] = st.container()
        fields["sent"] = st.form_submit_button(send, type="primary")


def seen(name: str, batch_id: str | None) -> str | None:
    """The batch that a member saw when the form `name` was opened; now, if it was not open yet."""
    opened: dict[str, str | None] = st.session_state.setdefault(SEEN, {})
    return opened.setdefault(key(name), batch_id)


def send(
    function: Callable[..., str],
    fields: Fields,
    *,
    done: str,
    form_name: str = "",
    now: str | None = None,
    **arguments: Any,
) -> None:
    """If the button was pressed: record what the form holds and draw the page again.

    What the record refuses is said in the form, and the fields stay. Where somebody else was faster, that is said, and
    pressing again records all the same: `now` is the batch that the record holds.
    """
    answer, sent = fields.pop("answer"), fields.pop("sent")
    if not sent:
        return
    try:
        record(function, **fields, **arguments)
    except EntryChanged as changed:
        answer.warning(words.typed(str(changed)), icon=":material/group:")
        st.session_state.setdefault(SEEN, {})[key(form_name)] = now
        return
    except DiaError as error:
        answer.error(words.typed(str(error)), icon=":material/error:")
        return
    finish(done, author=fields["author"])


def finish(done: str, *, author: str) -> None:
    """After something was recorded: empty the fields, draw the page again, and say `done` then."""
    st.session_state[NAME] = author
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    st.session_state[SAID] = done
    st.session_state[SEEN] = {}
    st.rerun()
