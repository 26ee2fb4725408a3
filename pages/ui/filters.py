"""The filters: country, sector, partner and as-of date; part of the address of every page."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dia_data.queries import choices, sources
from dia_data.wording.days import format_day
from pages.ui import held, phone, pick
from pages.ui.data import (
    AS_OF,
    ask_undated,
    cached_view,
    describe_workspace_today,
    get_present_day,
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


Offered = Mapping[str, Options]
"""What can be chosen, by the name of the filter."""

FIRST_DAY = date(2000, 1, 1)
"""The earliest day that can be chosen where no document says how old it is."""

WIDTH = 170
"""Of the button of each filter, in pixels."""


def get_chosen(name: str) -> list[str]:
    """The codes chosen in a filter; none: everything is wanted."""
    return list(held.get_chosen(name) or [])


def settle() -> Offered:
    """Settle what is chosen in each filter and return what can be; to be called before anything else is asked."""
    options = cached_view(_list_options)
    _correct_choices(options)
    for one in FILTERS:
        settle_choice(one.name, options[one.name].names)
    held.settle(AS_OF, _read_asked_day(), nothing=None, labels=lambda day: [day.isoformat()], is_seen=True)
    return options


def draw(offered: Offered, obeys: Collection[str], *, elsewhere: DeltaGenerator) -> None:
    """Draw the filters that a page obeys, and the as-of date; on a phone behind one button.

    Another one in which something is chosen is drawn `elsewhere`: from the address a browser takes what no list holds.
    """
    obeyed = [one for one in FILTERS if one.name in obeys]
    for one in FILTERS:
        if one not in obeyed and get_chosen(one.name):
            _draw_list(one, offered[one.name], elsewhere, label_visibility="visible")
    if phone.is_phone():
        chosen = sum(bool(held.get_chosen(one.name)) for one in obeyed) + bool(held.get_chosen(AS_OF))
        with st.popover(f"Filters ({chosen})" if chosen else "Filters", key="choose_filters"):
            for one in obeyed:
                _draw_list(one, offered[one.name], st.container(), label_visibility="visible")
            _pick_date()
        return
    for one in obeyed:
        _pick(one, offered[one.name])
    _pick_date()


def _correct_choices(options: Offered) -> None:
    for one in FILTERS:
        pick.correct_address(one.name, options[one.name].codes, several=True)
    days = [text for text in st.query_params.get_all(AS_OF) if _is_known(text)]
    pick.correct_address(AS_OF, days, instead="Today", why=_explain_days())


def _find_first_day() -> date:
    """Before it, a document that the pages show cannot have existed: no such day can be looked back to."""
    return ask_undated(sources.first_day) or FIRST_DAY


def _explain_days() -> str:
    first = _find_first_day()
    why = "" if first == FIRST_DAY else " (the documents shown cannot be older)"
    return f"which is not a day from {format_day(first)}{why} to today"


def _is_known(text: str) -> bool:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return _find_first_day() <= day <= get_present_day() and day.isoformat() == text


def _pick_date() -> None:
    """The as-of date. The demonstration has a today of its own: a date beyond it, chosen elsewhere, is dropped."""
    pick.choose_day(
        "As known on",
        key=AS_OF,
        first=_find_first_day(),
        last=get_present_day(),
        help=(
            "Shows what was known, or would have been, at the end of that day. Leave empty for now. "
            f"{describe_workspace_today()}"
        ),
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


def _list_options() -> Offered:
    found = {}
    for one in FILTERS:
        rows = ask_undated(one.options)
        codes = dict(zip(rows["name"], rows["code"], strict=True))
        found[one.name] = Options(codes=codes, leading=frozenset(rows.loc[rows["leads"], "code"]) or codes.values())
    return found


def _pick(one: Filter, options: Options) -> None:
    opened = _open_button(one.name.capitalize(), options.names, nothing=f"All {one.plural}", key=one.name, width=WIDTH)
    _draw_list(one, options, opened, label_visibility="collapsed")


def _draw_list(one: Filter, options: Options, place: DeltaGenerator, *, label_visibility: str) -> None:
    """The list of a filter: what leads is offered, what is chosen, and all the rest on request.

    The fewer options are drawn, the sooner a choice is answered: eighty take 20 ms more than ten.
    """
    names, every = options.names, f"every_{one.name}"
    wanted = names if st.session_state.get(every) else {*options.leading, *get_chosen(one.name)}
    offered = {code: name for code, name in names.items() if code in wanted}
    pick.choose_many(place, one.name.capitalize(), offered, key=one.name, label_visibility=label_visibility)
    if len(options.leading) < len(names):
        place.toggle(f"Offer all {len(names)} {one.plural}", key=every)


def choose_several(label: str, names: Mapping[str, str], *, nothing: str, key: str, width: int = WIDTH) -> None:
    """A button that says what is chosen, and behind it all that can be: `names` by code.

    The list stays open from one choice to the next. `nothing`: what the button says where nothing is chosen, which
    means that everything is wanted. The choice is in the session and in the address under `key`.
    """
    opened = _open_button(label, names, nothing=nothing, key=key, width=width)
    pick.choose_many(opened, label, names, key=key, label_visibility="collapsed")


def _open_button(label: str, names: Mapping[str, str], *, nothing: str, key: str, width: int) -> DeltaGenerator:
    picked = [names.get(code, code) for code in get_chosen(key)]
    sentence = picked[0] if len(picked) == 1 else f"{len(picked)} chosen"
    text = escape_markdown(f"{label}: {sentence}") if picked else nothing
    return st.popover(text, width=width, key=f"choose_{key}")


def is_anything_chosen() -> bool:
    """Whether any filter is set."""
    return any(held.get_chosen(name) for name in ALL)


def reset() -> None:
    """Choose nothing in any filter, and no date."""
    for one in FILTERS:
        held.set_choice(one.name, [])
    held.set_choice(AS_OF, None)
