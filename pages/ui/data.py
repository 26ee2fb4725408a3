"""The one place that knows both Streamlit's cache and the record."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, TypeVar

import streamlit as st

from dia_data import workspace

AS_OF = "as_of"
"""The name of the as-of date in the address and in the session."""

WORKSPACE = "workspace"
"""The name of the workspace in the address and in the session."""

CACHED_ANSWERS = 2000
KEPT_DRAWINGS = 500

Answer = TypeVar("Answer")


WORKSPACES = workspace.NAMES
"""The names of the workspaces; the first is the real one."""


def workspace_name() -> str:
    """The workspace that is shown."""
    name: str = st.session_state.get(WORKSPACE) or _asked_for()
    return name


def _asked_for() -> str:
    """What a link asks for, before the filter bar was first drawn."""
    asked = st.query_params.get(WORKSPACE)
    return asked if asked in WORKSPACES else WORKSPACES[0]


def is_demonstration() -> bool:
    """Whether what is shown is synthetic."""
    return workspace_name() != WORKSPACES[0]


def _store() -> Any:
    return workspace.opened(workspace_name())


def today() -> date:
    """The day that expectations, delays and staleness are judged against: the as-of date, else the workspace's."""
    return st.session_state.get(AS_OF) or present()


def present() -> date:
    """The workspace's own today, whatever date is chosen: nothing is known beyond it."""
    day: date = _store().clock().date()
    return day


def revision() -> int:
    """The number of the last change of the workspace that is shown."""
    return int(_store().revision)


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
    store = _store()
    answer: Answer = _kept(_name(query), workspace_name(), store.revision, arguments, _query=query, _store=store)
    return answer


def drawn(view: Callable[..., Answer], **arguments: Any) -> Answer:
    """What `view(**arguments)` makes of answers of `ask`: figures, tables, texts that are dear to make.

    Kept as it is and shared by all who look, so nobody may change it.
    """
    drawing: Answer = _kept_drawing(_name(view), workspace_name(), _store().revision, as_of(), arguments, _view=view)
    return drawing


def record(function: Callable[..., Answer], /, **arguments: Any) -> Answer:
    """Record something through a function of `dia_data.record`, in the workspace that is shown, and return its answer.

    Raises the `DiaError` of that function; nothing is recorded then.
    """
    return function(_store(), **arguments)


@st.cache_resource(max_entries=KEPT_DRAWINGS, show_spinner=False)
def _kept_drawing(
    name: str,
    workspace_name: str,
    revision: int,
    known_on: datetime | None,
    arguments: dict[str, Any],
    *,
    _view: Callable[..., Any],
) -> Any:
    """As `_kept`, but without the copy for each reader: a Plotly figure takes longer to copy than to make."""
    del name, workspace_name, revision, known_on
    return _view(**arguments)


def _name(query: Callable[..., Any]) -> str:
    return f"{query.__module__}.{query.__qualname__}"


@st.cache_data(max_entries=CACHED_ANSWERS, show_spinner=False)
def _kept(
    name: str,
    workspace_name: str,
    revision: int,
    arguments: dict[str, Any],
    *,
    _query: Callable[..., Any],
    _store: Any,
) -> Any:
    """Asks the query, which Streamlit leaves out of the key; names, revision and arguments are the key."""
    del name, workspace_name, revision
    return _query(_store, **arguments)
