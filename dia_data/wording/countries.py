"""Names of countries as a sentence has them."""

WITH_ARTICLE = ("USA", "UK", "Netherlands")


def name_in_sentence(name: str) -> str:
    """The name of a country within a sentence: `China`, `the USA`."""
    return f"the {name}" if name in WITH_ARTICLE else name
