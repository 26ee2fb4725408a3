"""What shows that a partner's reports of a quarter are true, on one sheet; and the list for an auditor."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dia_data.grids import Column, Grid, Line, Takes
from dia_data.proofs import Thing, find_doubles
from dia_data.queries import proofs
from dia_data.record import choices
from dia_data.record import proofs as recording
from dia_data.record.proofs import FIELDS, name_key
from dia_data.wording import proofs as words
from dia_data.wording.days import format_period
from pages.ui import cards, grid
from pages.ui.data import ask, ask_undated
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.record import reporter, results

DAY = "happened_on"
GROUPS = {"lacking": "Without proof", "proven": "With proof"}


def draw() -> None:
    """The sheet of whom the member reports for; below it the list of all that was reported."""
    period = results.choose_period()
    if not period:
        results.explain_not_begun()
        return
    partner_id, partners = reporter.get_reporter(), ask_undated(choices.list_partners)
    every = ask(proofs.list_things)
    if partner_id in partners:
        things = ask(proofs.list_things, partner_id=partner_id, period=period)
        name = escape_markdown(f"{partners[partner_id]}, {format_period(period)}: {words.count_proofs(things)}")
        st.subheader(name, anchor=False)
        if things:
            _draw_sheet(things, partner_id=str(partner_id), period=period)
    else:
        cards.show_empty("For whom do you report? Choose it above: the sheet then lists what that partner reported.")
    _draw_list(every)


def _draw_sheet(things: Sequence[Thing], *, partner_id: str, period: str) -> None:
    grid.draw(
        build_grid(things, partner_id=partner_id, period=period),
        recording.record_proofs,
        now={name_key(thing): thing.batch_id for thing in things if thing.batch_id},
        build_rows=build_rows,
        partner_id=partner_id,
        period=period,
    )
    st.caption("A proof is a link or the name of a file, or the date with who organised it.")


def build_grid(things: Sequence[Thing], *, partner_id: str, period: str) -> Grid:
    """The sheet: a line for each thing that was reported; of many things of one report one for all."""
    return Grid(
        key=f"proofs_{partner_id}_{period}",
        title=f"Proof of what {things[0].partner} reported for {format_period(period)}",
        heading="Reported",
        columns=(
            Column(key=DAY, heading="Date", takes=Takes.DAY, hint="2020-12-31"),
            *(Column(key=field, heading=heading, takes=Takes.TEXT) for field, heading in FIELDS.items()),
        ),
        groups=GROUPS,
        lines=[
            Line(
                key=name_key(thing),
                name=" · ".join(filter(None, (thing.kpi_name, thing.place))),
                place=words.name_thing(thing),
                group="proven" if thing.has_proof else "lacking",
                holds=_fill(thing),
                stands=", ".join(filter(None, _fill(thing).values())),
            )
            for thing in things
        ],
        said="Recorded",
    )


def build_rows(entered: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """What was entered, as the record takes it."""
    return [{"key": one["key"]} | {field: one.get(field, "") for field in (DAY, *FIELDS)} for one in entered]


def _fill(thing: Thing) -> dict[str, str]:
    day = thing.happened_on.isoformat() if thing.happened_on else ""
    return {DAY: day, "venue": thing.venue or "", "organiser": thing.organiser or "", "link": thing.link or ""}


def _draw_list(every: Sequence[Thing]) -> None:
    """All that was reported, with its proof: the list for an auditor, also as a workbook."""
    for double in find_doubles(every):
        st.warning(escape_user_text(words.describe_double(double)), icon=":material/join_inner:")
    with cards.draw_card("What has proof", rows=words.tabulate(every), key="proofs", is_typed=True):
        st.markdown(escape_markdown(words.count_proofs(every)))
