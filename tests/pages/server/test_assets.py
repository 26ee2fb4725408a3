"""Streamlit's static files: compressed once, sent to whoever takes them, and otherwise left to Streamlit."""

import asyncio
import gzip
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import brotli
import pytest
import streamlit
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages._server import assets, icons
from pages._server.assets import (
    FOR_A_YEAR,
    PAGES,
    STREAMLIT,
    TEXT,
    PrecompressedStatic,
    find_named_icons,
    has_icons,
    is_prepared,
    list_accepted_codings,
    prepare,
    prepare_icons,
)

SCRIPT = b"export const answer = 42;\n" * 200
STYLE = b".chart { color: purple }\n" * 200


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


async def streamlit_answers(scope: Scope, receive: Receive, send: Send) -> None:
    """Stands for the app behind the middleware."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"server", b"streamlit")]})
    await send({"type": "http.response.body", "body": b"streamlit"})


def ask(app: ASGIApp, path: str, *, method: str = "GET", root_path: str = "", **headers: str) -> Answer:
    """What `app` answers to one request; headers as keywords, `accept_encoding="br"`."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "root_path": root_path, "headers": raw}
    asyncio.run(app(scope, receive, send))
    start, *bodies = sent
    labels = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(status=start["status"], headers=labels, body=b"".join(part["body"] for part in bodies))


def is_from_streamlit(answer: Answer) -> bool:
    return answer.headers.get("server") == "streamlit"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "streamlit"
    for name, content in {
        "index.html": b"<title>Streamlit</title>" * 200,
        "manifest.json": b'{"name": "Streamlit"}' * 200,
        "static/js/chart.AbCd_123.js": SCRIPT,
        "static/js/small.AbCd_123.js": b"export {}",
        "static/css/chart.AbCd_123.css": STYLE,
        "static/media/sans.AbCd_123.woff2": SCRIPT,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def target(tmp_path: Path, source: Path) -> Path:
    folder = tmp_path / "compressed"
    prepare(folder, source)
    return folder


@pytest.fixture
def app(target: Path) -> PrecompressedStatic:
    return PrecompressedStatic(streamlit_answers, folder=target)


def test_scripts_and_styles_are_prepared_and_nothing_else(target: Path) -> None:
    prepared = {file.relative_to(target).as_posix() for file in target.rglob("*") if file.is_file()}
    assert prepared == {
        "css/chart.AbCd_123.css.br",
        "css/chart.AbCd_123.css.gz",
        "js/chart.AbCd_123.js.br",
        "js/chart.AbCd_123.js.gz",
        "prepared.txt",
    }


def test_preparing_again_does_nothing(target: Path, source: Path) -> None:
    before = (target / "js/chart.AbCd_123.js.br").stat().st_mtime_ns
    assert prepare(target, source) == 0
    assert (target / "js/chart.AbCd_123.js.br").stat().st_mtime_ns == before


def test_another_version_replaces_what_was_prepared(
    target: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (source / "static/css/chart.AbCd_123.css").unlink()
    monkeypatch.setattr(assets, "SETTINGS", "streamlit 99\n")
    assert not is_prepared(target)
    assert prepare(target, source) == 2
    assert not (target / "css/chart.AbCd_123.css.br").exists()


def test_what_does_not_get_smaller_is_not_written(tmp_path: Path) -> None:
    script = tmp_path / "streamlit/static/js/noise.js"
    script.parent.mkdir(parents=True)
    script.write_bytes(b"".join(sha256(bytes([number])).digest() for number in range(200)))
    assert prepare(tmp_path / "compressed", tmp_path / "streamlit") == 0


def test_a_folder_without_static_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="No static files"):
        prepare(tmp_path / "compressed", tmp_path)
    assert not is_prepared(tmp_path / "compressed")


def test_the_installed_streamlit_has_only_names_that_can_be_sent() -> None:
    served = Path(streamlit.__file__).parent / "static" / "static"
    scripts = [file.relative_to(served).as_posix() for file in served.rglob("*") if file.suffix in {".js", ".css"}]
    assert scripts
    assert [name for name in scripts if not assets.NAME.fullmatch(name)] == []


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip"), ("gzip;q=1.0, BR;q=0.1", "br"), ("br;q=0, gzip", "gzip")],
)
def test_the_best_coding_the_client_takes_is_sent(app: PrecompressedStatic, accept_encoding: str, coding: str) -> None:
    answer = ask(app, "/static/js/chart.AbCd_123.js", accept_encoding=accept_encoding)
    decompress = {"br": brotli.decompress, "gzip": gzip.decompress}[coding]
    assert answer.status == 200
    assert answer.headers["content-encoding"] == coding
    assert decompress(answer.body) == SCRIPT


def test_the_answer_says_what_caches_and_the_browser_must_know(app: PrecompressedStatic) -> None:
    script = ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br")
    style = ask(app, "/static/css/chart.AbCd_123.css", accept_encoding="br")
    assert script.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert script.headers["vary"] == "Accept-Encoding"
    assert script.headers["content-length"] == str(len(script.body))
    assert "javascript" in script.headers["content-type"]
    assert style.headers["content-type"].startswith("text/css")


@pytest.mark.parametrize(
    ("header", "codings"),
    [
        ("", []),
        ("identity", []),
        ("deflate, zstd", []),
        ("br;q=0, gzip;q=0.000", []),
        ("*;q=0", []),
        ("*", ["br", "gzip"]),
        ("*, br;q=0", ["gzip"]),
        ("*;q=0, gzip", ["gzip"]),
        ("br ; q=0.5 , gzip", ["br", "gzip"]),
        ("br;q=much, gzip;level=9", []),
        ("brotli", []),
    ],
)
def test_codings_are_read_with_their_weights(header: str, codings: list[str]) -> None:
    assert list(list_accepted_codings(header)) == codings


@pytest.mark.parametrize("headers", [{}, {"accept_encoding": "identity"}, {"accept_encoding": "br;q=0, gzip;q=0"}])
def test_a_client_that_takes_neither_is_left_to_streamlit(app: PrecompressedStatic, headers: dict[str, str]) -> None:
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", **headers))


def test_a_part_of_a_file_is_left_to_streamlit(app: PrecompressedStatic) -> None:
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br", range="bytes=0-9"))


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/markets",
        "/static/",
        "/static/js",
        "/static/js/missing.AbCd_123.js",
        "/static/js/small.AbCd_123.js",
        "/static/js/chart.AbCd_123.js.br",
        "/static/media/sans.AbCd_123.woff2",
        "/static/prepared.txt",
        "/static/../static/js/chart.AbCd_123.js",
        "/static/js/../../compressed/js/chart.AbCd_123.js",
        "/static/js/..\\js/chart.AbCd_123.js",
        "/static//js/chart.AbCd_123.js",
        "/static/./js/chart.AbCd_123.js",
        "/static/js/chart.AbCd_123.js/",
        "/static/js/chart.AbCd_123.js\0.js",
        "//static/js/chart.AbCd_123.js",
        "/markets/static/js/chart.AbCd_123.js",
    ],
)
def test_an_odd_path_or_a_file_not_prepared_is_left_to_streamlit(app: PrecompressedStatic, path: str) -> None:
    assert is_from_streamlit(ask(app, path, accept_encoding="br, gzip"))


def test_a_name_longer_than_a_file_can_have_is_left_to_streamlit(app: PrecompressedStatic) -> None:
    assert is_from_streamlit(ask(app, f"/static/js/{'a' * 5000}.js", accept_encoding="br"))


def test_where_one_variant_is_missing_the_other_is_sent(app: PrecompressedStatic, target: Path) -> None:
    (target / "js/chart.AbCd_123.js.br").unlink()
    assert ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br, gzip").headers["content-encoding"] == "gzip"
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br"))


def test_head_gets_the_same_headers_and_no_body(app: PrecompressedStatic) -> None:
    whole = ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br")
    head = ask(app, "/static/js/chart.AbCd_123.js", method="HEAD", accept_encoding="br")
    assert head.headers == whole.headers
    assert head.body == b""


def test_another_method_is_left_to_streamlit(app: PrecompressedStatic) -> None:
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", method="POST", accept_encoding="br"))


def test_a_file_the_client_has_is_not_sent_again(app: PrecompressedStatic) -> None:
    etag = ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br").headers["etag"]
    again = ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br", if_none_match=etag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["vary"] == "Accept-Encoding"
    assert again.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert "content-encoding" not in again.headers


def test_the_other_variant_has_another_etag(app: PrecompressedStatic) -> None:
    etag = ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br").headers["etag"]
    assert ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="gzip", if_none_match=etag).status == 200


def test_files_of_another_version_are_not_sent(target: Path) -> None:
    (target / "prepared.txt").write_text("streamlit 0.1\n")
    app = PrecompressedStatic(streamlit_answers, folder=target)
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br"))


def test_files_prepared_while_the_server_runs_are_sent(tmp_path: Path, source: Path) -> None:
    app = PrecompressedStatic(streamlit_answers, folder=tmp_path / "later")
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br"))
    prepare(tmp_path / "later", source)
    assert not is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br"))


def test_the_base_path_of_the_server_is_obeyed(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamlit, "get_option", {"server.baseUrlPath": "/dia/"}.get)
    app = PrecompressedStatic(streamlit_answers, folder=target)
    assert not is_from_streamlit(ask(app, "/dia/static/js/chart.AbCd_123.js", accept_encoding="br"))
    assert is_from_streamlit(ask(app, "/static/js/chart.AbCd_123.js", accept_encoding="br"))


def test_the_path_a_proxy_puts_before_is_taken_off(app: PrecompressedStatic) -> None:
    under_dia = {"root_path": "/dia", "accept_encoding": "br"}
    assert not is_from_streamlit(ask(app, "/dia/static/js/chart.AbCd_123.js", **under_dia))
    assert is_from_streamlit(ask(app, "/diastatic/js/chart.AbCd_123.js", **under_dia))


ICON_FONT = next(file.relative_to(STREAMLIT) for file in STREAMLIT.rglob("MaterialSymbols-*.woff2"))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that names one icon, in a folder of its own."""
    return name_home(tmp_path)


def name_home(folder: Path) -> Path:
    file = folder / "pages/ui/page.py"
    file.parent.mkdir(parents=True)
    file.write_text('ICON = ":material/home:"')
    return file


@pytest.fixture(scope="module")
def home_alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is prepared for pages that name one icon; copied."""
    folder = tmp_path_factory.mktemp("icons")
    name_home(folder)
    prepare_icons(folder / "prepared", STREAMLIT, folder / "pages")
    return folder / "prepared"


@pytest.fixture
def with_icons(tmp_path: Path, page: Path, home_alone: Path) -> Path:
    return shutil.copytree(home_alone, tmp_path / "prepared")


def test_the_icon_font_has_each_icon_that_pages_and_streamlit_name(tmp_path: Path) -> None:
    whole = icons.list_icons(STREAMLIT / ICON_FONT)
    prepare_icons(tmp_path, STREAMLIT, PAGES)
    cut = icons.list_icons((tmp_path / ICON_FONT.relative_to("static")).resolve())
    ours, theirs = find_named_icons(PAGES, "*.py"), find_named_icons(STREAMLIT, "*.js")
    assert ours - cut == set()
    assert cut == whole & (ours | theirs)


def test_the_icon_font_is_a_small_part_of_the_whole(with_icons: Path) -> None:
    whole = STREAMLIT / ICON_FONT
    cut = with_icons / ICON_FONT.relative_to("static")
    assert cut.stat().st_size < whole.stat().st_size / 10


def test_preparing_icons_again_does_nothing_until_another_is_named(
    with_icons: Path, page: Path, tmp_path: Path
) -> None:
    assert not prepare_icons(with_icons, STREAMLIT, tmp_path / "pages")
    page.write_text('ICON = ":material/anchor:"')
    assert not has_icons(with_icons, tmp_path / "pages")
    assert prepare_icons(with_icons, STREAMLIT, tmp_path / "pages")
    assert has_icons(with_icons, tmp_path / "pages")
    assert "anchor" in icons.list_icons(with_icons / ICON_FONT.relative_to("static"))


def test_a_folder_without_an_icon_font_is_refused(target: Path, source: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="No icon font"):
        prepare_icons(target, source, tmp_path)
    assert not has_icons(target, tmp_path)


def test_a_browser_keeps_the_icon_font_and_asks_whether_it_is_still_the_same(tmp_path: Path) -> None:
    prepare_icons(tmp_path)
    app = PrecompressedStatic(streamlit_answers, folder=tmp_path)
    first = ask(app, f"/{ICON_FONT.as_posix()}", accept_encoding="br, gzip")
    assert first.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in first.headers
    assert len(first.body) == int(first.headers["content-length"])
    again = ask(app, f"/{ICON_FONT.as_posix()}", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_for_streamlits_font_of_text_a_sixth_of_it_is_sent(app: PrecompressedStatic) -> None:
    (whole,) = (STREAMLIT / "static" / "media").glob("SourceSansVF-Upright*.woff2")
    sent = ask(app, f"/static/media/{whole.name}")
    assert sent.headers["cache-control"] == FOR_A_YEAR
    assert sent.body == TEXT.read_bytes()
    assert len(sent.body) < whole.stat().st_size / 5


def test_a_font_without_an_icon_that_a_page_names_is_left_to_streamlit(with_icons: Path, tmp_path: Path) -> None:
    # Made for one page with one icon: the real pages name more.
    app = PrecompressedStatic(streamlit_answers, folder=with_icons)
    assert is_from_streamlit(ask(app, f"/{ICON_FONT.as_posix()}"))


def test_an_icon_font_that_is_not_prepared_is_left_to_streamlit(app: PrecompressedStatic) -> None:
    assert is_from_streamlit(ask(app, f"/{ICON_FONT.as_posix()}"))
