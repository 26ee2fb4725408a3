"""The bullet of a KPI: what is drawn, where, and that it can be read on light and on dark ground."""

import base64
import re

import pytest

from pages.ui.indicators.kpi_bullet import EDGE, HEADROOM, IN_TABLE, WIDTH, Bullet, build_data_uri, draw_svg
from pages.ui.indicators.kpi_status import LOOKS

SCALE = WIDTH - 2 * EDGE


MARK = re.compile(r'<\w+ class="(?P<name>\w+)" (?P<rest>[^>]*)/>')


def marks(bullet: Bullet) -> dict[str, dict[str, str]]:
    """Each named mark of the picture with what is said of it."""
    return {
        mark["name"]: dict(re.findall(r'([\w-]+)="([^"]*)"', mark["rest"])) for mark in MARK.finditer(draw_svg(bullet))
    }


def test_a_bullet_shows_result_target_and_what_is_expected():
    assert set(marks(Bullet(status="on_track", result=12, target_min=14, expected=11))) == {
        "result",
        "target",
        "expected",
    }


def test_the_largest_figure_sets_the_scale():
    drawn = marks(Bullet(status="achieved", result=28, target_min=14))
    assert float(drawn["result"]["width"]) == pytest.approx(SCALE / HEADROOM, abs=0.1)
    assert float(drawn["target"]["x"]) + 1.5 == pytest.approx(EDGE + SCALE / HEADROOM / 2, abs=0.1)


def test_a_range_is_a_band_between_its_ends():
    band = marks(Bullet(status="above_range", result=15, target_min=10, target_max=14))["range"]
    assert float(band["width"]) == pytest.approx(SCALE * 4 / 15 / HEADROOM, abs=0.2)


def test_what_is_not_reported_has_no_bar_and_a_result_of_nought_has_one():
    assert "result" not in marks(Bullet(status="not_reported", target_min=14, expected=3))
    assert float(marks(Bullet(status="off_track", result=0, target_min=14))["result"]["width"]) > 0


def test_nothing_known_is_still_a_picture():
    assert marks(Bullet(status="not_reported")) == {}


@pytest.mark.parametrize("result", [-5, 0, 1e9])
def test_every_mark_stays_within_the_picture(result: float):
    bar = marks(Bullet(status="off_track", result=result, target_min=14, expected=14))["result"]
    assert float(bar["x"]) >= 0
    assert float(bar["x"]) + float(bar["width"]) <= WIDTH


def test_in_a_table_the_same_marks_are_drawn_into_less_width():
    bullet = Bullet(status="on_track", result=12, target_min=14, expected=11)
    svg = base64.b64decode(build_data_uri(bullet).partition(",")[2]).decode()
    assert f'width="{IN_TABLE}" height' in svg
    assert svg.partition("viewBox")[2] == draw_svg(bullet).partition("viewBox")[2]


@pytest.mark.parametrize("status", LOOKS)
def test_the_bar_has_the_colour_of_its_status(status: str):
    assert marks(Bullet(status=status, result=1, target_min=2))["result"]["fill"] == LOOKS[status].colour


def luminance(colour: str) -> float:
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("ground", ["#FFFFFF", "#17141C"])
@pytest.mark.parametrize("status", LOOKS)
def test_every_colour_stands_out_from_light_and_from_dark_ground(status: str, ground: str):
    darker, lighter = sorted((luminance(LOOKS[status].colour), luminance(ground)))
    assert (lighter + 0.05) / (darker + 0.05) >= 1.8


def test_the_address_of_the_picture_holds_the_picture_itself():
    bullet = Bullet(status="achieved", result=1, target_min=1)
    kind, _, text = build_data_uri(bullet).partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(text).decode().partition("viewBox")[2] == draw_svg(bullet).partition("viewBox")[2]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)", draw_svg(bullet))


def test_a_result_below_zero_lies_left_of_zero_and_on_the_scale_of_the_target():
    drawn = marks(Bullet(status="off_track", result=-5.75, target_min=5.75, expected=0))
    bar, zero = drawn["result"], float(drawn["zero"]["x"]) + 0.5
    assert float(bar["x"]) + float(bar["width"]) == pytest.approx(zero, abs=0.1)
    assert float(bar["width"]) == pytest.approx(SCALE / 2 / HEADROOM, abs=0.2)
    assert float(drawn["target"]["x"]) + 1.5 == pytest.approx(zero + SCALE / 2 / HEADROOM, abs=0.2)


def test_where_all_is_below_zero_the_bar_still_begins_there():
    bar = marks(Bullet(status="off_track", result=-3))["result"]
    assert float(bar["x"]) + float(bar["width"]) == pytest.approx(WIDTH - EDGE, abs=0.1)
    assert "zero" not in marks(Bullet(status="on_track", result=1, target_min=2))
