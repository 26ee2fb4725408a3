"""A rule on the data in words: whether it is active, where, and by what figures. Rows in, text out."""

from collections.abc import Mapping, Sequence

from dia_data.swot_rules import Outcome, Verdict
from dia_data.wording.figures import format_with_unit
from dia_data.wording.statuses import RULE_OUTCOMES
from pages.ui.rich_text import RichText, Run, compose, make_bold

TRIPPED = ":material/warning:"
"""The icon of a rule that is active."""


BADGES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.TRIPPED: ("red", TRIPPED),
    Outcome.HOLDS_OFF: ("blue", ":material/check:"),
    Outcome.OPEN: ("gray", ":material/help:"),
    Outcome.UNKNOWN: ("gray", ":material/remove:"),
}
"""The colour and the icon of what a rule says of a market; the word stands beside them."""


def badge_outcome(outcome: Outcome) -> str:
    """What a rule says of a market as a coloured badge for markdown."""
    colour, icon = BADGES[outcome]
    return f":{colour}-badge[{icon} {RULE_OUTCOMES[outcome].word}]"


def describe_rule(verdicts: Sequence[Verdict]) -> RichText:
    """One rule and what it found: whether active, where, and the figures of each market."""
    by_outcome = {outcome: [verdict for verdict in verdicts if verdict.outcome is outcome] for outcome in Outcome}
    parts = [
        f"{RULE_OUTCOMES[outcome].word}: {'; '.join(_format_market(verdict) for verdict in found)}"
        for outcome, found in by_outcome.items()
        if found
    ]
    icon = TRIPPED if by_outcome[Outcome.TRIPPED] else ":material/check:"
    return compose(Run(icon=icon), " ", make_bold(verdicts[0].rule.rule_name), f" – {' · '.join(parts)}")


def _format_market(verdict: Verdict) -> str:
    if not verdict.readings:
        return verdict.country_name
    figures = " / ".join(dict.fromkeys(format_with_unit(row) for row in verdict.readings))
    return f"{verdict.country_name} {figures}"
