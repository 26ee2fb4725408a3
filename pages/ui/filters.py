"""The filter bar: country, sector, partner, as-of date and workspace; on every page, and part of its address."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dia_data import local_time
from dia_data.queries import choices, sources
from dia_data.wording.days import format_day
from dia_data.wording.lists import join_names
from pages.ui import contrast, held, links, live, pick
from pages.ui.data import (
    AS_OF,
    WORKSPACE,
    WORKSPACES,
    ask_undated,
    cached_view,
    describe_workspace_today,
    get_present_day,
    is_demonstration,
)
from pages.ui.markdown import escape_markdown


@dataclass(frozen=True, kw_only=True)
class Filter:
    """One list to choose from; `name` is its name in the address."""

    name: str
    plural: str
    options: Callable[..., pd.DataFrame]


FILTERS = (
    Filter(name="country", plural="countries", options=choices.countries),
    Filter(name="sector", plural="sectors", options=choices.sectors),
    Filter(name="partner", plural="partners", options=choices.partners),
)

ALL = frozenset({*(one.name for one in FILTERS), AS_OF})
"""The names of all filters, for pages that obey each of them."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What can be chosen in one filter: the codes by their public names, and those that are offered at once."""

    codes: Mapping[str, str]
    leading: Collection[str]

    @property
    def names(self) -> Mapping[str, str]:
        """The public names by code."""
        return {code: name for name, code in self.codes.items()}


FIRST_DAY = date(2000, 1, 1)
"""The earliest day that can be chosen where no document says how old it is."""

WIDTH = 170
"""Of the button of each filter, in pixels."""

SYNTHETIC = "Demonstration: what members report here is synthetic."


def get_chosen(name: str) -> list[str]:
    """The codes chosen in a filter; none: everything is wanted."""
    return list(held.get_chosen(name) or [])


def draw_bar(title: str, *, purpose: str, obeys: Collection[str]) -> None:
    """Draw the head of a page: its title, the filters (it obeys the named ones), and a line on what is filtered.

    That line ends with the workspace and the live mark. The workspace is asked first, as all the rest is about it.
    """
    held.begin_page(title)
    warnings, head, line = st.container(), _make_row("filter_bar"), _make_row("filter_line")
    sentence = line.container(width="stretch")
    with warnings:
        pick.show_notes()
    pick.correct_address(WORKSPACE, WORKSPACES, instead=f"“{WORKSPACES[0]}”")
    beside = line.container(horizontal=True, vertical_alignment="center", width="content", gap="small")
    with beside:
        with st.container(gap=None, width="content"):
            _pick_workspace()
            contrast.mark_chosen()  # takes no room
        links.draw_copy_button()
    options = cached_view(_list_options)
    _correct_choices(options)
    for one in FILTERS:
        settle_choice(one.name, options[one.name].names)
    held.settle(AS_OF, _read_asked_day(), nothing=None, labels=lambda day: [day.isoformat()], is_seen=True)
    with head:
        st.title(title, anchor=False, help=purpose, width="stretch")
        for one in FILTERS:
            _pick(one, options[one.name], disabled=one.name not in obeys)
        _pick_date(disabled=AS_OF not in obeys)
        st.button(
            "Reset", icon=":material/filter_alt_off:", on_click=_reset, disabled=not is_anything_chosen(), key="reset"
        )
    with sentence:
        _draw_banner(obeys)
        _draw_summary(options, obeys)
    with beside:
        live.draw_mark()


def _make_row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=key)


def _correct_choices(options: Mapping[str, Options]) -> None:
    for one in FILTERS:
        pick.correct_address(one.name, options[one.name].codes, several=True)
    days = [text for text in st.query_params.get_all(AS_OF) if _is_known(text)]
    pick.correct_address(AS_OF, days, instead="Today", why=_explain_days())


def _find_first_day() -> date:
    """Before it, a document that the pages show cannot have existed: no such day can be looked back to."""
    return ask_undated(sources.first_day) or FIRST_DAY


def _explain_days() -> str:
    first = _find_first_day()
    why = "" if first == FIRST_DAY else ", before which the documents shown cannot have been written,"
    return f"which is no day from {format_day(first)}{why} up to today"


def _is_known(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return _find_first_day() <= day <= get_present_day() and day.isoformat() == text


def _pick_workspace() -> None:
    asked = st.query_params.get(WORKSPACE)
    asked = asked if asked in WORKSPACES else None
    held.settle(WORKSPACE, asked, nothing=WORKSPACES[0], labels=lambda name: [name], is_seen=True)
    pick.choose_radio(
        "Workspace", WORKSPACES, key=WORKSPACE, horizontal=True, label_visibility="collapsed", width="content"
    )


def _pick_date(*, disabled: bool) -> None:
    """The as-of date. The demonstration has a today of its own: a date beyond it, chosen elsewhere, is dropped."""
    pick.choose_day(
        "As known on",
        key=AS_OF,
        first=_find_first_day(),
        last=get_present_day(),
        help=(
            "Shows what was, or would have been, known at the end of that day. Empty: now. "
            f"{describe_workspace_today()}"
        ),
        disabled=disabled,
        label_visibility="collapsed",
        width=150,
    )


def _read_asked_day() -> date | None:
    asked = st.query_params.get(AS_OF, "")
    return date.fromisoformat(asked) if _is_known(asked) else None


def settle_choice(key: str, names: Mapping[str, str]) -> None:
    """Settle what is chosen of `names` (by code) under a key, before its button is drawn."""
    codes = {name: code for code, name in names.items()}
    asked = [codes[name] for name in st.query_params.get_all(key) if name in codes]
    held.settle(key, asked, nothing=[], labels=lambda chosen: [names[code] for code in chosen if code in names])


def _list_options() -> Mapping[str, Options]:
    found = {}
    for one in FILTERS:
        rows = ask_undated(one.options)
        codes = dict(zip(rows["name"], rows["code"], strict=True))
        found[one.name] = Options(codes=codes, leading=frozenset(rows.loc[rows["leads"], "code"]) or codes.values())
    return found


def _pick(one: Filter, options: Options, *, disabled: bool) -> None:
    """A filter: what leads is offered, what is chosen, and all the rest on request.

    The fewer options are drawn, the sooner a choice is answered: eighty take 20 ms more than ten.
    """
    names, every = options.names, f"every_{one.name}"
    wanted = names if st.session_state.get(every) else {*options.leading, *get_chosen(one.name)}
    offered = {code: name for code, name in names.items() if code in wanted}
    with choose_several(one.name.capitalize(), offered, nothing=f"All {one.plural}", key=one.name, disabled=disabled):
        if len(options.leading) < len(names):
            st.toggle(f"Offer all {len(names)} {one.plural}", key=every)


def choose_several(
    label: str, names: Mapping[str, str], *, nothing: str, key: str, disabled: bool = False, width: int = WIDTH
) -> DeltaGenerator:
    """A button that says what is chosen, and behind it all that can be: `names` by code; return what opens.

    The list stays open from one choice to the next. `nothing`: what the button says where nothing is chosen, which
    means that everything is wanted. The choice is in the session and in the address under `key`.
    """
    picked = [names.get(code, code) for code in get_chosen(key)]
    sentence = picked[0] if len(picked) == 1 else f"{len(picked)} chosen"
    text = escape_markdown(f"{label}: {sentence}") if picked else nothing
    opened = st.popover(text, disabled=disabled, width=width, key=f"choose_{key}")
    pick.choose_many(opened, label, names, key=key, disabled=disabled, label_visibility="collapsed")
    return opened


def is_anything_chosen() -> bool:
    """Whether any filter is set."""
    return any(held.get_chosen(name) for name in ALL)


def _reset() -> None:
    for one in FILTERS:
        held.set_choice(one.name, [])
    held.set_choice(AS_OF, None)


def _draw_banner(obeys: Collection[str]) -> None:
    """Say in one line what must not be overlooked: that reports are synthetic, that a past date is shown."""
    day = st.session_state.get(AS_OF) if AS_OF in obeys else None
    badges = []
    if is_demonstration():
        badges.append(f":orange-badge[:material/science: {SYNTHETIC}]")
    if day:
        badges.append(f":violet-badge[:material/history: As known on {format_day(day)}; recording is off.]")
    if badges:
        st.markdown(" ".join(badges))


def _draw_summary(options: Mapping[str, Options], obeys: Collection[str]) -> None:
    """One line: what is filtered, as known when, and which filters this page cannot obey."""
    parts = []
    for one in FILTERS:
        picked = [options[one.name].names.get(code, code) for code in get_chosen(one.name)]
        if picked and one.name in obeys:
            parts.append(f"{one.name}: {join_names(picked)}")
    shown = f"Filtered by {'; '.join(parts)}." if parts else "Nothing is filtered."
    ignored = [one.name for one in FILTERS if one.name not in obeys]
    note = f" This page does not depend on {join_names(ignored, last='or')}." if ignored else ""
    st.caption(shown + note + _describe_as_of())


def _describe_as_of() -> str:
    day = st.session_state.get(AS_OF)
    if not day:
        return (
            f" As known today, which is {format_day(get_present_day())} here."
            if is_demonstration()
            else " As known today."
        )
    first = ask_undated(sources.first_recorded)
    if first is None or local_time.find_end_of_day(day) >= first:
        return f" As known on {format_day(day)}; today is {format_day(get_present_day())}."
    return (
        f" {format_day(day)} is before the first recording ({format_day(local_time.find_day(first))}): "
        "only the documents are shown. They print no date and count as known all the time; they may be younger. "
        "Choose a later date, or reset."
    )
