"""Imports run one way: launcher, frame, pages, what pages share, record. Read from the text, not by running it."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

FILES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in (ROOT / "streamlit_app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("dia_data/**/*.py"))
}
"""Each module of the project and its file."""

LAYERS = ("launcher", "frame", "page", "room", "shared by pages", "record")
PAGES = frozenset(file.stem for file in ROOT.glob("pages/[a-z]*.py"))
"""What serves one of them alone is in the room of its name."""
SHARED_BY = 2
DRAWING = {"streamlit", "plotly", "pydeck"}
OPENS_THE_RECORD = {
    "dia_data.storage.store",
    "dia_data.storage.versions",
    "dia_data.documents.loading",
    "dia_data.storage.workspaces",
}


def layer(module: str) -> str:
    first, *rest = module.split(".")
    if first == "streamlit_app":
        return "launcher"
    if first == "dia_data":
        return "record"
    if rest[:1] == ["ui"]:
        return "room" if len(rest) > 1 and rest[1] in PAGES else "shared by pages"
    return "frame" if rest and rest[0].startswith("_") else "page"


@cache
def imports(module: str) -> frozenset[str]:
    """What a module imports anywhere in its text, functions included."""
    return frozenset(_imported(module, ast.parse(FILES[module].read_text(encoding="utf-8"))))


def _imported(module: str, tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = _origin(module, node)
            yield from (
                f"{origin}.{alias.name}" if f"{origin}.{alias.name}" in FILES else origin for alias in node.names
            )


def _origin(module: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    is_package = FILES[module].name == "__init__.py"
    parts = module.split(".")
    parts = parts[: len(parts) - node.level + is_package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def reached_from(module: str) -> set[str]:
    """The project's modules that importing `module` imports, itself included."""
    reached: set[str] = set()
    ahead = [module]
    while ahead:
        here = ahead.pop()
        if here not in reached:
            reached.add(here)
            ahead += imports(here) & FILES.keys()
    return reached


def modules(*layers: str) -> list[str]:
    return [module for module in FILES if layer(module) in layers]


def test_the_project_is_where_this_test_looks_for_it() -> None:
    assert [name for name in LAYERS if not modules(name)] == []
    assert {
        "dia_data.storage.store",
        "dia_data.queries.markets",
        "pages.ui.data",
        "pages._server.routes",
    } <= FILES.keys()


def test_arrows_never_turn_round() -> None:
    turned = [
        f"{module} -> {target}"
        for module in FILES
        for target in sorted(imports(module) & FILES.keys())
        if LAYERS.index(layer(target)) < LAYERS.index(layer(module))
    ]
    assert turned == []


def test_no_module_imports_itself_through_others() -> None:
    circular = [
        module
        for module in FILES
        if any(module in reached_from(target) for target in (imports(module) & FILES.keys()) - {module})
    ]
    assert circular == []


def test_the_record_knows_nothing_that_draws_and_no_page() -> None:
    knowing = {
        module: sorted(target for target in imports(module) if target.split(".")[0] in DRAWING | {"pages"})
        for module in modules("record")
    }
    assert {module: targets for module, targets in knowing.items() if targets} == {}


@pytest.mark.parametrize("module", ["streamlit_app", "pages._server.routes"])
def test_launcher_and_routes_reach_nothing_that_pages_share(module: str) -> None:
    assert [
        reached for reached in sorted(reached_from(module)) if layer(reached) in ("page", "room", "shared by pages")
    ] == []


def test_the_server_around_the_pages_knows_the_record_and_no_page() -> None:
    server = [module for module in FILES if module.startswith("pages._server")]
    known = {target for module in server for target in imports(module) & FILES.keys()}
    assert {target for target in known if not target.startswith(("dia_data.", "pages._server."))} == set()


def test_a_room_is_known_to_its_own_page_and_to_itself_alone() -> None:
    visitors = {
        module: sorted(
            target for target in imports(module) & set(modules("room")) if page_of(target) != page_of(module)
        )
        for module in FILES
    }
    assert {module: rooms for module, rooms in visitors.items() if rooms} == {}


def test_what_pages_share_serves_more_than_one() -> None:
    shared = [module for module in modules("shared by pages") if FILES[module].name != "__init__.py"]
    served = {module: served_by(module) for module in shared}
    # The frame is around all pages.
    assert {one: by for one, by in served.items() if len(by) < SHARED_BY and "pages._app" not in by} == {}


def page_of(module: str) -> str:
    """The page that a module belongs to; itself where it belongs to none."""
    _, *rest = module.split(".")
    if layer(module) == "room":
        return rest[1]
    return rest[0] if layer(module) == "page" else module


def served_by(module: str) -> set[str]:
    """The pages and the frame, each where it reaches a module."""
    return {page_of(user) for user in modules("frame", "page") if module in reached_from(user)}


def test_a_page_imports_no_other_page() -> None:
    pages = modules("page")
    assert {module: imports(module) & set(pages) for module in pages if imports(module) & set(pages)} == {}


def test_pages_and_what_they_share_ask_through_questions_and_only_the_cache_knows_the_workspace() -> None:
    knowing = {module: imports(module) & OPENS_THE_RECORD for module in modules("page", "room", "shared by pages")}
    assert {module: names for module, names in knowing.items() if names} == {
        "pages.ui.data": {"dia_data.storage.workspaces"}
    }


def test_questions_know_the_store_and_the_store_knows_no_question() -> None:
    questions = [module for module in FILES if module.startswith("dia_data.queries.")]
    assert {module: imports(module) & OPENS_THE_RECORD for module in questions} == {
        module: {"dia_data.storage.store"} for module in questions
    }
    below = reached_from("dia_data.storage.store")
    assert below & {*questions, "dia_data.documents.loading", "dia_data.storage.workspaces", "dia_data.checks"} == set()


def test_only_the_cache_module_uses_the_caches_of_streamlit() -> None:
    assert {module for module in FILES if uses_a_cache(module)} == {"pages.ui.data"}


def uses_a_cache(module: str) -> bool:
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = {alias.name for node in froms if (node.module or "").startswith("streamlit") for alias in node.names}
    return any(name.startswith("cache_") or name == "cache" for name in attributes | names)


def test_the_last_step_to_duckdb_is_taken_by_the_store_alone() -> None:
    importing = {module for module in FILES if any(name.split(".")[0] == "duckdb" for name in imports(module))}
    assert importing == {"dia_data.storage.store", "dia_data.storage.opening", "dia_data.storage.versions"}


def test_no_page_hides_a_module_of_the_standard_library() -> None:
    # The folder of the pages comes first where Python looks for modules.
    assert {module.split(".")[1] for module in modules("frame", "page")} & set(sys.stdlib_module_names) == set()


def test_the_layers_are_named_from_top_to_bottom() -> None:
    way = ("streamlit_app", "pages._app", "pages.markets", "pages.ui.data", "dia_data.queries.markets")
    assert all(LAYERS.index(layer(upper)) < LAYERS.index(layer(lower)) for upper, lower in pairwise(way))
