"""All that the partners page shows under the chosen filters, made once for each choice."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries import markets, partners
from dia_data.queries.partners import Profile
from pages.ui.data import ask
from pages.ui.partners import text as table


@dataclass(frozen=True, kw_only=True)
class Card:
    """What the card of a partner says: plain names, and markdown."""

    partner_id: str
    short_name: str
    country_name: str
    full_name: str
    place: str
    chips: str


@dataclass(frozen=True, kw_only=True)
class PartnersView:
    """The partners that the filters leave (their rows, their cards), and what they cover and where.

    `reason` says why nobody is left and `lift` which filters did it; `opened` is the partner whose profile the filter
    itself opens.
    """

    names: dict[str, str]
    answer: str
    finding: str
    reason: str
    lift: list[str]
    opened: str | None
    profiles: pd.DataFrame
    cards: list[Card]
    is_linked: bool
    sites: pd.DataFrame
    map_in_words: str
    presence: pd.DataFrame
    uncovered: str
    coverage: pd.DataFrame
    matrix: pd.DataFrame
    differences: str
    reading_help: str


def build_view(*, countries: Sequence[str], sectors: Sequence[str], partners_chosen: Sequence[str]) -> PartnersView:
    """The view of the partners that every filter leaves."""
    profiles, reach, coverage = ask(partners.profiles), ask(partners.reach), ask(partners.coverage)
    chosen = {"countries": countries, "sectors": sectors, "partners": partners_chosen}
    shown = table.select_partners(profiles, reach, **chosen)
    left = profiles[profiles["partner_id"].isin(shown)]
    sites = ask(partners.sites)
    drawn = sites[sites["partner_id"].isin(shown)]
    return PartnersView(
        names=dict(zip(profiles["partner_id"], profiles["short_name"], strict=True)),
        answer=table.write_answer(left, profiles, coverage),
        finding=table.write_finding(coverage),
        reason="" if shown else table.explain_nothing_shown(profiles, reach, **chosen),
        lift=[name for name, codes in zip(table.FILTERS, chosen.values(), strict=True) if codes],
        opened=shown[0] if len(partners_chosen) == len(shown) == 1 else None,
        profiles=left,
        cards=[_build_card(row, coverage) for row in make_rows(left, Profile)],
        is_linked=table.is_linked_only(reach, shown, sectors),
        sites=drawn,
        map_in_words=table.describe_map(drawn),
        presence=table.tabulate_presence(left, drawn),
        uncovered=table.describe_uncovered(ask(markets.targets), profiles),
        coverage=coverage[coverage["partner_id"].isin(shown)],
        matrix=table.build_matrix(coverage, shown),
        differences=table.count_differences(coverage),
        reading_help=table.explain_signs(coverage),
    )


def _build_card(row: Profile, coverage: pd.DataFrame) -> Card:
    return Card(
        partner_id=row.partner_id,
        short_name=row.short_name,
        country_name=row.country_name,
        full_name=row.partner_name,
        place=table.describe_place(row),
        chips=table.list_chips(coverage, row.partner_id),
    )
