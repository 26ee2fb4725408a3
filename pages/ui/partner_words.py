"""The alliance and its partners in words, for every page that names them. Rows in, text out."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dia_data.wording.bases import BASES
from dia_data.wording.figures import format_text, is_known


def list_uncovered(targets: pd.DataFrame, profiles: pd.DataFrame) -> list[str]:
    """The names of the target markets where no partner is at home and none states contacts."""
    covered = {*profiles["country_code"], *(code for codes in profiles["contact_codes"] for code in codes)}
    wanted = targets[targets["role"] != "reserve"]
    return list(wanted.loc[~wanted["country_code"].isin(covered), "country_name"])


def count_companies(alliance: Mapping[Any, Any]) -> str:
    """How many companies stand behind the alliance, as stated: `more than 850 companies`; empty: it is not stated."""
    if not is_known(alliance["companies"]):
        return ""
    # The words of the source say that a figure is approximate; a sign does where there are none.
    known_by = format_text(alliance["companies_qualifier"]) or BASES[alliance["companies_basis"]][0]
    return f"{known_by} {alliance['companies']:,.0f} companies".strip()
