"""Of what a share is: of the countries named in one question, or of those who answered."""

from collections.abc import Mapping

from dia_data.wording.figures import format_share, is_known

NOT_NAMED = "not named"

OF_COUNTRIES: Mapping[str, str] = {
    "europe": "of the European countries named",
    "world": "of the countries named outside Europe",
}
"""What the shares of a country question are of, by the part of the world that it asked about."""

INTEREST, BUSINESS = "interest", "existing business"
"""What countries are named for in the two questions of each part of the world."""

ANSWERED: Mapping[str, str] = {
    "ict": "the ICT SMEs that answered",
    "production": "the industrial and production technology SMEs that answered",
}
"""Who answered a question that was put to some alone; of all others see `name_answered`."""


def name_answered(audience: object) -> str:
    """Who the shares of a question with several answers are of."""
    return ANSWERED.get(str(audience), "those who answered")


def describe_answered(audience: object, base: float | None) -> str:
    """The same with how many they were, which is inferred: `those who answered (n ≈ 65, inferred)`."""
    return f"{name_answered(audience)} (n ≈ {base:g}, inferred)" if is_known(base) else name_answered(audience)


def describe_mentions(want_pct: float | None, have_pct: float | None) -> str:
    """Both shares of one country, each of its own question: `12 % of interest, 13 % of existing business`.

    A share that is not known is not named; where neither is, that is said.
    """
    parts = [
        f"{format_share(one)} of {of}" for one, of in ((want_pct, INTEREST), (have_pct, BUSINESS)) if is_known(one)
    ]
    return ", ".join(parts) or NOT_NAMED
