"""The one place that knows both Streamlit's cache and the record."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, TypeVar

import streamlit as st

from dia_data import workspace

AS_OF = "as_of"
"""The name of the as-of date in the address and in the session."""

CACHED_ANSWERS = 2000

Answer = TypeVar("Answer")


def as_of() -> datetime | None:
    """The end of the chosen day (UTC), or None for now."""
    day = st.session_state.get(AS_OF)
    return datetime.combine(day, time.max) if day else None


def ask(query: Callable[..., Answer], **arguments: Any) -> Answer:
    """The answer to a question of `dia_data.queries` about the record as known at the chosen date.

    Answers are kept per state of the record, so a question is asked once until something is recorded.
    """
    return ask_now(query, as_of=as_of(), **arguments)


def ask_now(query: Callable[..., Answer], **arguments: Any) -> Answer:
    """The same whatever date is chosen: for the names in the filter bar and for the record's own history."""
    answer: Answer = _kept(_name(query), workspace.consortium().revision, arguments, _query=query)
    return answer


def _name(query: Callable[..., Any]) -> str:
    return f"{query.__module__}.{query.__qualname__}"


@st.cache_data(max_entries=CACHED_ANSWERS, show_spinner=False)
def _kept(name: str, revision: int, arguments: dict[str, Any], *, _query: Callable[..., Any]) -> Any:
    """Asks the query, which Streamlit leaves out of the key; its name, the revision and the arguments are the key."""
    del name, revision
    return _query(workspace.consortium(), **arguments)
