"""What Streamlit knows of the run that draws a page and tells nobody publicly: an upgrade may break it."""

from collections.abc import Sequence
from typing import NoReturn

from streamlit.navigation.page import StreamlitPage
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState, get_script_run_ctx


class PageEnds(Exception):
    """A page has nothing more to show, and what stands below each page follows.

    Not `st.stop()`: after that Streamlit draws nothing at all, and it keeps parts of the page that are there no more;
    one that is asked for late then draws itself into the place of another.
    """


def end_page() -> NoReturn:
    """Draw nothing more of the page itself. Raises `PageEnds`, which the frame expects."""
    raise PageEnds


def is_history_navigation() -> bool:
    """Whether the page is drawn because somebody went back or forward in the browser."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def is_part() -> bool:
    """Whether a part of the page is drawn anew, and not the whole."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def is_whole() -> bool:
    """Whether a page is drawn, and all of it; not outside of any run."""
    return get_script_run_ctx() is not None and not is_part()


def get_page_mark() -> str:
    """What is the same as long as one page is drawn, and another for each other page."""
    context = get_script_run_ctx()
    return context.page_script_hash if context else ""


def get_asked_path() -> str:
    """The path that a browser asks for which has just come; empty for the first page, and where it is known already."""
    context = get_script_run_ctx()
    return (context.pages_manager.intended_page_name or "") if context else ""


def is_asked_for(page: StreamlitPage) -> bool:
    """Whether a page is the one that the browser asks for; to be asked before the navigation is drawn."""
    context = get_script_run_ctx()
    if context is None:
        return False
    asked = context.pages_manager
    mark = page._script_hash  # noqa: SLF001 - the navigation finds the page by it, and tells only after it is drawn
    return page.url_path == asked.intended_page_name or mark == asked.intended_page_script_hash


def get_browser_query() -> str:
    """The query of the address as the browser sent it: also what Streamlit leaves out of `st.query_params`."""
    context = get_script_run_ctx()
    return context.query_string if context else ""


def repeat_address() -> None:
    """Have the browser write again, letter by letter, the query that it asked with."""
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.page_info_changed.query_string = context.query_string.removeprefix("?")
        context.enqueue(message)


def note_in_address(name: str, labels: Sequence[str]) -> None:
    """Have Streamlit know what the address says under a name, also while a widget holds it; nothing is sent."""
    context = get_script_run_ctx()
    if context is None:
        return
    with context.session_state.query_params() as known:
        if labels:
            known.set_with_no_forward_msg(name, list(labels))
        else:
            known.discard_param_no_forward_msg(name)


def get_running() -> tuple[str | None, object]:
    """Which part of the page is being drawn (None: the page itself), and something that each run has of its own."""
    context = get_script_run_ctx()
    return (ThreadState.get().fragment_id, context.cursors) if context else (None, None)
