"""The path of a partner on the page: six steps side by side, the reasons of our links, and the mapping behind them."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dia_data import paths
from dia_data.paths import Fit, Offer, Pair, Shift
from dia_data.queries.trends import OurLink
from dia_data.wording.bases import explain_bases
from dia_data.wording.figures import FILTERED_AWAY
from pages.ui import cards, pick
from pages.ui.markdown import escape_markdown
from pages.ui.trends import steps
from pages.ui.trends import text as table

PARTNER = "path"
"""The name of the choice in the address."""

WIDTHS = (4, 4, 4, 5, 4, 5)
"""Of the six steps: the names of sub-trends and services are long."""

COLUMN_WIDTHS = {
    name: st.column_config.Column(width=width) for name, width in (("from", 220), ("our_target", 260), ("reason", 420))
}
"""In pixels, so that the reason is read without scrolling."""

MAPPING = "data/documents/links/industry_links.csv"


def draw(
    names: Mapping[str, str],
    *,
    partners: Sequence[str],
    starts: Sequence[Offer],
    pairs: Sequence[Pair],
    shifts: Sequence[Shift],
    fits: Sequence[Fit],
    shown: table.Shown,
) -> None:
    """Draw the path of one of the chosen `partners` (none chosen: of all), as far as it leads to what is `shown`.

    `names` has all partners, id to name.
    """
    partner = _choose_partner(names, [code for code in names if not partners or code in partners])
    own = [row for row in starts if row.partner_id == partner]
    found = paths.find_path(starts=own, pairs=pairs, shifts=shifts, fits=fits, to=shown.industries)
    hidden = {
        row.industry_id: row.industry_name
        for row in own
        if row.industry_id and row.industry_name and row.industry_id not in shown.industries
    }
    by = shown.taken_by(hidden)
    title = f"From {names[partner]} to the entry points and services that fit"
    with cards.draw_card(title, rows=steps.tabulate_links(found), key="path_card"):
        if found.exists:
            _draw_steps(names[partner], found, hidden=steps.describe_hidden(list(hidden.values()), by))
        else:
            why = steps.explain_no_path(names[partner], offered=found.offered, hidden=list(hidden.values()), by=by)
            cards.show_empty(why, lift=by if hidden else ())


def _choose_partner(names: Mapping[str, str], wanted: Sequence[str]) -> str:
    """Which of the `wanted` partners is chosen. Of one that a link asks for and that is not among them, say why."""
    hidden = {name for code, name in names.items() if code not in wanted}
    for name in st.query_params.get_all(PARTNER):
        if name in hidden:
            cards.show_empty(f"Path of {name}: {FILTERED_AWAY} by the partner filter.", lift=["partner"])
    with st.container(key="path_of"):
        return pick.choose_one(
            "Path for a partner", {code: names[code] for code in wanted}, key=PARTNER, known=names.values()
        )


def _draw_steps(partner: str, found: paths.Path, *, hidden: str) -> None:
    st.markdown(escape_markdown(steps.summarise(partner, found)))
    if hidden:
        st.caption(escape_markdown(hidden))
    shown = steps.build_steps(found)
    for column, step in zip(st.columns(WIDTHS, gap="small"), shown, strict=True):
        column.metric(step.title, step.count)
        column.markdown(step.text)
    st.caption(
        f"{explain_bases(['derived'])}: industries and services, each link with its reason below. Trends, sub-trends "
        "and parameters: ECO figures 5, 6 and 7. ✓✓ very strong, ✓ strong shifts (services: of the parameters they "
        "help with); most very strong ones first."
    )
    cards.show_grid(
        steps.tabulate_own_links(found),
        height=220,
        columns=COLUMN_WIDTHS,
        alt=f"Reasons of our links on the path of {partner}",
    )


def draw_mapping(rows: Sequence[OurLink]) -> None:
    """Draw the mapping between what D3.1 names and the emerging industries."""
    with cards.draw_card(
        "Which emerging industry did we link each sector to?", rows=table.build_frame(rows), key="mapping"
    ):
        cards.show_grid(steps.tabulate_mapping(rows), height=300, alt="Sectors and capabilities, and industries")
        st.caption(f"Ours ({explain_bases(['derived'])}), to be discussed; editable as data: `{MAPPING}`.")
