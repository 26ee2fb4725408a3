"""The alliance and its partners in words, for every page that names them. Rows in, text out."""

import pandas as pd

from dia_data.queries.briefing import Alliance
from dia_data.wording.bases import BASES


def list_uncovered(targets: pd.DataFrame, profiles: pd.DataFrame) -> list[str]:
    """The names of the target markets where no partner is at home and none states contacts."""
    covered = {*profiles["country_code"], *(code for codes in profiles["contact_codes"] for code in codes)}
    wanted = targets[targets["role"] != "reserve"]
    return list(wanted.loc[~wanted["country_code"].isin(covered), "country_name"])


def count_companies(alliance: Alliance) -> str:
    """How many companies stand behind the alliance, as stated: `more than 850 companies`; empty: it is not stated."""
    if alliance.companies is None:
        return ""
    # The words of the source say that a figure is approximate; a sign does where there are none.
    sign = BASES[alliance.companies_basis][0] if alliance.companies_basis else ""
    return f"{alliance.companies_qualifier or sign} {alliance.companies:,.0f} companies".strip()


def quote_offer(offer: str, *, how: str) -> str:
    """A sector or field of a partner as it is printed: `“Mobility & Logistics”`, `its field “Smart Logistic”`.

    A field is no sector: what a partner specialises in does not make it cover an industry.
    """
    return f"its field “{offer}”" if how == "technology" else f"“{offer}”"
