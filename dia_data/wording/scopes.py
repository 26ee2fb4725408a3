"""What a target holds for: the consortium, a market, a mission, an SME in a mission."""

from collections.abc import Mapping

EACH = {"market": "each_market", "mission": "each_mission", "sme_mission": "each_sme_and_mission"}
"""Scope to the key under which the document prints one target for all of that scope."""

COMMON = frozenset(EACH.values())
"""The keys of what holds for each scope of a kind alike."""

EACH_IN_WORDS = {"market": "each market", "mission": "each mission", "sme_mission": "each SME in a mission"}
"""Scope to what a reader calls it."""

CONSORTIUM = "consortium"
"""Who holds what is no one's alone: a scope, the subject of a SWOT point, a workspace."""

SCOPES: Mapping[str, str] = {
    "consortium": "whole consortium",
    **EACH_IN_WORDS,
}
"""What a KPI has a target for; public names, since they stand in the address."""

SCOPES_TOGETHER: Mapping[str, str] = {"market": "markets", "mission": "missions", "sme_mission": "SMEs in missions"}


def name_scope(key: str, names: Mapping[str, str]) -> str:
    """Where a standing holds: `consortium`, `Germany`, `USA mission`, `Demo SME 07, USA mission`.

    `names` lead from country codes and mission ids to names; what they do not know is shown as it is.
    """
    place, _, organisation = key.partition("/")
    name = names.get(place, place)
    return f"{organisation}, {name}" if organisation else name


SCOPE_NAMES = {
    CONSORTIUM: "The consortium",
    EACH["market"]: "Each of its markets",
    EACH["mission"]: "Each mission",
    EACH["sme_mission"]: "Each SME in each mission",
}
"""The scopes that are no single market, mission or SME."""
