"""The one place that knows both Streamlit's cache and the record."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from dia_data import local_time
from dia_data.storage import workspaces
from dia_data.wording.days import describe_today

AS_OF = "as_of"
"""The name of the as-of date in the address and in the session."""

WORKSPACE = "workspace"
"""The name of the workspace in the address and in the session."""

CACHED_ANSWERS = 2000
KEPT_DRAWINGS = 500

Answer = TypeVar("Answer")


WORKSPACES = workspaces.NAMES
"""The names of the workspaces; the first is the real one."""


def get_workspace_name() -> str:
    """The workspace that is shown."""
    name: str = st.session_state.get(WORKSPACE) or _get_asked_workspace()
    return name


def _get_asked_workspace() -> str:
    """What a link asks for, before the filter bar was first drawn."""
    asked = st.query_params.get(WORKSPACE)
    return asked if asked in WORKSPACES else WORKSPACES[0]


def is_demonstration() -> bool:
    """Whether what is shown is synthetic."""
    return get_workspace_name() != WORKSPACES[0]


def _get_store() -> Any:
    return workspaces.open_workspace(get_workspace_name())


def open_workspace() -> None:
    """Open the workspace that is shown; where that takes long, as where the demonstration is being made, say so.

    Called before anything else is drawn: without it the page would stay blank meanwhile.
    """
    name = get_workspace_name()
    if name != WORKSPACES[0] and not workspaces.is_open(name):
        with st.spinner("The demonstration is being prepared: about 10 seconds.", show_time=True):
            workspaces.open_workspace(name)


def get_today() -> date:
    """The day that expectations, delays and staleness are judged against: the as-of date, else the workspace's."""
    return st.session_state.get(AS_OF) or get_present_day()


def get_present_day() -> date:
    """The workspace's own today, whatever date is chosen: nothing is known beyond it."""
    return local_time.find_day(_get_store().clock())


def describe_workspace_today() -> str:
    """Which day forms mean by today, in a sentence."""
    return describe_today(get_present_day())


def get_revision() -> int:
    """The number of the last change of the workspace that is shown."""
    return int(_get_store().revision)


def get_as_of() -> datetime | None:
    """The end of the chosen day in the programme's time zone (as UTC), or None for now."""
    day = st.session_state.get(AS_OF)
    return local_time.find_end_of_day(day) if day else None


def ask(query: Callable[..., Answer], **arguments: Any) -> Answer:
    """The answer to a question of `dia_data.queries` about the record as known at the chosen date.

    Answers are kept per state of the record, so a question is asked once until something is recorded.
    """
    return ask_undated(query, as_of=get_as_of(), **arguments)


def ask_undated(query: Callable[..., Answer], **arguments: Any) -> Answer:
    """The same whatever date is chosen: for the names in the filter bar and for the record's own history."""
    store = _get_store()
    answer: Answer = _cache_answer(
        state=_describe_state(query, store, arguments), _query=query, _store=store, _arguments=arguments
    )
    return answer


def ask_later(query: Callable[..., Answer], **arguments: Any) -> Callable[[], Answer]:
    """What asks the question when it is called, of the workspace and date that are shown now.

    For what is made on another thread, as a file when it is downloaded: a thread knows no session.
    """
    return partial(query, _get_store(), as_of=get_as_of(), **arguments)


def prefetch(query: Callable[..., Any], **arguments: Any) -> None:
    """Begin to ask on another thread what is asked soon: DuckDB answers both at once, and the record keeps the answer.

    Where that fails, whoever asks is told.
    """
    _asking.submit(query, _get_store(), as_of=get_as_of(), **arguments)


_asking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")


def cached_view(view: Callable[..., Answer], **arguments: Any) -> Answer:
    """What `view(**arguments)` makes of answers of `ask`: figures, tables, texts that are dear to make.

    Kept as it is and shared by all who look, so nobody may change it.
    """
    state = _describe_state(view, _get_store(), arguments | {AS_OF: get_as_of()})
    drawing: Answer = _cache_drawing(state=state, _view=view, _arguments=arguments)
    return drawing


def record(function: Callable[..., Answer], /, **arguments: Any) -> Answer:
    """Record something through a function of `dia_data.record`, in the workspace that is shown, and return its answer.

    Raises the `DiaError` of that function; nothing is recorded then.
    """
    return function(_get_store(), **arguments)


def _describe_state(made_by: Callable[..., Any], store: Any, arguments: Mapping[str, Any]) -> str:
    """What an answer depends on, in one text: Streamlit takes longer over each part of a key than over the whole.

    The day is a part of it: whoever looks after midnight is not told what was late the day before.
    """
    name = f"{made_by.__module__}.{made_by.__qualname__}"
    return f"{get_workspace_name()} {store.revision} {get_present_day()} {name} {sorted(arguments.items())!r}"


@st.cache_resource(max_entries=KEPT_DRAWINGS, show_spinner=False)
def _cache_drawing(*, state: str, _view: Callable[..., Any], _arguments: Mapping[str, Any]) -> Any:
    """As `_cache_answer`, but without the copy for each reader: a Plotly figure takes longer to copy than to make."""
    del state
    return _view(**_arguments)


@st.cache_data(max_entries=CACHED_ANSWERS, show_spinner=False)
def _cache_answer(*, state: str, _query: Callable[..., Any], _store: Any, _arguments: Mapping[str, Any]) -> Any:
    """Asks the query, which Streamlit leaves out of the key, as all whose name begins so; `state` is the key."""
    del state
    return _query(_store, **_arguments)
