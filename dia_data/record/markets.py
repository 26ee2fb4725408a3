"""Say which countries are target markets and which are reserves: each is one batch of the form on /record."""

from dataclasses import dataclass
from datetime import datetime

from dia_data.record.entries import (
    append,
    find_choice_problems,
    find_name_problems,
    find_reason_problems,
    join_lines,
    raise_if_changed,
    raise_if_invalid,
)
from dia_data.record.limits import check_arguments
from dia_data.storage.store import Reader, Store
from dia_data.wording.codes import MARKET_ROLES

SOURCE = {
    "source_id": "market_form",
    "title": "Market form of the dashboard",
    "producer": "Members of the consortium",
    "note": "Which countries members made target markets or reserves; each with time, name and reason.",
}


@dataclass(frozen=True, kw_only=True)
class CurrentMarket:
    """The role of a market, and who recorded it when."""

    country_code: str
    role: str
    position: int
    note: str | None
    basis: str
    batch_id: str
    recorded_by: str
    recorded_at: datetime


@check_arguments
def assign(
    store: Store, *, country_code: str | None, role: str | None, reason: str, author: str, seen: str | None
) -> str:
    """Record the role of a market in place of the one it had, and return the batch.

    A country that was no market becomes the last of them. `seen` is the batch of its role as the member saw it (None:
    it had none). Raises `EntryInvalid` or `EntryChanged`.
    """
    author, reason = join_lines(author), join_lines(reason)
    with store.change() as change:
        names = list_countries(change)
        raise_if_invalid(
            *([] if country_code in names else ["Market: nothing is chosen that is in the record. Choose one."])
        )
        name, markets = names[str(country_code)], find_current(change)
        before = markets.get(str(country_code))
        raise_if_changed(before, seen, said=lambda row: f"made {name} a {MARKET_ROLES[row.role]}")
        raise_if_invalid(
            *find_choice_problems("Role", role, MARKET_ROLES),
            *_find_unchanged(name, before, role),
            *_find_region_problems(change, name, str(country_code), role),
            *find_reason_problems(reason, needed_for="another role"),
            *find_name_problems(author),
        )
        last = max((market.position for market in markets.values()), default=0)
        row = {"country_code": country_code, "role": role, "position": before.position if before else last + 1}
        return append(change, SOURCE, {"markets": [row | {"note": reason}]}, author=author, note=reason)


def list_countries(reader: Reader) -> dict[str, str]:
    """Each country and its name: the markets in their order, then the others by name."""
    found = reader.rows(
        """
        select country_code, country_name
        from countries_as_of(null) as countries left join markets_as_of(null) as markets using (country_code)
        order by markets.position nulls last, country_name
        """
    )
    return {row["country_code"]: row["country_name"] for row in found}


def find_current(reader: Reader) -> dict[str, CurrentMarket]:
    """The markets by country, in their order."""
    found = reader.rows(
        """
        select country_code, role, position, markets.note, basis, markets.batch_id, recorded_by, recorded_at
        from markets_as_of(null) as markets inner join batches using (batch_id) order by position
        """,
        into=CurrentMarket,
    )
    return {row.country_code: row for row in found}


def _find_unchanged(name: str, before: CurrentMarket | None, role: str | None) -> list[str]:
    if before and before.role == role:
        return [f"Role: {name} is a {MARKET_ROLES[before.role]} already. Choose another role, or leave it."]
    return []


def _find_region_problems(reader: Reader, name: str, country_code: str, role: str | None) -> list[str]:
    """That a target market is on the wrong side of Europe's border, where the source says on which side it is."""
    found = reader.rows(
        """
        select region_name, is_european
        from countries_as_of(null) inner join regions_as_of(null) using (region_id) where country_code = $country_code
        """,
        country_code=country_code,
    )
    wanted = {"target_europe": True, "target_world": False}.get(str(role))
    if not found or wanted is None or found[0]["is_european"] == wanted:
        return []
    right = MARKET_ROLES["target_europe" if found[0]["is_european"] else "target_world"]
    return [f"Role: {name} is in the region {found[0]['region_name']}; choose {right}."]
