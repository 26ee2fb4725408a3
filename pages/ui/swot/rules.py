"""The rules on the data in words: which are tripped, where, and by what figures. Rows in, text and tables out."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dia_data.swot_rules import Outcome, Verdict
from dia_data.wording.figures import NOT_IN_SOURCE, format_with_unit
from dia_data.wording.statuses import RULE_OUTCOMES

OUTCOMES = (
    " · ".join(words.label for words in RULE_OUTCOMES.values())
    + ". A range is read at the stated end that trips most easily. A rule of a market’s own point looks at that market "
    "alone; other cells stay empty. (f) forecast."
)


def write_headline(verdicts: Sequence[Verdict]) -> str:
    """How many rules are tripped, of how many, and in which markets."""
    tripped = [one for one in verdicts if one.outcome is Outcome.TRIPPED]
    found, asked = ({one.rule.rule_id for one in some} for some in (tripped, verdicts))
    by_market = Counter(one.country_name for one in tripped)
    where = f": {', '.join(f'{name} {count}' for name, count in by_market.most_common())}" if tripped else ""
    return f"{len(found)} of {len(asked)} rules on the data are tripped{where}"


def tabulate_rules(verdicts: Iterable[Verdict], names: Mapping[str, str], order: Sequence[str]) -> pd.DataFrame:
    """One line per rule, one column per market: the figure with the sign of the verdict."""
    lines: dict[str, dict[str, str]] = {}
    for verdict in verdicts:
        rule = verdict.rule
        point = names.get(rule.item_id, "")
        cells = lines.setdefault(f"{rule.rule_name} ({point})", dict.fromkeys(order, ""))
        if verdict.country_name in cells:
            cells[verdict.country_name] = f"{RULE_OUTCOMES[verdict.outcome].sign}\u00a0{_format_cell(verdict)}"
    return pd.DataFrame.from_dict(lines, orient="index", columns=list(order)).rename_axis("Rule (point)")


def _format_cell(verdict: Verdict) -> str:
    figures = dict.fromkeys(format_with_unit(row).replace(" ", "\u00a0") for row in verdict.readings)
    return " / ".join(figures) or NOT_IN_SOURCE


def tabulate_verdicts(verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """Every observation a verdict rests on, for the table and the CSV; a market without one is a row as well."""
    columns = (
        "rule_name",
        "comparison",
        "threshold",
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
