"""The primary colour is text in some places and has white text on it in others: both can be read."""

import tomllib
from itertools import product

import pytest

from dia_data.settings import ROOT
from pages.ui.charts import look

THEME = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
WHITE, BLACK = "#FFFFFF", "#000000"
TINT, POINTED_AT = 0.1, 0.2
"""How much of the primary colour Streamlit mixes into the background of what is chosen, on which it then writes; and
while somebody points at it."""
TEXT, LARGE_TEXT = 4.5, 3.0
"""The contrast that WCAG 2 asks for (AA)."""


def parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def luminance(colour: str) -> float:
    shares = [part / 255 for part in parts(colour)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def chosen(primary: str, background: str, tint: float = TINT) -> str:
    mixed = [tint * one + (1 - tint) * other for one, other in zip(parts(primary), parts(background), strict=True)]
    return "#" + "".join(f"{round(part):02X}" for part in mixed)


def test_charts_name_the_font_of_the_theme():
    assert THEME["font"] == look.TEXT_FONT


def test_each_font_of_the_theme_is_a_file_of_ours():
    named = {face["url"].removeprefix("fonts/") for face in THEME["fontFaces"]}
    assert named == {file.name for file in (ROOT / "pages" / "ui" / "brand" / "fonts").glob("*.woff2")}


@pytest.mark.parametrize(("theme", "white_on_it"), [("light", TEXT), ("dark", LARGE_TEXT)])
def test_the_primary_colour_can_be_read_and_so_can_white_on_it(theme: str, white_on_it: float):
    primary, background = THEME[theme]["primaryColor"], THEME[theme]["backgroundColor"]
    assert contrast(primary, chosen(primary, background)) >= TEXT
    assert contrast(primary, chosen(primary, background, POINTED_AT)) >= TEXT
    assert contrast(WHITE, primary) >= white_on_it


def test_in_a_dark_theme_no_primary_colour_has_enough_contrast_both_ways_not_even_on_black():
    steps = [f"{part:02X}" for part in range(0, 256, 15)]
    colours = [f"#{red}{green}{blue}" for red, green, blue in product(steps, repeat=3)]
    dark_enough = [colour for colour in colours if contrast(WHITE, colour) >= TEXT]
    assert max(contrast(colour, chosen(colour, BLACK)) for colour in dark_enough) < TEXT
