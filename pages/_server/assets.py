"""Streamlit's own static files, compressed once and then sent as they are.

Streamlit sends them uncompressed, because compressing on every request costs its server more than it gains: 4.7 MB for
the first Plotly chart. Their names carry a hash of their content, so one preparation serves until Streamlit changes.
Its icon font is prepared beside them, with the icons that are named here or in Streamlit's scripts (`icons.py`).
"""

import gzip
import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from dia_data.settings import ASSETS

STREAMLIT = Path(streamlit.__file__).parent / "static"
PAGES = Path(__file__).parents[1]
FONTS = PAGES / "ui" / "brand" / "fonts"
TEXT = FONTS / "text-1.woff2"
"""Sent for Streamlit's font of text, which each page loads before it knows our theme: the same letters, a sixth."""

SMALLEST = 150  # bytes: below, compression gains nothing
BROTLI_QUALITY = 10  # 11 takes more than twice as long and saves another 2 %
GZIP_LEVEL = 9
SETTINGS = f"streamlit {streamlit.__version__}, brotli {BROTLI_QUALITY}, gzip {GZIP_LEVEL}, from {SMALLEST} bytes\n"
MARKER = "prepared.txt"
ICONS = "icons.txt"
"""What the icon font was prepared for: the version of Streamlit, then a line for each icon."""

# Content coding -> what its files end with; the first that the client takes is sent.
ENDINGS = {"br": ".br", "gzip": ".gz"}
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=BROTLI_QUALITY),
    "gzip": partial(gzip.compress, compresslevel=GZIP_LEVEL, mtime=0),
}

# A path of plain names: no segment is empty or starts with a dot. Fonts and photographs are compressed already.
NAME = re.compile(r"(?:[\w-][\w.-]*/)*[\w-][\w.-]*\.(?:css|js|json|svg|wasm)", re.ASCII)
WEIGHTED_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q=([01](?:\.\d{0,3})?)\s*)?", re.ASCII)
ICON_FONT = re.compile(r"media/MaterialSymbols-[\w.-]+\.woff2", re.ASCII)
TEXT_FONT = re.compile(r"media/SourceSansVF-Upright\.[\w.-]+\.woff2", re.ASCII)
ICON = re.compile(r":material/(\w+):")
FOR_A_YEAR = f"public, immutable, max-age={365 * 24 * 60 * 60}"  # as Streamlit says it of these files


def prepare(target: Path, source: Path = STREAMLIT) -> int:
    """Compress the static files of `source` into `target`; return how many files were written.

    Where `target` is prepared for this version of Streamlit and these settings already, nothing is done: 0.
    Raises FileNotFoundError where `source` holds no static files.
    """
    if is_prepared(target):
        return 0
    # index.html and manifest.json lie above: they keep their names when they change and may not be kept for a year.
    served = source / "static"
    names = [name for file in served.rglob("*") if NAME.fullmatch(name := file.relative_to(served).as_posix())]
    if not names:
        raise FileNotFoundError(f"No static files of Streamlit in {source}.")
    _remove_old_files(target)
    largest_first = sorted(names, key=lambda name: (served / name).stat().st_size, reverse=True)
    # Threads are as fast as processes: both compressors let go of the interpreter lock. More than cores are slower.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        written = sum(pool.map(lambda name: _compress(served / name, target / name), largest_first))
    _write(target / MARKER, SETTINGS.encode())
    return written


def is_prepared(target: Path) -> bool:
    """Whether `target` holds the files of this version of Streamlit, compressed with these settings."""
    marker = target / MARKER
    return marker.is_file() and marker.read_bytes() == SETTINGS.encode()


def prepare_icons(target: Path, source: Path = STREAMLIT, pages: Path = PAGES) -> bool:
    """Write the icon font of `source` with the icons that `pages` and its own scripts name; return whether it was new.

    Raises FileNotFoundError where `source` has no icon font.
    """
    # Half a second, which a server need not spend when it starts.
    from pages._server import icons  # noqa: PLC0415

    served = source / "static"
    names = find_named_icons(pages, "*.py") | find_named_icons(served, "*.js")
    wanted = "\n".join([streamlit.__version__, *sorted(names)])
    if (target / ICONS).is_file() and (target / ICONS).read_text() == wanted:
        return False
    found = (file for file in served.rglob("*") if ICON_FONT.fullmatch(file.relative_to(served).as_posix()))
    font = next(found, None)
    if not font:
        raise FileNotFoundError(f"No icon font of Streamlit in {source}.")
    (target / ICONS).unlink(missing_ok=True)
    _write(target / font.relative_to(served), icons.cut_down(font, names))
    _write(target / ICONS, wanted.encode())
    return True


def find_named_icons(folder: Path, pattern: str) -> frozenset[str]:
    """The icons that the files of a folder name, those of the folders in it included; `pattern` such as `*.py`."""
    texts = (file.read_text(encoding="utf-8") for file in folder.rglob(pattern))
    return frozenset(name for text in texts for name in ICON.findall(text))


def has_icons(target: Path, pages: Path = PAGES) -> bool:
    """Whether the icon font in `target` is of this version of Streamlit and made for each icon that `pages` name."""
    if not (target / ICONS).is_file():
        return False
    version, *names = (target / ICONS).read_text().split("\n")
    return version == streamlit.__version__ and find_named_icons(pages, "*.py") <= set(names)


def _remove_old_files(target: Path) -> None:
    """Remove what an earlier version left; the marker first, so that nothing half removed is sent."""
    (target / MARKER).unlink(missing_ok=True)
    for ending in ENDINGS.values():
        for file in target.rglob(f"*{ending}"):
            file.unlink(missing_ok=True)


def _compress(file: Path, target: Path) -> int:
    """Write the compressed variants of `file` that are smaller than it; return how many."""
    content = file.read_bytes()
    if len(content) < SMALLEST:
        return 0
    variants = {ending: COMPRESS[coding](content) for coding, ending in ENDINGS.items()}
    smaller = {ending: variant for ending, variant in variants.items() if len(variant) < len(content)}
    for ending, variant in smaller.items():
        _write(target.with_name(target.name + ending), variant)
    return len(smaller)


def _write(file: Path, content: bytes) -> None:
    """Write `file` in one step: another server starting at the same time must not send half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)


def list_accepted_codings(header: str) -> Iterator[str]:
    """Return the codings we can send that an Accept-Encoding header takes, best first; a weight of 0 refuses one."""
    stated = (WEIGHTED_CODING.fullmatch(item) for item in header.lower().split(","))
    weights = {item[1]: float(item[2] or 1) for item in stated if item}
    return (coding for coding in ENDINGS if weights.get(coding, weights.get("*", 0)) > 0)


class PrecompressedStatic:
    """ASGI middleware that answers requests for Streamlit's static files with those that `prepare` wrote to `folder`.

    Whatever it has no simple answer to goes to the wrapped `app`: a file or version not prepared, a client that takes
    neither coding, a part of a file, an odd path, another method, an icon font made before a page named a new icon.
    """

    def __init__(self, app: ASGIApp, *, folder: Path) -> None:
        self._app = app
        self._folder = folder
        self._files = StaticFiles(directory=folder, check_dir=False)
        self._is_prepared = False
        self._has_icons = False
        # Read here and not on import: the settings of the app are known once the server builds its middleware.
        base = str(streamlit.get_option("server.baseUrlPath")).strip("/")
        self._prefix = f"/{base}/static/" if base else "/static/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it to the wrapped app."""
        answer = await self._answer(scope) or self._app
        await answer(scope, receive, send)

    async def _answer(self, scope: Scope) -> Response | None:
        """Return the compressed file, or that the client has it already; None where the app shall answer."""
        name = self._name(scope)
        headers = Headers(scope=scope) if name else Headers()
        if not name or "range" in headers:
            return None
        if ICON_FONT.fullmatch(name):
            return await self._icon_font(name, scope)
        if TEXT_FONT.fullmatch(name):
            return FileResponse(TEXT, media_type="font/woff2", headers={"cache-control": FOR_A_YEAR})
        if not self._is_ready():
            return None
        for coding in list_accepted_codings(",".join(headers.getlist("accept-encoding"))):
            try:
                response = await self._files.get_response(name + ENDINGS[coding], scope)
            except HTTPException:
                continue  # no such file
            return _label_response(response, coding)
        return None

    def _name(self, scope: Scope) -> str:
        """Return the static file a request asks for, as its path below `/static/`; empty where it asks for another."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return ""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        name = path.removeprefix(self._prefix)
        known = any(pattern.fullmatch(name) for pattern in (NAME, ICON_FONT, TEXT_FONT))
        return name if name != path and known else ""

    async def _icon_font(self, name: str, scope: Scope) -> Response | None:
        """Return the font with the icons that are named, or that the client has it already; None where it has not all.

        Its name does not change with the icons: a browser keeps it, and asks each time whether it is still the same.
        """
        self._has_icons = self._has_icons or has_icons(self._folder)
        if not self._has_icons:
            return None
        try:
            response = await self._files.get_response(name, scope)
        except HTTPException:
            return None
        response.headers["cache-control"] = "no-cache"
        return response

    def _is_ready(self) -> bool:
        """Whether the files are prepared; asked until they are, as they may be while the server runs."""
        self._is_prepared = self._is_prepared or is_prepared(self._folder)
        return self._is_prepared


def _label_response(response: Response, coding: str) -> Response:
    """Return the response with what caches and the browser must know about a compressed file."""
    response.headers.update({"cache-control": FOR_A_YEAR, "vary": "Accept-Encoding"})
    if isinstance(response, FileResponse):  # and not: unchanged
        response.headers.update({"content-encoding": coding, "accept-ranges": "none"})
    return response


if __name__ == "__main__":
    prepare(ASSETS)
    prepare_icons(ASSETS)
