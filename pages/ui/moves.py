"""Which KPIs would stand otherwise after something is saved, as a table. No Streamlit here."""

from collections.abc import Iterable, Mapping

from dia_data.documents.numbers import format_for_input
from dia_data.kpis import Standing
from pages.ui.indicators import kpi_status


def tabulate_moves(
    before: Iterable[Standing], after: Iterable[Standing], *, names: Mapping[str, str], scopes: Mapping[str, str]
) -> list[dict[str, str]]:
    """Which standings differ, in the order of D3.1: KPI, scope, and result, expected and status before and after.

    A scope that comes or goes, such as a market that becomes a target or a reserve, has none before or after.
    """
    old, new = ({(one.kpi_id, one.scope_key): one for one in standings} for standings in (before, after))
    return [
        {
            "KPI": names.get(kpi_id, kpi_id),
            "Scope": name_any_scope(scope_key, scopes),
            "Result": _format_move(_format_result(was), _format_result(now)),
            "Expected": _format_move(_format_expected(was), _format_expected(now)),
            "Status": _format_move(_format_status(was), _format_status(now)),
        }
        for kpi_id, scope_key in {**new, **old}
        if _list_cells(was := old.get((kpi_id, scope_key))) != _list_cells(now := new.get((kpi_id, scope_key)))
    ]


def name_any_scope(scope_key: str, names: Mapping[str, str]) -> str:
    """A scope in words: the consortium, a market, a mission, or an SME on a mission."""
    if scope_key in names:
        return names[scope_key]
    place, _, organisation = scope_key.partition("/")
    return f"{organisation}, {names.get(place, place)}" if organisation else scope_key


def _list_cells(one: Standing | None) -> tuple[str, str, str]:
    return (_format_result(one), _format_expected(one), _format_status(one))


def _format_result(one: Standing | None) -> str:
    return "–" if one is None or one.result is None else format_for_input(round(one.result, 1))


def _format_expected(one: Standing | None) -> str:
    if one is None:
        return "–"
    upper = f" to {format_for_input(one.target_max)}" if one.target_max is not None else ""
    return f"{format_for_input(round(one.expected, 1))} of {format_for_input(one.target_min)}{upper}"


def _format_status(one: Standing | None) -> str:
    return "–" if one is None else kpi_status.LOOKS[one.status].word


def _format_move(before: str, after: str) -> str:
    return after if before == after else f"{before} → {after}"
