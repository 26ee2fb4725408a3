"""One point in a drawer: its text and source, the evidence for and against it, rules, ratings, history, forms."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dia_data import swot as logic
from dia_data import swot_history, swot_rules
from dia_data.frames import make_frame
from dia_data.queries import swot
from dia_data.swot import Evidence, Point, Rating
from dia_data.wording.days import format_recorded_day
from dia_data.wording.figures import FILTERED_AWAY, NOT_IN_SOURCE
from pages.ui import drawer, filters, more, pick, rule_words
from pages.ui.data import ask, get_today
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.swot import evidence as proof
from pages.ui.swot import forms, rules
from pages.ui.swot import text as table

POINT = "point"
"""The name of the open point in the address."""

STANCES = {
    "supports": (table.SUPPORTS, "For", "We linked no evidence for this point."),
    "contradicts": (table.CONTRADICTS, "Against", "We linked no evidence against it."),
}


def choose_point(points: Sequence[Point], labels: Mapping[str, str]) -> None:
    """A list to open any point from; what it holds is in the address, and its drawer is open."""
    item_id = pick.choose_in_list_or_none(
        "Open a point", labels, key=POINT, placeholder="Open a point …", label_visibility="collapsed", width=150
    )
    if item_id:
        (point,) = (point for point in points if point.item_id == item_id)
        drawer.draw(POINT, table.title_point(point, labels[item_id]), partial(_draw_content, item_id))


def _draw_content(item_id: str) -> None:
    (point,) = (row for row in ask(swot.points) if row.item_id == item_id)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{escape_user_text(point.text)}**", width="stretch")
        more.draw(point.text, about=("swot", item_id))
    st.caption(table.describe_origin(point))
    if point.is_retired:
        st.warning("This point is retired: it is off the board and no longer counts.", icon=":material/inventory_2:")
    _draw_evidence(item_id)
    _draw_rules(point)
    ratings = [row for row in ask(swot.ratings) if row.item_id == item_id]
    _draw_ratings(ratings)
    _draw_history(item_id)
    forms.draw_change(point, ratings)


def _draw_evidence(item_id: str) -> None:
    every = [row for row in ask(swot.evidence) if row.item_id == item_id]
    countries = filters.get_chosen("country")
    shown = logic.select_about(every, countries)
    figures = ask(swot.figures, item_id=item_id)
    keys = {proof.key_of_link(row) for row in shown}
    of_shown = [row for row in figures if proof.key_of_link(row) in keys]
    fresh = logic.measure_freshness(of_shown, today=get_today())
    with drawer.draw_part(
        "Evidence, linked by us (ƒ)", rows=make_frame(every, Evidence).drop(columns="about"), key="evidence"
    ):
        behind = proof.describe_figures(figures)
        for stance in STANCES:
            of_stance = [row for row in every if row.stance == stance]
            _draw_stance(stance, [row for row in of_stance if row in shown], behind, of=len(of_stance))
        if len(shown) < len(every):
            st.caption(f"{len(every) - len(shown)} more are {FILTERED_AWAY} by the country filter; reset it above.")
        supports = sum(row.stance == "supports" for row in every)
        st.caption(escape_markdown(proof.describe_age(fresh, of=supports)))


def _draw_stance(
    stance: str, rows: Sequence[Evidence], behind: Mapping[tuple[str, str, str | None], str], *, of: int
) -> None:
    """The links of a stance that the filter leaves, of so many; with none, whether it hides some or there are none."""
    icon, title, nothing = STANCES[stance]
    nothing = f"{of} {'is' if of == 1 else 'are'} {FILTERED_AWAY} by the country filter." if of else nothing
    lines = []
    for row in rows:
        figures = behind.get(proof.key_of_link(row), NOT_IN_SOURCE)
        lines.append(f"- {escape_user_text(row.reason or '')}  \n  :small[:gray[{escape_user_text(figures)}]]")
    st.markdown("\n".join([f"{icon} **{title} ({len(rows)})**", "", *(lines or [nothing])]))


def _draw_rules(point: Point) -> None:
    verdicts = swot_rules.evaluate(ask(swot.rule_figures))
    own = swot_rules.select_of_point(verdicts, item_id=point.item_id, subject=point.subject)
    by_rule: dict[str, list[swot_rules.Verdict]] = {}
    for verdict in own:
        by_rule.setdefault(verdict.rule.rule_id, []).append(verdict)
    if by_rule:
        with drawer.draw_part("Market warnings", rows=rules.tabulate_verdicts(own), key="point_rules"):
            st.markdown("\n".join(f"- {rule_words.describe_rule(of_rule).markdown}" for of_rule in by_rule.values()))
            st.caption(rules.list_thresholds(own))


def _draw_ratings(ratings: Sequence[Rating]) -> None:
    chosen = filters.get_chosen("partner")
    shown = [row for row in ratings if not chosen or row.partner_id in chosen]
    sentence = [
        f"- **{escape_markdown(row.partner)}**: relevance {row.relevance}, urgency {row.urgency} "
        f"(1 low to 5 high; {escape_user_text(row.recorded_by)}, "
        f"{format_recorded_day(row.recorded_at)})"
        for row in shown
    ]
    hidden = f" {len(ratings) - len(shown)} {FILTERED_AWAY} by the partner filter." if len(shown) < len(ratings) else ""
    st.markdown(
        "\n".join([f"{table.RATED} **Ratings**{hidden or ('' if sentence else ': not rated yet.')}", "", *sentence])
    )


def _draw_history(item_id: str) -> None:
    opened = st.expander("History", icon=":material/history:", key="history", on_change="rerun")
    if opened.open:
        events = swot_history.build_history(ask(swot.touches, item_id=item_id))
        opened.markdown("\n".join(f"- {table.format_event(event)}" for event in events))
