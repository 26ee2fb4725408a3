"""The dashboard with one more route: it records a result in the server's own process and says when that was done."""

import time

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dia_data.record import kpis, standing_reports
from dia_data.settings import ROOT
from dia_data.storage import workspaces
from pages._server import lifetime, routes

KPI, MONTH = "social_network_followers", "2021-09"


async def commit(request: Request) -> Response:
    """Report a number of followers; the revision, and the moment (seconds of the system's clock) it was there."""
    return JSONResponse(await run_in_threadpool(_commit, int(request.query_params["value"])))


def _commit(value: int) -> dict[str, float]:
    store, told = workspaces.open_consortium(), []
    forget = store.follow(lambda revision: told.append((revision, time.time())))
    seen = {row.result_id: row.batch_id for row in standing_reports.list_reported(store, kpi_id=KPI)}
    kpis.record_results(store, kpi_id=KPI, rows=[{"period": MONTH, "value": value}], author="the benchmark", seen=seen)
    forget()
    revision, moment = told[-1]
    return {"revision": revision, "moment": moment}


app = st.App(
    ROOT / "pages" / "_app.py", routes=[*routes.ROUTES, Route("/commit", commit, methods=["POST"])],
    middleware=routes.MIDDLEWARE, lifespan=lifetime.lifespan,
)  # fmt: skip
