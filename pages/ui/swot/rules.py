"""The rules on the data in words: which are active, where, and by what figures. Rows in, text and tables out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dia_data.swot_rules import Outcome, Verdict, select_with_figure
from dia_data.wording.figures import NOT_IN_SOURCE, format_count, format_with_unit
from dia_data.wording.lists import join_names
from dia_data.wording.statuses import RULE_OUTCOMES
from pages.ui.markdown import escape_markdown, escape_user_text
from pages.ui.rule_words import badge_outcome

OUTCOMES = (
    " ".join(badge_outcome(outcome) for outcome in Outcome)
    + " Of a range, the end more likely to raise the warning counts; of several figures one is enough. A warning on a "
    "market’s own point is checked for that market alone; other cells stay empty. Warnings and thresholds are ours "
    "(ƒ). (f) forecast."
)


def write_headline(verdicts: Sequence[Verdict]) -> str:
    """How many rules are active, of how many that have a figure, and in which markets."""
    known = select_with_figure(verdicts)
    if not known:
        return f"No market warning has a figure here: all are {NOT_IN_SOURCE}"
    tripped = [one for one in known if one.outcome is Outcome.TRIPPED]
    found, asked = ({one.rule.rule_id for one in some} for some in (tripped, known))
    by_market = Counter(one.country_name for one in tripped)
    where = f": {', '.join(f'{name} {count}' for name, count in by_market.most_common())}" if tripped else ""
    of = format_count(len(asked), "market warning")
    somewhere = " in at least one market" if len({one.country_code for one in known}) > 1 else ""
    return f"{len(found)} of {of} with a figure {_be(len(found))} active{somewhere}{where}"


def name_editions(verdicts: Sequence[Verdict]) -> str:
    """Which publications the figures behind the rules are from, in a sentence; empty where none is named."""
    editions = dict.fromkeys(row.edition for one in verdicts for row in one.readings if row.edition)
    return f"Checked against the newest figures in the record: {join_names(editions)}." if editions else ""


def _be(number: int) -> str:
    return "is" if number == 1 else "are"


def list_thresholds(verdicts: Iterable[Verdict]) -> str:
    """Who set the threshold of each rule, and why, as markdown."""
    notes = {one.rule.rule_name: one.rule.threshold_note for one in verdicts}
    return "\n".join(f"- **{escape_markdown(name)}** {escape_user_text(note)}" for name, note in notes.items() if note)


def tabulate_rules(verdicts: Iterable[Verdict], names: Mapping[str, str], order: Sequence[str]) -> pd.DataFrame:
    """One line per rule, one column per market: the figure with the sign of the verdict."""
    lines: dict[str, dict[str, str]] = {}
    for verdict in verdicts:
        rule = verdict.rule
        point = names.get(rule.item_id, "")
        cells = lines.setdefault(f"{rule.rule_name} ({point})", dict.fromkeys(order, ""))
        if verdict.country_name in cells:
            cells[verdict.country_name] = f"{badge_outcome(verdict.outcome)} {_format_cell(verdict)}".strip()
    return pd.DataFrame.from_dict(lines, orient="index", columns=list(order)).rename_axis("Warning (point)")


def _format_cell(verdict: Verdict) -> str:
    figures = dict.fromkeys(format_with_unit(row).replace(" ", "\u00a0") for row in verdict.readings)
    return escape_markdown(" / ".join(figures))


def tabulate_verdicts(verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """Every observation a verdict rests on, for the table and the CSV; a market without one is a row as well."""
    columns = (
        "rule_name",
        "comparison",
        "threshold",
        "threshold_note",
        "country_name",
        "period",
        "edition",
        "printed",
        "locator",
        "basis",
        "note",
    )
    rows = [
        {**vars(row), "outcome": RULE_OUTCOMES[verdict.outcome].word}
        for verdict in verdicts
        for row in (verdict.readings or (replace(verdict.rule, note=NOT_IN_SOURCE),))
    ]
    return pd.DataFrame(rows, columns=[*columns, "outcome"])
