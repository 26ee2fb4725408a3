"""HTTP routes for programs: health, changes, country outlines, and Streamlit's own files sent compressed."""

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dia_data.errors import DiaError
from dia_data.settings import ASSETS, BOUNDARIES
from dia_data.storage import workspaces
from pages._server import connections
from pages._server.assets import FONTS, FOR_A_YEAR, PrecompressedStatic
from pages._server.headers import SafeHeaders
from pages._server.hosts import KnownHosts
from pages._server.limits import Limits
from pages._server.reach import OnlyFromHere
from pages._server.start_page import StartPage
from pages._server.stream import stream_changes


async def report_health(_request: Request) -> Response:
    """200 with the revision when the database answers; 503 with the sentence of the error when it does not.

    A file that no longer stands in its place is an error, and so is a disk without room for the next change. It also
    tells the two hidden settings that speed rests on, so that a check from outside can see them in effect.
    """
    try:
        revision = await run_in_threadpool(_read_revision)
    except DiaError as error:
        return JSONResponse({"status": "unavailable", "reason": error.public}, status_code=503)
    collects = bool(st.get_option("runner.postScriptGC"))
    settings = {"postScriptGC": collects, "sendsAtOnce": connections.is_sending_at_once()}
    return JSONResponse({"status": "ok", "revision": revision} | settings)


def _read_revision() -> int:
    store = workspaces.open_consortium()
    store.demand_in_place()
    store.demand_room()
    return int(store.value("select coalesce(max(revision), 0) from changes"))


def send_outlines(request: Request) -> Response:
    """Country outlines by name (`europe`, `world`) as GeoJSON; a browser keeps them for a day. 404 for another name."""
    found = {file.stem: file for file in BOUNDARIES.glob("*.geojson")}
    name = request.path_params["name"]
    if name not in found:
        return PlainTextResponse("There are no outlines of this name.", status_code=404)
    return FileResponse(
        found[name], media_type="application/geo+json", headers={"cache-control": "public, max-age=86400"}
    )


def send_font(request: Request) -> Response:
    """A font by the name of its file, which a browser keeps for a year: another font has another name. 404 for none."""
    found = {file.stem: file for file in FONTS.glob("*.woff2")}
    name = request.path_params["name"]
    if name not in found:
        return PlainTextResponse("There is no font of this name.", status_code=404)
    return FileResponse(found[name], media_type="font/woff2", headers={"cache-control": FOR_A_YEAR})


# Streamlit leaves these where they are when the dashboard is under a base path, which alone a proxy may pass on.
ROUTES: list[BaseRoute] = [
    Route(base + path, answer)
    for base in ("", "/{base:path}")
    for path, answer in (
        ("/healthz", report_health),
        ("/api/changes", stream_changes),
        ("/boundaries/{name}.geojson", send_outlines),
        ("/fonts/{name}.woff2", send_font),
    )
]

# From outside to inside: what every answer carries, who is answered at all, and then how.
MIDDLEWARE = [
    Middleware(SafeHeaders),
    Middleware(OnlyFromHere),
    Middleware(KnownHosts),
    Middleware(Limits),
    Middleware(StartPage),
    Middleware(PrecompressedStatic, folder=ASSETS),
]
