"""Which waves of the survey are shown, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from dia_data.wording.lists import join_names

NAMED_WAVES = 3


def describe_newest_wave(waves: Sequence[Mapping[str, Any]]) -> str:
    """Which run of the survey is shown, of rows of `survey.waves`; nothing where there is one alone."""
    shown, others = (
        [_name_wave(row) for row in waves if row["themes"]],
        [_name_wave(row) for row in waves if not row["themes"]],
    )
    if len(waves) <= 1:
        return ""
    if len(shown) > 1:
        sentence = f"Each theme shows the newest survey wave that asked about it: {join_names(shown)}."
        return f"{sentence} {len(others)} other waves are not shown here." if others else sentence
    named = f" ({join_names(others)})" if len(others) <= NAMED_WAVES else ""
    rest = "an earlier one" if len(others) == 1 else f"{len(others):,} earlier ones"
    return (
        f"Newest survey wave: {join_names(shown)}; {rest}{named} {'is' if len(others) == 1 else 'are'} not shown here."
    )


def _name_wave(row: Mapping[str, Any]) -> str:
    fielded = row["fielded"]
    return f"{row['wave_name']}, {fielded}" if fielded and fielded not in row["wave_name"] else str(row["wave_name"])
