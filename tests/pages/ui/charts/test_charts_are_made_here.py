"""A chart is described once, drawn and shown here: nothing else builds one or hands one to Streamlit."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[4]
HERE = ROOT / "pages" / "ui" / "charts"

SHOWING = {"echarts_chart", "plotly_chart", "line_chart", "bar_chart", "area_chart", "scatter_chart", "altair_chart",
           "vega_lite_chart"}  # fmt: skip
"""What Streamlit draws charts with; maps are pydeck's."""
LIBRARIES = {"plotly", "altair", "matplotlib"}


def find_charts(tree: ast.AST) -> Iterator[str]:
    """What in a module makes a chart or shows one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.split(".")[0] in LIBRARIES)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in LIBRARIES:
            yield node.module or ""
        elif isinstance(node, ast.Attribute) and node.attr in SHOWING:
            yield node.attr
        elif isinstance(node, ast.Dict):
            yield from (
                "series" for key in node.keys if isinstance(key, ast.Constant) and key.value == "series"
            )  # fmt: skip


def find_all() -> dict[str, set[str]]:
    """What makes or shows charts in each module outside this folder."""
    files = [file for file in ROOT.glob("pages/**/*.py") if HERE not in file.parents]
    found = {
        file.relative_to(ROOT).as_posix(): set(find_charts(ast.parse(file.read_text(encoding="utf-8"))))
        for file in files
    }
    return {name: charts for name, charts in found.items() if charts}


def test_what_makes_a_chart_is_found():
    code = 'import plotly.graph_objects as go\nst.echarts_chart({"series": []})\nplace.plotly_chart(go.Figure())'
    assert set(find_charts(ast.parse(code))) == {"plotly.graph_objects", "echarts_chart", "series", "plotly_chart"}


def test_no_chart_is_made_or_shown_elsewhere():
    assert find_all() == {}


def test_here_only_one_module_shows_charts_and_only_the_drawer_of_plotly_knows_plotly():
    found = {file.name: set(find_charts(ast.parse(file.read_text(encoding="utf-8")))) for file in HERE.glob("*.py")}
    assert {name for name, charts in found.items() if charts & SHOWING} == {"show.py"}
    assert {name for name, charts in found.items() if any(one.startswith("plotly.") for one in charts)} == {"plotly.py"}
