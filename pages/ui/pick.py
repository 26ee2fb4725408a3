"""Choices that stand in the address. What an address says and no choice offers is named, and the usual choice is shown.

Streamlit takes an empty value in an address for a choice, of a required one too, and keeps it for the session. So an
address is put right before its widget is drawn: nothing of it is in the session then.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from urllib.parse import parse_qs

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.errors import StreamlitAPIException

from pages.ui import address, runs
from pages.ui.markdown import FIRST_STRONG, POP, escape_user_text

NOTES = "not_understood"
"""Where the session keeps, by name, the sentences on what the address asked for in vain."""
CORRECTED = "address_corrected"
"""Where the session keeps that the page is drawn again as its address was put right; true: on the way back."""
BACK = "on_the_way_back"
"""Where the session keeps that this is the way back, which Streamlit forgets when the page is drawn again."""
DRAWN = "page_begun"
"""Where the session keeps which page was drawn last."""
LAST = "chosen_last"
"""Where the session keeps, by name, what was chosen when the page was drawn last."""
ASKED = "asked_for_now"
"""Where the session keeps the names that the page has asked for since it was begun."""

STREAMLITS_OWN = ("embed", "embed_options")
"""Names in an address that Streamlit keeps for itself: it does not show them, and refuses whoever sets them."""

LONGEST_SHOWN = 60
LONGEST_TEXT = 200
"""Characters of a text in an address, and of what a sentence quotes of it."""

Option = TypeVar("Option")
Options = Mapping[Option, str]
"""What can be chosen, and how each is called on screen and in the address."""


def begin_page() -> None:
    """Forget what links asked for in vain; on the way back, heed all that the address says.

    To be called before anything of a page is drawn.
    """
    st.session_state[ASKED] = set()
    corrected = st.session_state.pop(CORRECTED, None)
    if corrected is None:
        st.session_state.pop(NOTES, None)
    st.session_state[BACK] = bool(corrected)
    if is_back():
        for name, labels in _find_left_out().items():
            runs.note_in_address(name, labels)
        runs.repeat_address()  # the answer to a choice made just before may have been written into this entry
    elif _is_another_page():
        _forget_shared()
        st.query_params.update({name: values for name, values in _find_left_out().items() if name in address.FRAME})


def is_back() -> bool:
    """Whether the page is drawn since somebody went back or forward: then the address alone says what is chosen."""
    return runs.is_whole() and (runs.is_history_navigation() or bool(st.session_state.get(BACK)))


def _is_another_page() -> bool:
    page = runs.get_page_mark()
    return bool(page != st.session_state.setdefault(DRAWN, page))


def note_page() -> None:
    """Note which page is drawn; to be called once the navigation knows it.

    Before that, the first run of a session takes a deep link for a page of its own, and the next run would be on
    another one: what a first click opens would be forgotten.
    """
    st.session_state[DRAWN] = runs.get_page_mark()


def _forget_shared() -> None:
    """Forget what the page before held under names that this page has too, unless a link asks for it.

    Else the KPI of a form would open over the list of KPIs, though nobody opened it.
    """
    for name in address.SHARED - set(st.query_params):
        st.session_state.pop(name, None)
        st.session_state.get(LAST, {}).pop(name, None)


def _find_left_out() -> dict[str, list[str]]:
    """What Streamlit leaves out of an address that leads to another page: names that a widget of both pages holds."""
    asked = parse_qs(runs.get_browser_query(), keep_blank_values=True)
    return {
        name: values
        for name, values in asked.items()
        if name not in st.query_params and name.lower() not in STREAMLITS_OWN
    }


def _draw_again() -> None:
    st.session_state[CORRECTED] = is_back()
    st.rerun()


def note_in_vain(name: str, sentence: str) -> None:
    """Say at the head of the page that is drawn next what a link asked for in vain."""
    st.session_state.setdefault(NOTES, {})[name] = [sentence]
    st.session_state[CORRECTED] = is_back()


def show_notes() -> None:
    """Say what links asked for in vain: at the head of the page, which is drawn again once that is known."""
    for sentences in st.session_state.get(NOTES, {}).values():
        for sentence in sentences:
            st.warning(sentence, icon=":material/link_off:")


def close_the_rest(page: str) -> None:
    """Close what could be opened on a page and was not asked for: a page that ends early shows nothing of it.

    Else the session would open it again as soon as there is room for it, and the address name what is not seen. To be
    called when all of the page is drawn.
    """
    for name in address.OPENS.get(page, frozenset()) - _get_asked():
        st.session_state.pop(name, None)
        st.session_state.get(LAST, {}).pop(name, None)
        if name in st.query_params:
            put_in_address(name, [])


def find_opened(name: str) -> str | None:
    """What the address says is open under a name that no widget holds."""
    _get_asked().add(name)
    return st.query_params.get(name)


def _get_asked() -> set[str]:
    asked: set[str] = st.session_state.setdefault(ASKED, set())
    return asked


def name_as_is(names: Sequence[str]) -> dict[str, str]:
    """Options that are called what they are."""
    return dict(zip(names, names, strict=True))


def choose_one(
    label: str,
    options: Options[Option],
    *,
    key: str,
    default: Option | None = None,
    known: Collection[str] = (),
    **look: Any,
) -> Option:
    """One option, in a row of segments; the first, or the `default`, where none is chosen.

    Names that are `known` although they are not offered now exist as well: the page says why they are not.
    """
    usual = next(iter(options)) if default is None else default
    correct_address(key, known or options.values(), instead=_quote_label(options[usual]))
    _settle(key, options, usual)
    chosen: Option = st.segmented_control(
        label, list(options), default=usual, required=True, format_func=_build_namer(options), key=key,
        bind="query-params", **look,
    )  # fmt: skip
    return _remember(key, chosen if chosen in options else usual)


def choose_view(names: Sequence[str], *, key: str) -> str:
    """Which of a page's views is chosen."""
    return choose_one("Show", name_as_is(names), key=key, label_visibility="collapsed", wrap=True)


def choose_one_or_none(
    label: str, options: Options[Option], *, key: str, draw: Callable[..., Any], **look: Any
) -> Option | None:
    """One option or none, in a row that `draw` makes (`st.segmented_control` or `st.pills`)."""
    correct_address(key, options.values())
    _settle(key, options, None)
    chosen: Option | None = draw(
        label, list(options), format_func=_build_namer(options), key=key, bind="query-params", **look
    )
    return _remember(key, chosen)


def choose_many(place: DeltaGenerator, label: str, options: Options[Option], *, key: str, **look: Any) -> None:
    """Any number of options, as pills in a place; the session holds them under `key`. The address is heeded before."""
    place.pills(
        label,
        list(options),
        selection_mode="multi",
        format_func=_build_namer(options),
        key=key,
        bind="query-params",
        **look,
    )


def choose_in_list(label: str, options: Options[Option], *, key: str, **look: Any) -> Option:
    """One option of a list; the first where none is chosen."""
    usual = next(iter(options))
    correct_address(key, options.values(), instead=_quote_label(options[usual]))
    _settle(key, options, usual)
    chosen: Option = st.selectbox(
        label, list(options), format_func=_build_namer(options), key=key, bind="query-params", **look
    )
    return _remember(key, chosen if chosen in options else usual)


def choose_in_list_or_none(label: str, options: Options[Option], *, key: str, **look: Any) -> Option | None:
    """One option of a list, or none."""
    correct_address(key, options.values())
    _settle(key, options, None)
    chosen: Option | None = st.selectbox(
        label, list(options), index=None, format_func=_build_namer(options), key=key, bind="query-params", **look
    )
    return _remember(key, chosen)


def choose_radio(label: str, names: Sequence[str], *, key: str, **look: Any) -> None:
    """One of a few names that are all seen; the session holds it under `key`. The address is heeded before."""
    _settle(key, name_as_is(names), names[0])
    st.radio(label, names, key=key, bind="query-params", **look)


def draw_switch(place: Any, label: str, *, key: str) -> bool:
    """A switch in a place, off at first."""
    correct_address(key, ("true", "false"))
    if is_back():
        st.session_state[key] = st.query_params.get(key) == "true"
    now = bool(st.session_state.get(key))
    _put_news_in_address(key, now, ["true"] * now)
    return _remember(key, bool(place.toggle(label, key=key, bind="query-params")))


def draw_text(label: str, *, key: str, **look: Any) -> str:
    """A line of text, without control characters and not endless."""
    _correct(key, [_make_readable(asked)[:LONGEST_TEXT] for asked in st.query_params.get_all(key)][-1:])
    if is_back():
        st.session_state[key] = st.query_params.get(key, "")
    now = st.session_state.get(key) or ""
    _put_news_in_address(key, now, [now] * bool(now))
    return _remember(key, st.text_input(label, key=key, bind="query-params", max_chars=LONGEST_TEXT, **look) or "")


def choose_day(label: str, *, key: str, first: date, last: date, **look: Any) -> None:
    """A day or none; the session holds it under `key`. The address is heeded before."""
    chosen = st.session_state.get(key)
    if chosen and not first <= chosen <= last:
        st.session_state[key] = None
    st.date_input(
        label, value=None, min_value=first, max_value=last, format="YYYY-MM-DD", key=key, bind="query-params", **look
    )


def put_in_address(name: str, labels: Sequence[str]) -> None:
    """Have the address say under a name what was just chosen, in the browser and as Streamlit knows it here.

    A browser shows at once what somebody chooses, and yet may send the address as it was before; with the next message
    Streamlit would put that back.
    """
    runs.note_in_address(name, labels)
    st.query_params.update()


def correct_address(
    name: str, labels: Collection[str], *, instead: str = "", several: bool = False, why: str = "which does not exist"
) -> None:
    """Put right what the address says under a name, and note what of it is none of the `labels`.

    `instead` is what is shown where a choice is needed. To be asked before the widget of that name is drawn.
    Raises KeyError where the name is not listed in `address`.
    """
    called, asked = address.name_in_sentence(name), st.query_params.get_all(name)
    kept = list(dict.fromkeys(label for label in asked if label in labels))
    wrong = dict.fromkeys(label for label in asked if label not in labels and (label or instead))
    if wrong:
        st.session_state.setdefault(NOTES, {})[name] = [
            _explain_correction(called, label, instead=instead, why=why) for label in wrong
        ]
    _correct(name, kept if several else kept[-1:])


def _explain_correction(called: str, label: str, *, instead: str, why: str) -> str:
    shown = f"{instead} is shown." if instead else "It is ignored."
    if not label.strip():
        return f"The link names no {called}. {shown}"
    return f"The link asks for the {called} {_quote_label(label)}, {why}. {shown}"


def _quote_label(label: str) -> str:
    readable = _make_readable(label)
    short = readable if len(readable) <= LONGEST_SHOWN else f"{readable[:LONGEST_SHOWN]}…"
    # What is ASCII runs in one direction and needs no signs around it for that.
    return f"“{escape_user_text(short).strip(FIRST_STRONG + POP) if short.isascii() else escape_user_text(short)}”"


def _make_readable(label: str) -> str:
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in " ".join(label.split()))


def _correct(name: str, kept: Sequence[str]) -> None:
    """Have the address say under a name what is `kept`, and draw the page anew; as it is where it says that already."""
    if list(kept) == st.query_params.get_all(name):
        return
    try:
        if kept:
            st.query_params[name] = kept
        else:
            del st.query_params[name]
    except StreamlitAPIException:
        return  # a widget holds the name already, and what it holds is put right by `_settle`
    _draw_again()


def _settle(key: str, options: Options[Option], usual: Option | None) -> None:
    """Have the session hold an option, and the address say which, before its widget is drawn.

    On the way back it is the one in the address. A link of a page to itself leaves out of the address what its widgets
    hold on to; and what they hold may be no option any more, which pages would fail for.
    """
    if is_back():
        asked = st.query_params.get(key)
        st.session_state[key] = next((option for option, name in options.items() if name == asked), usual)
    elif key in st.session_state and st.session_state[key] != usual:
        if st.session_state[key] not in options:
            st.session_state[key] = usual
        elif key not in st.query_params:
            st.session_state[key] = st.session_state[key]
    if key in st.session_state:
        now = st.session_state[key]
        _put_news_in_address(key, now, [] if now == usual else [options[now]])


def _put_news_in_address(key: str, now: Any, labels: Sequence[str]) -> None:
    """Have the address say what is chosen now, where the page was drawn last with something else."""
    if now != st.session_state.get(LAST, {}).get(key, now) and not is_back():
        put_in_address(key, labels)


def _remember(key: str, chosen: Option) -> Option:
    """Remember what the page is drawn with; returns it."""
    _get_asked().add(key)
    st.session_state.setdefault(LAST, {})[key] = chosen
    return chosen


def _build_namer(options: Options[Option]) -> Callable[[Option], str]:
    """The name of an option; of one that is no more offered, what it is: Streamlit asks for that as well."""
    return lambda option: options.get(option, str(option))
