"""What the dashboard relies on that its libraries do not promise: each by name, and what would break without it.

Run this first after an upgrade: where a test fails, its sentence says which behaviour is gone and who needs it.
"""

import ast
import asyncio
import json
import re
import socket
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import duckdb
import pytest
import streamlit as st
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn as word_name
from fontTools.ttLib import TTFont
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE
from pptx.opc.package import OpcPackage
from pptx.oxml.ns import qn
from pptx.parts.chart import ChartPart
from starlette.applications import Starlette
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    FragmentThreadState,
    ScriptRunContext,
    ThreadState,
)
from streamlit.testing.v1 import AppTest
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import Server, ServerState

from dia_data.storage import files, opening
from dia_data.storage.versions import get_empty_record
from pages._server.assets import ICON_FONT, STREAMLIT

ROOT = Path(__file__).parents[1]
SOURCES = [ROOT / "streamlit_app.py", *ROOT.glob("pages/**/*.py"), *ROOT.glob("dia_data/**/*.py")]

PRIVATE_IMPORTS = {
    "pages/_app.py": {"streamlit.navigation.page"},
    "pages/_server/patience.py": {"uvicorn.server"},
    "pages/_server/reach.py": {"uvicorn.config"},
    "pages/ui/cards.py": {"streamlit.delta_generator"},
    "pages/ui/charts/show.py": {"streamlit.delta_generator"},
    "pages/ui/exports.py": {"streamlit.delta_generator"},
    "pages/ui/filters.py": {"streamlit.delta_generator"},
    "pages/ui/head.py": {"streamlit.delta_generator"},
    "pages/ui/links.py": {"streamlit.navigation.page"},
    "pages/ui/pick.py": {"streamlit.delta_generator"},
    "pages/ui/runs.py": {
        "streamlit.navigation.page",
        "streamlit.proto.ForwardMsg_pb2",
        "streamlit.runtime.scriptrunner_utils.script_run_context",
    },
    "pages/ui/trends/matrix.py": {"streamlit.delta_generator"},
}
"""Modules of Streamlit and uvicorn below the names that they document, by the file that imports them."""
DOCUMENTED = {"streamlit", "streamlit.errors", "streamlit.testing.v1", "uvicorn"}

PRIVATE_ATTRIBUTES = {
    "dia_data/papers/docx.py": {"_r", "_element", "_blob"},
    "dia_data/papers/native.py": {"_element"},
    "dia_data/papers/pptx.py": {"_tbl", "_p", "_element"},
}
"""Attributes of office libraries that begin with an underscore, by the file that uses them."""


# Nothing private is used but what is listed


def test_every_import_of_what_is_not_documented_is_listed_here():
    found = {str(file.relative_to(ROOT)): set(_private_imports(file)) for file in SOURCES}
    assert {name: modules for name, modules in found.items() if modules} == PRIVATE_IMPORTS


def _private_imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        modules = [node.module] if isinstance(node, ast.ImportFrom) else []
        modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else modules
        for module in modules:
            if module and module.split(".")[0] in {"streamlit", "uvicorn"} and module not in DOCUMENTED:
                yield module


def test_every_private_attribute_of_an_office_library_is_listed_here():
    found = {str(file.relative_to(ROOT)): set(_private_attributes(file)) for file in SOURCES if "papers" in file.parts}
    assert {name: attributes for name, attributes in found.items() if attributes} == PRIVATE_ATTRIBUTES


def _private_attributes(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr) and not _is_own(node):
            yield node.attr


def _is_own(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "self"


# Streamlit: a run of a page


@pytest.mark.parametrize(
    ("name", "without"),
    [
        ("is_history_navigation", "the way back would show what was chosen last, not what the address says"),
        ("fragment_ids_this_run", "a part that is drawn anew would forget choices as a change of page does"),
        ("query_string", "a link to another page would lose the filters that it names"),
        ("page_script_hash", "a change of page would not be noticed"),
        ("cursors", "files of a page would hold the cards of earlier runs"),
    ],
)
def test_the_context_of_a_run_has(name: str, without: str):
    assert name in {*ScriptRunContext.__dataclass_fields__, *vars(ScriptRunContext)}, without


def test_the_state_of_a_thread_names_the_part_that_is_drawn():
    """Else files of a page would lose the cards of all parts but one."""
    assert "fragment_id" in FragmentThreadState.__dataclass_fields__
    assert callable(ThreadState.get)


def test_after_stop_nothing_can_be_drawn_any_more():
    """Else `runs.end_page` could be `st.stop`: it is ours, so that files of a page are offered where it ends early."""

    def page() -> None:
        import streamlit as st  # noqa: PLC0415  this runs as a script of its own

        try:
            st.stop()
        finally:
            st.text("drawn")

    app = AppTest.from_function(page).run()
    assert (list(app.exception), list(app.text)) == ([], [])


def test_each_run_has_cursors_of_its_own_and_they_stay_the_same_within_it():
    """Else the cards of one run would be taken for those of another."""

    def page() -> None:
        import streamlit as st  # noqa: PLC0415  this runs as a script of its own

        from pages.ui.runs import get_browser_query, get_page_mark, get_running, is_part, is_whole  # noqa: PLC0415

        before = st.session_state.get("run")
        st.session_state["run"] = get_running()[1]
        same, fresh = get_running()[1] is st.session_state["run"], st.session_state["run"] is not before
        st.json([same, fresh, is_part(), is_whole(), bool(get_page_mark()), get_browser_query(), get_running()[0]])

    app = AppTest.from_function(page)
    for _ in range(2):
        assert json.loads(app.run().json[0].value) == [True, True, False, True, True, "", None]


def test_an_address_can_be_changed_under_a_name_that_a_widget_holds_and_only_so():
    """Else the address would fall back to what was chosen before, where the browser sends it late."""

    def page() -> None:
        import streamlit as st  # noqa: PLC0415  this runs as a script of its own
        from streamlit.errors import StreamlitAPIException  # noqa: PLC0415

        from pages.ui.runs import note_in_address  # noqa: PLC0415

        st.radio("View", ["List", "Table", "Map"], key="view", bind="query-params")
        try:
            st.query_params["view"] = "Map"
        except StreamlitAPIException:
            note_in_address("view", ["Table"])
        st.text(st.query_params.get_all("view"))
        note_in_address("view", [])
        st.text(st.query_params.get_all("view"))

    app = AppTest.from_function(page).run()
    assert [text.value for text in app.text] == ["['Table']", "[]"]


def test_names_of_an_address_that_streamlit_keeps_for_itself_are_refused():
    """Else `pick.STREAMLITS_OWN` leaves out names that could be set: the presentation stands on `embed`."""

    def page() -> None:
        import streamlit as st  # noqa: PLC0415  this runs as a script of its own

        for name in ("embed", "embed_options"):
            try:
                st.query_params[name] = "true"
            except st.errors.StreamlitAPIException:
                st.text(name)

    assert [text.value for text in AppTest.from_function(page).run().text] == ["embed", "embed_options"]


def test_arguments_that_begin_with_an_underscore_are_no_part_of_a_key_of_the_cache():
    """Else `data._cache_answer` fails for stores and functions, which cannot be hashed."""

    @st.cache_data(show_spinner=False)
    def kept(*, state: str, _asked: Any) -> list[str]:
        return [state, _asked()]

    assert kept(state="a", _asked=lambda: "first") == kept(state="a", _asked=lambda: "second") == ["a", "first"]


# Streamlit: what it serves


@cache
def scripts() -> str:
    """All of the browser part."""
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((STREAMLIT / "static" / "js").glob("*.js")))


def test_the_start_page_loads_its_first_script_as_a_module():
    """Else `start_page.FIRST_SCRIPT` is not found, and each visit asks where its server is before it connects."""
    assert (STREAMLIT / "index.html").read_text(encoding="utf-8").count('<script type="module"') == 1


@pytest.mark.parametrize(
    ("words", "without"),
    [
        (("BACKEND_BASE_URL", "HOST_CONFIG", "__streamlit"), "the start page tells nobody where the server is"),
        (
            ("_streamlit_xsrf",),
            "the start page lets browsers connect without a token: nobody's sessions",
        ),
        (("/_stcore/health", "/_stcore/host-config"), "the start page asks for what is no more there"),
        (("pushState", "replaceState", "popstate"), "history.js does not keep one entry for each change of page"),
        (("stDialog",), "history.js takes Escape in a drawer for nothing"),
        (("stCheckbox",), "contrast.css marks no switch in forced colours"),
        (("st-key-",), "drafts.js finds no field of a form"),
        (("embed",), "the presentation keeps Streamlit's menu"),
        (("setTriggerValue", "parentElement"), "no component of our own tells the server anything"),
        ((":material/",), "icons are not drawn"),
    ],
    ids=lambda value: "" if isinstance(value, str) else value[0],
)
def test_the_browser_part_knows(words: tuple[str, ...], without: str):
    own = scripts().replace("_stcore/", "/_stcore/").replace("//_stcore", "/_stcore")
    missing = [word for word in words if word.strip("/").split("/")[-1] not in own]
    assert missing == [], without


def test_static_files_lie_below_static_and_there_is_one_icon_font():
    """Else nothing is sent compressed (`assets.py`), and each visitor loads 375 KB of icons."""
    names = [file.relative_to(STREAMLIT / "static").as_posix() for file in (STREAMLIT / "static").rglob("*.woff2")]
    assert len([name for name in names if ICON_FONT.fullmatch(name)]) == 1
    assert list((STREAMLIT / "static" / "js").glob("index.*.js"))


def test_the_icon_font_spells_icons_by_extended_ligatures():
    """Else `icons.cut_down` fails, and the whole font is sent."""
    (font,) = (STREAMLIT / "static" / "media").glob("MaterialSymbols-*.woff2")
    tables = [table for lookup in TTFont(font)["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    assert any(table.ExtSubTable.ligatures for table in tables)


@pytest.mark.parametrize(
    "option",
    ["server.baseUrlPath", "server.address", "browser.serverAddress", "server.maxUploadSize", "runner.postScriptGC"],
)
def test_a_setting_that_the_server_reads_exists(option: str):
    """Else the server does not start."""
    st.get_option(option)


# uvicorn


def test_a_running_server_keeps_its_open_connections_in_a_state_that_can_be_found():
    """Else `patience.py` closes no connection that does not go on, and descriptors run out."""
    server = Server(Config(app=Starlette()))
    assert isinstance(server.server_state, ServerState)
    assert server.server_state.connections == set()


def test_a_connection_knows_its_request_and_whether_that_is_complete():
    """Else `patience.py` takes a visitor who waits for us for one who does not go on."""

    async def ask() -> list[object]:
        state = ServerState()
        connection = H11Protocol(config=_loaded(Starlette()), server_state=state, app_state={})
        ours, theirs = socket.socketpair()
        transport, _ = await asyncio.get_running_loop().connect_accepted_socket(lambda: connection, ours)
        known = [connection in state.connections, connection.cycle, connection.transport is transport]
        theirs.sendall(b"POST / HTTP/1.1\r\nhost: here\r\ncontent-length: 4\r\n\r\nab")
        while connection.cycle is None:
            await asyncio.sleep(0)
        known += [connection.cycle.more_body, connection.cycle.response_complete]
        transport.abort()
        theirs.close()
        return known

    assert asyncio.run(ask()) == [True, None, True, True, False]


def _loaded(app: Starlette) -> Config:
    config = Config(app=app, lifespan="off", log_config=None)
    config.load()
    return config


def test_the_settings_of_a_server_say_where_it_listens():
    """Else `reach.py` lets a server start that others reach."""
    config = Config(app=Starlette(), host="0.0.0.0")  # noqa: S104  nothing is started
    assert (config.host, config.uds, config.fd) == ("0.0.0.0", None, None)  # noqa: S104


# DuckDB


def test_a_question_is_parsed_into_tables_functions_and_names_of_its_own():
    """Else `query_cache.py` does not know what an answer depends on, and keeps it too long."""
    sql = "with a as (from kpis) select day_of(x) from a, kpis_as_of($t), (from plans) where x in (from events)"
    with get_empty_record().cursor() as cursor:
        row = cursor.execute("select json_serialize_sql($sql::varchar, skip_null := true)", {"sql": sql}).fetchone()
    parsed = json.loads(row[0]) if row else {}
    (select,) = (one["node"] for one in parsed["statements"])
    assert [given["key"] for given in select["cte_map"]["map"]] == ["a"]
    tables = {node["table_name"] for node in _nodes(select) if node.get("type") == "BASE_TABLE"}
    calls = {node["function"]["function_name"] for node in _nodes(select) if node.get("type") == "TABLE_FUNCTION"}
    functions = {node["function_name"] for node in _nodes(select) if node.get("type") == "FUNCTION"}
    assert (tables, calls) == ({"a", "kpis", "plans", "events"}, {"kpis_as_of"})
    assert "day_of" in functions


def _nodes(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        yield part
        yield from chain.from_iterable(_nodes(value) for value in part.values())
    elif isinstance(part, list):
        yield from chain.from_iterable(_nodes(value) for value in part)


def test_the_text_of_a_macro_can_be_parsed_again():
    """Else `query_cache.py` takes a question about all figures for one about none."""
    with get_empty_record().cursor() as cursor:
        found = cursor.execute(
            """
            select json_extract(json_serialize_sql(macro_definition), '$.error') from duckdb_functions()
            where not internal and function_type = 'table_macro'
            """
        ).fetchall()
    assert {error for (error,) in found} == {"false"}


def test_the_type_of_a_column_says_whether_it_is_a_list():
    """Else lists of typed answers stay lists, which whoever gets them can change for all others."""
    found = duckdb.connect().execute("select ['a'] as several, 'a' as one")
    assert [column[1].id for column in found.description] == ["list", "varchar"]


def test_a_change_answers_how_many_rows_it_changed():
    """Else withdrawing a batch that is not there passes for done."""
    connection = duckdb.connect()
    connection.execute("create table batches as select 1 as n from range(3)")
    assert connection.execute("update batches set n = 2").fetchone() == (3,)
    assert connection.execute("delete from batches where n = 7").fetchone() == (0,)


def test_a_file_says_its_format_and_a_log_the_file_it_belongs_to(tmp_path: Path):
    """Else a log of another file is taken for this one's (`opening.py`), and what it holds is mixed in."""
    path = tmp_path / "dia.duckdb"
    connection = opening.connect_file(path)
    connection.execute("create table t as select 1 as n")
    log = files.locate_log(path).read_bytes()
    connection.execute("checkpoint")
    tags = connection.execute("select tags['storage_version'] from duckdb_databases() where not internal").fetchone()
    connection.close()
    header = path.read_bytes()[:16]
    assert (header[8:12], header[12] >= opening.OF_THIS_FORMAT) == (b"DUCK", True)
    assert opening.NAMED_LOG.match(log[:16])
    assert tags == (f"{opening.STORAGE}+",)


def test_a_second_process_is_refused_with_words_that_name_the_lock(tmp_path: Path):
    """Else a database in use is called damaged."""
    path = tmp_path / "dia.duckdb"
    with duckdb.connect(str(path)), pytest.raises(duckdb.ConnectionException) as refused:
        duckdb.connect(str(path), read_only=True)
    assert "different configuration than existing connections" in str(refused.value)


# python-docx and python-pptx


def test_runs_and_bodies_of_a_document_are_elements_to_which_others_can_be_added():
    """Else page numbers, tables and charts of a DOCX fail."""
    document = Document()
    run = document.add_paragraph().add_run()
    run._r.append(run._r.makeelement(word_name("w:instrText")))
    body = document.element.body
    assert body[-1].tag == word_name("w:sectPr")
    assert [one.tag for one in run._r] == [word_name("w:instrText")]


def test_a_part_of_a_package_is_written_as_its_blob():
    """Else the charts of a DOCX are empty."""
    document = Document()
    part = Part(PackURI("/word/charts/chart1.xml"), "application/xml", b"", document.part.package)
    part._blob = b"<later/>"
    document.part.relate_to(part, "chart")
    assert part.blob == b"<later/>"
    assert "/word/charts/chart1.xml" in {one.partname for one in document.part.package.iter_parts()}


def test_a_chart_is_made_outside_of_any_presentation_with_its_workbook():
    """Else a DOCX has no charts of its own."""
    data = CategoryChartData()
    data.categories = ["a"]
    data.add_series("s", [1.0])
    part = ChartPart.new(XL_CHART_TYPE.BAR_CLUSTERED, data, OpcPackage(None))
    assert part._element.find(qn("c:externalData")) is not None
    assert part.chart_workbook.xlsx_part.blob.startswith(b"PK")
    assert part.chart.category_axis._element.find(qn("c:noMultiLvlLbl")) is not None


def test_the_workbook_of_a_chart_is_written_by_a_class_that_can_be_replaced():
    """Else a label that begins with “=” becomes a formula in the workbook of a chart."""
    assert callable(CategoryWorkbookWriter._open_worksheet)
    assert isinstance(CategoryChartData()._workbook_writer, CategoryWorkbookWriter)


def test_tables_paragraphs_and_shapes_of_a_slide_are_elements():
    """Else tables, slide numbers and descriptions of a PPTX fail."""
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    frame = slide.shapes.add_table(1, 1, 0, 0, 10, 10)
    assert frame.table._tbl.tag == qn("a:tbl")
    assert slide.shapes.title.text_frame.paragraphs[0]._p.tag == qn("a:p")
    assert frame._element.xpath(".//p:cNvPr")
