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
from pages.ui.data import AS_OF, WORKSPACE, WORKSPACES, ask_now, drawn, is_demonstration, present, today_is
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
"""The earliest day that can be chosen: nothing was known before."""

WIDTH = 170
"""Of the button of each filter, in pixels."""

SYNTHETIC = "Demonstration: what members report here is synthetic."


def chosen(name: str) -> list[str]:
    """The codes chosen in a filter; none: everything is wanted."""
    return list(held.chosen(name) or [])


def bar(title: str, *, purpose: str, obeys: Collection[str]) -> None:
    """Draw the head of a page: its title, the filters (it obeys the named ones), and a line on what is filtered.

    That line ends with the workspace and the live mark. The workspace is asked first, as all the rest is about it.
    """
    held.begin(title)
    warnings, head, line = st.container(), _row("filter_bar"), _row("filter_line")
    said = line.container(width="stretch")
    with warnings:
        pick.say()
    pick.heed(WORKSPACE, WORKSPACES, instead=f"“{WORKSPACES[0]}”")
    beside = line.container(horizontal=True, vertical_alignment="center", width="content", gap="small")
    with beside:
        with st.container(gap=None, width="content"):
            _pick_workspace()
            contrast.mark_chosen()  # takes no room
        links.copy()
    options = drawn(_all_options)
    _heed(options)
    for one in FILTERS:
        follow(one.name, options[one.name].names)
    held.follow(AS_OF, _day_asked_for(), nothing=None, labels=lambda day: [day.isoformat()], is_seen=True)
    with head:
        st.title(title, anchor=False, help=purpose, width="stretch")
        for one in FILTERS:
            _pick(one, options[one.name], disabled=one.name not in obeys)
        _pick_date(disabled=AS_OF not in obeys)
        st.button(
            "Reset", icon=":material/filter_alt_off:", on_click=_reset, disabled=not anything_chosen(), key="reset"
        )
    with said:
        _banner(obeys)
        _say(options, obeys)
    with beside:
        live.mark()


def _row(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key=key)


def _heed(options: Mapping[str, Options]) -> None:
    for one in FILTERS:
        pick.heed(one.name, options[one.name].codes, several=True)
    days = [text for text in st.query_params.get_all(AS_OF) if _is_known(text)]
    pick.heed(AS_OF, days, instead="Today", why=f"which is no day from {FIRST_DAY} up to today")


def _is_known(text: str) -> bool:
    try:
        return FIRST_DAY <= date.fromisoformat(text) <= present() and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _pick_workspace() -> None:
    asked = st.query_params.get(WORKSPACE)
    asked = asked if asked in WORKSPACES else None
    held.follow(WORKSPACE, asked, nothing=WORKSPACES[0], labels=lambda name: [name], is_seen=True)
    pick.radio("Workspace", WORKSPACES, key=WORKSPACE, horizontal=True, label_visibility="collapsed", width="content")


def _pick_date(*, disabled: bool) -> None:
    """The as-of date. The demonstration has a today of its own: a date beyond it, chosen elsewhere, is dropped."""
    pick.day(
        "As known on",
        key=AS_OF,
        first=FIRST_DAY,
        last=present(),
        help=f"Shows what was, or would have been, known at the end of that day. Empty: now. {today_is()}",
        disabled=disabled,
        label_visibility="collapsed",
        width=150,
    )


def _day_asked_for() -> date | None:
    asked = st.query_params.get(AS_OF, "")
    return date.fromisoformat(asked) if _is_known(asked) else None


def follow(key: str, names: Mapping[str, str]) -> None:
    """Settle what is chosen of `names` (by code) under a key, before its button is drawn."""
    codes = {name: code for code, name in names.items()}
    asked = [codes[name] for name in st.query_params.get_all(key) if name in codes]
    held.follow(key, asked, nothing=[], labels=lambda chosen: [names[code] for code in chosen if code in names])


def _all_options() -> Mapping[str, Options]:
    found = {}
    for one in FILTERS:
        rows = ask_now(one.options)
        codes = dict(zip(rows["name"], rows["code"], strict=True))
        found[one.name] = Options(codes=codes, leading=frozenset(rows.loc[rows["leads"], "code"]) or codes.values())
    return found


def _pick(one: Filter, options: Options, *, disabled: bool) -> None:
    """A filter: what leads is offered, what is chosen, and all the rest on request.

    The fewer options are drawn, the sooner a choice is answered: eighty take 20 ms more than ten.
    """
    names, every = options.names, f"every_{one.name}"
    wanted = names if st.session_state.get(every) else {*options.leading, *chosen(one.name)}
    offered = {code: name for code, name in names.items() if code in wanted}
    with several(one.name.capitalize(), offered, nothing=f"All {one.plural}", key=one.name, disabled=disabled):
        if len(options.leading) < len(names):
            st.toggle(f"Offer all {len(names)} {one.plural}", key=every)


def several(
    label: str, names: Mapping[str, str], *, nothing: str, key: str, disabled: bool = False, width: int = WIDTH
) -> DeltaGenerator:
    """A button that says what is chosen, and behind it all that can be: `names` by code; return what opens.

    The list stays open from one choice to the next. `nothing`: what the button says where nothing is chosen, which
    means that everything is wanted. The choice is in the session and in the address under `key`.
    """
    picked = [names.get(code, code) for code in chosen(key)]
    said = picked[0] if len(picked) == 1 else f"{len(picked)} chosen"
    text = escape_markdown(f"{label}: {said}") if picked else nothing
    opened = st.popover(text, disabled=disabled, width=width, key=f"choose_{key}")
    pick.many_of(opened, label, names, key=key, disabled=disabled, label_visibility="collapsed")
    return opened


def anything_chosen() -> bool:
    """Whether any filter is set."""
    return any(held.chosen(name) for name in ALL)


def _reset() -> None:
    for one in FILTERS:
        held.change(one.name, [])
    held.change(AS_OF, None)


def _banner(obeys: Collection[str]) -> None:
    """Say in one line what must not be overlooked: that reports are synthetic, that a past date is shown."""
    day = st.session_state.get(AS_OF) if AS_OF in obeys else None
    badges = []
    if is_demonstration():
        badges.append(f":orange-badge[:material/science: {SYNTHETIC}]")
    if day:
        badges.append(f":violet-badge[:material/history: As known on {format_day(day)}; recording is off.]")
    if badges:
        st.markdown(" ".join(badges))


def _say(options: Mapping[str, Options], obeys: Collection[str]) -> None:
    """One line: what is filtered, as known when, and which filters this page cannot obey."""
    parts = []
    for one in FILTERS:
        picked = [options[one.name].names.get(code, code) for code in chosen(one.name)]
        if picked and one.name in obeys:
            parts.append(f"{one.name}: {join_names(picked)}")
    shown = f"Filtered by {'; '.join(parts)}." if parts else "Nothing is filtered."
    ignored = [one.name for one in FILTERS if one.name not in obeys]
    note = f" This page does not depend on {join_names(ignored, last='or')}." if ignored else ""
    st.caption(shown + note + _as_of_sentence())


def _as_of_sentence() -> str:
    day = st.session_state.get(AS_OF)
    if not day:
        return f" As known today, which is {format_day(present())} here." if is_demonstration() else " As known today."
    first = ask_now(sources.first_recorded)
    if first is None or local_time.ends(day) >= first:
        return f" As known on {format_day(day)}; today is {format_day(present())}."
    return (
        f" {format_day(day)} is before the first recording ({format_day(local_time.day_of(first))}): "
        "only the documents are "
        "shown, which carry no date and count as always known. Choose a later date, or reset."
    )
