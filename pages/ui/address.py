"""The names in the addresses of pages: what each is called, and which open something that Back closes."""

from collections.abc import Mapping

FRAME: Mapping[str, str] = {
    "country": "country",
    "sector": "sector",
    "partner": "partner",
    "as_of": "date",
    "workspace": "workspace",
}
"""What each name is called that stands in the address of any page."""

NAMES: Mapping[str, Mapping[str, str]] = {
    "briefing": {"details": "setting of the details"},
    "kpis": {
        "kpis_view": "view",
        "kpi_status": "status",
        "kpi_scope": "scope",
        "kpi_order": "order",
        "kpi": "KPI",
        "kpi_part": "part of a KPI",
    },
    "roadmap": {"roadmap_view": "view", "focus": "activity", "tie": "KPI, market or SWOT point"},
    "record": {
        "report": "form",
        "record_aim": "aim",
        "kpi": "KPI",
        "period": "quarter",
        "dates_of": "extent",
        "activity": "activity",
        "market": "market",
        "batch": "batch",
    },
    "evaluation": {"round": "round", "evaluation_view": "view", "criterion": "criterion"},
    "meeting": {
        "meeting_view": "view",
        "meeting": "meeting",
        "present": "presentation",
        "of": "meeting",
        "item": "item",
    },
    "markets": {"market": "market", "market_order": "order of the markets"},
    "trends": {"view": "view", "form": "form", "trend": "trend", "industry": "industry", "path": "partner of the path"},
    "survey": {"theme": "theme", "need": "need"},
    "partners": {"profile": "profile"},
    "cooperation": {"purpose": "purpose", "pair": "pair of regions"},
    "swot": {"show": "view", "board": "board", "point": "point"},
    "sources": {"words": "words to find", "list": "list", "cell": "group of figures"},
}
"""For each page what the names are called that stand in its address alone."""

SHARED = frozenset(
    name for names in NAMES.values() for name in names if sum(name in others for others in NAMES.values()) > 1
)
"""Names that stand in the address of more than one page, and mean something else on each."""

OPENS: Mapping[str, frozenset[str]] = {
    "kpis": frozenset({"kpi"}),
    "roadmap": frozenset({"focus", "tie"}),
    "record": frozenset({"batch"}),
    "meeting": frozenset({"present"}),
    "markets": frozenset({"market"}),
    "trends": frozenset({"trend", "industry"}),
    "partners": frozenset({"profile"}),
    "cooperation": frozenset({"pair"}),
    "swot": frozenset({"point"}),
    "sources": frozenset({"cell"}),
}
"""For each page the names that open something: opening it is an entry of the browser's history. All others choose."""

_CALLED = {**FRAME, **{name: called for names in NAMES.values() for name, called in names.items()}}


def name_in_sentence(name: str) -> str:
    """What a name in an address is called in a sentence. Raises KeyError where it is not listed here."""
    return _CALLED[name]
