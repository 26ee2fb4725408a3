"""What the evaluation page says and lists. Rows in, words and tables out."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from dia_data.evaluations import Answer, Spread
from dia_data.queries.evaluations import Progress
from dia_data.wording.codes import PHASES
from dia_data.wording.statuses import FORM_STATES

ICONS: Mapping[str, str] = {
    "cleared": ":material/verified:",
    "submitted": ":material/outgoing_mail:",
    "draft": ":material/edit:",
    "none": ":material/hourglass_empty:",
}
"""Of each state of a partner's form."""


HOW_MEASURED = (
    "Disagreement: 0 where all say the same, 1 where one half says 1 and the other half 5. "
    "–: not judged, or judged by fewer than two."
)
HOW_COMPUTED = (
    "One minus the consensus of Tastle & Wierman (2007), Consensus and dissention: a measure of ordinal dispersion."
)


def name_choices(options: pd.DataFrame) -> dict[str, str]:
    """The names of what can be chosen, by code."""
    return dict(zip(options["code"], options["name"], strict=True))


def find_state(row: Progress) -> str:
    """How far a partner is, from its counts of activities: the least finished of its judgements counts."""
    if not row.judged:
        return "none"
    if row.draft:
        return "draft"
    return "submitted" if row.submitted else "cleared"


def write_finding(spreads: Sequence[Spread], names: Mapping[str, str], *, criterion: str | None = None) -> str:
    """The page's answer in one sentence: the biggest disagreement of all, or that about one criterion.

    Where others are as far apart, how many they are is said.
    """
    of_criterion = [spread for spread in spreads if criterion in (None, spread.criterion)]
    judged = f" for {criterion}" if criterion else ""
    if not of_criterion or of_criterion[0].disagreement is None:
        return f"Nothing is judged{judged} by two partners yet, so there is no disagreement to show"
    first = of_criterion[0]
    if not first.disagreement:
        return f"All partners judge every activity the same{judged}"
    low, high = first.values[0], first.values[-1]
    activity, level = names[first.activity_id], _count_level(first, of_criterion)
    if first.disagreement == spreads[0].disagreement:
        return f"Partners disagree most about the {first.criterion} of “{activity}”: from {low} to {high}{level}"
    return f"About {first.criterion}, partners disagree most on “{activity}”: from {low} to {high}{level}"


def _count_level(first: Spread, spreads: Sequence[Spread]) -> str:
    others = sum(one.disagreement == first.disagreement for one in spreads) - 1
    return f" (and as much about {others} more)" if others else ""


def count_submitted(progress: Iterable[Progress]) -> str:
    """How many partners submitted their form, and how many of the forms the leader approved."""
    states = [find_state(row) for row in progress]
    done, approved = sum(one in ("submitted", "cleared") for one in states), states.count("cleared")
    if states and approved == len(states):
        return f"All {len(states)} forms are submitted and approved."
    return f"{done} of {len(states)} forms are submitted, {approved} approved."


def group_by_state(progress: Iterable[Progress]) -> dict[str, list[str]]:
    """The partners by how far they are; a state that nobody is in is left out."""
    found: dict[str, list[str]] = {}
    for row in progress:
        found.setdefault(find_state(row), []).append(row.partner)
    return {one: found[one] for one in FORM_STATES if one in found}


def list_steps(phase: str) -> list[tuple[str, str]]:
    """The five phases in their order, each with whether it is `done`, `now` or `to come`."""
    order = list(PHASES)
    now = order.index(phase)
    return [
        (name, "done" if place < now else "now" if place == now else "to come")
        for place, name in enumerate(PHASES.values())
    ]


def rank_spreads(spreads: Sequence[Spread], criterion: str) -> list[Spread]:
    """The spreads by one criterion, biggest disagreement first."""
    return [spread for spread in spreads if spread.criterion == criterion]


def tabulate_spreads(spreads: Sequence[Spread], names: Mapping[str, str], partners: Sequence[str]) -> pd.DataFrame:
    """One row per activity and criterion: each partner's judgement, lowest, median, highest, disagreement, answers."""
    rows: list[dict[str, object]] = [
        {"activity_name": names[spread.activity_id], "criterion": spread.criterion}
        | {partner: spread.by_partner.get(partner) for partner in partners}
        | {
            "lowest": spread.values[0],
            "median": spread.middle,
            "highest": spread.values[-1],
            "disagreement": None if spread.disagreement is None else round(spread.disagreement, 2),
            "answered": len(spread.by_partner),
        }
        for spread in spreads
    ]
    return pd.DataFrame(rows).astype(dict.fromkeys(partners, "Int64")) if rows else pd.DataFrame()


def select_lessons(answers: Iterable[Answer]) -> list[Answer]:
    """The judgements with a lesson or a comment, by activity."""
    return [one for one in answers if one.lesson or one.comment]


def describe_judgement(row: Answer) -> str:
    """One partner's judgement in words: `relevance 4, efficiency 3, impact open`."""
    return ", ".join(f"{name} {value or 'open'}" for name, value in row.judgements.items())
