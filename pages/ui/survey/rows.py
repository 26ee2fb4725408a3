"""The survey in lines and columns: what stands beside what, what is marked, what is linked to nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.survey import CountryShare
from dia_data.wording.figures import NOT_IN_SOURCE, format_share, is_known
from pages.ui.markdown import escape_markdown

WORLDS: Mapping[str, str] = {"Europe": "europe", "World": "world"}
"""What the record calls the parts of the world that SMEs were asked about."""

ANSWERED = "●"
NO_ACTIVITY = "none linked by us"


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in one part of the world: what SMEs have and want there, the gap, and who of us is there.

    None: a share is not named, nobody is there.
    """

    place: str
    country_code: str | None
    is_other: bool
    partners: str | None
    contacts: str | None
    gap: float | None
    world: str
    have: float | None
    want: float | None


def select_theme(answers: pd.DataFrame, *themes: str, kind: str = "multiple") -> list[pd.DataFrame]:
    """The answers to each question of a kind in some themes, largest share first, shares that are not known last."""
    asked = answers[answers["theme"].isin(themes) & (answers["kind"] == kind)]
    return [
        rows.sort_values("share_pct", ascending=False, kind="stable", na_position="last")
        for _, rows in asked.groupby("question_id", sort=False)
    ]


def select_asked(
    answers: pd.DataFrame, theme: str, *, sectors: Collection[str], audience_of: Mapping[str, str]
) -> pd.DataFrame:
    """The answers to the questions of a theme that were put to the chosen sectors, or to no one in particular."""
    put_to = answers["audience"].isin(find_audiences(sectors, audience_of))
    to_everyone = ~answers["audience"].isin(audience_of.values())
    return answers[(answers["theme"] == theme) & (put_to | to_everyone)]


def find_audiences(sectors: Collection[str], audience_of: Mapping[str, str]) -> list[str]:
    """The audiences that the chosen sectors belong to; all where none of them was asked apart.

    `audience_of` leads from sectors to audiences.
    """
    chosen = dict.fromkeys(audience_of[sector] for sector in sectors if sector in audience_of)
    return list(chosen or dict.fromkeys(audience_of.values()))


def build_places(countries: pd.DataFrame, part: str) -> list[Place]:
    """Each place in one part, in their order."""
    by_place: dict[str, dict[str, CountryShare]] = {}
    for row in make_rows(countries[countries["part"] == part], CountryShare):
        by_place.setdefault(row.place, {})[row.wish] = row
    return [_build_place(by_wish, WORLDS[part]) for by_wish in by_place.values()]


def _build_place(by_wish: Mapping[str, CountryShare], world: str) -> Place:
    first, *_ = by_wish.values()
    shares = {wish: row.share_pct for wish, row in by_wish.items()}
    return Place(
        place=first.place,
        country_code=first.country_code,
        is_other=first.is_other,
        partners=first.partners,
        contacts=first.contacts,
        gap=first.gap_points,
        world=world,
        have=shares.get("have"),
        want=shares.get("want"),
    )


def rank_without_partner(places: Sequence[Place]) -> list[Place]:
    """The countries where SMEs wish to go and no partner is at home, most wanted first; "Other" is no country."""
    wanted = [place for place in places if place.want is not None and not place.partners and not place.is_other]
    return sorted(wanted, key=lambda place: (-(place.want or 0), -(place.have or 0)))


def sort_by_gap(places: Sequence[Place]) -> list[Place]:
    """The places from the biggest gap, most wishes beyond business, to the most business beyond it.

    Then those without a gap, most wanted first; "Other", which is no country, comes last.
    """

    def rank(place: Place) -> tuple[bool, bool, float, float, float]:
        return place.is_other, place.gap is None, -(place.gap or 0), -(place.want or 0), -(place.have or 0)

    return sorted(places, key=rank)


def find_biggest_gap(places: Sequence[Place]) -> list[Place]:
    """The countries where interest exceeds existing business most: all that are level, none where none does."""
    above = [place for place in sort_by_gap(places) if not place.is_other and (place.gap or 0) > 0]
    return [place for place in above if place.gap == above[0].gap]


def tabulate_ranking(europe: Sequence[Place], world: Sequence[Place]) -> pd.DataFrame:
    """The countries of `rank_without_partner` as a table to read, Europe and the world apart as they were asked."""
    lines = [
        (
            part,
            str(rank),
            escape_markdown(place.place),
            _format_share_or_none(place.want),
            _format_share_or_none(place.have),
            format_points(place.gap),
            f"none; contacts: {escape_markdown(place.contacts)}" if place.contacts else "none",
        )
        for part, places in (("Europe", europe), ("World", world))
        for rank, place in enumerate(rank_without_partner(places), start=1)
    ]
    heads = ["Asked about", "Rank", "Country", "Interest, %", "Existing business, %", "Gap ƒ, points", "Partner"]
    return pd.DataFrame(lines, columns=heads)


def _format_share_or_none(value: float | None) -> str:
    return "not named" if value is None else f"{value:g}"


def format_points(gap: float | None) -> str:
    """A gap in percentage points with its sign: `+12`, `−1`, `0`; a dash where one share is not named."""
    if gap is None:
        return "–"
    return f"{gap:+g}".replace("-", "−") if gap else "0"


def find_marked_countries(countries: Sequence[str], partners: Sequence[str], at_home: pd.DataFrame) -> list[str]:
    """The codes of the chosen countries and of those where the chosen partners are at home."""
    homes = at_home.loc[at_home["partner_id"].isin(partners), "country_code"]
    return list(dict.fromkeys([*countries, *homes]))


def find_marked_options(rows: pd.DataFrame, sectors: Sequence[str], covered: Collection[str] | None) -> list[str]:
    """The options about one of the chosen sectors that the chosen partners cover; none: nothing is marked.

    `covered` None: no partner is chosen.
    """
    wanted = rows[rows["sector_id"].notna()]
    industries = set(sectors) & set(wanted["sector_id"])
    if not industries and covered is None:
        return []
    if industries:
        wanted = wanted[wanted["sector_id"].isin(industries)]
    if covered is not None:
        wanted = wanted[wanted["sector_id"].isin(covered)]
    return list(wanted["option_id"])


def describe_coverage(rows: pd.DataFrame, covering: pd.DataFrame) -> Mapping[str, str]:
    """What stands beside each option about a target industry: the partners that cover it, or that none does."""
    partners = covering.groupby("sector_id", sort=False)["partner"].agg(", ".join)
    industries = rows[rows["sector_id"].notna()]
    return {
        option: partners.get(sector, "no partner")
        for option, sector in zip(industries["option_id"], industries["sector_id"], strict=True)
    }


def build_matrix(chain: pd.DataFrame, *, need: str | None = None) -> pd.DataFrame:
    """A line per service, a column per need with a mark where the service answers it, and the number of activities.

    With a `need`, the services that answer it. A need that no service answers keeps its empty column.
    """
    needs = chain[chain["need"].notna()].drop_duplicates("need")
    lines = {
        escape_markdown(str(service)): [
            *(ANSWERED if asked in set(rows["need"]) else "" for asked in needs["need"]),
            str(rows["activity"].nunique() or NO_ACTIVITY),
        ]
        for service, rows in _select_services(chain, need).groupby("service", sort=False)
    }
    heads = [
        f"{escape_markdown(str(asked))}, {format_share(share)}"
        for asked, share in zip(needs["need"], needs["share_pct"], strict=True)
    ]
    return pd.DataFrame.from_dict(lines, orient="index", columns=[*heads, "Activities ƒ"]).rename_axis("Service")


def list_carried(chain: pd.DataFrame, *, need: str | None = None) -> pd.DataFrame:
    """A line per service with the activities that carry it; with a `need`, of the services that answer it."""
    lines = {
        escape_markdown(str(service)): escape_markdown(
            "; ".join(dict.fromkeys(rows["activity"].dropna())) or NO_ACTIVITY
        )
        for service, rows in _select_services(chain, need).groupby("service", sort=False)
    }
    return pd.DataFrame({"Service": list(lines), "Activities that carry it ƒ": list(lines.values())})


def _select_services(chain: pd.DataFrame, need: str | None) -> pd.DataFrame:
    services = chain[chain["service"].notna()]
    return services[services["service"].isin(services.loc[services["need"] == need, "service"])] if need else services


def list_unlinked(chain: pd.DataFrame) -> Mapping[str, list[str]]:
    """What is linked to nothing: needs without a service, services without an activity or a need, idle activities."""
    needs, services = chain[chain["need"].notna()], chain[chain["service"].notna()]
    return {
        "Needs that no service answers": _find_unlinked(needs, "need", "service"),
        "Needs whose services we linked to no activity ƒ": _find_unlinked(
            needs[needs["service"].notna()], "need", "activity"
        ),
        "Services we linked to no activity ƒ": _find_unlinked(services, "service", "activity"),
        "Services that answer no need": _find_unlinked(services, "service", "need"),
        "Activities we linked to no service ƒ": _find_unlinked(chain[chain["activity"].notna()], "activity", "service"),
    }


def _find_unlinked(rows: pd.DataFrame, thing: str, linked_to: str) -> list[str]:
    """The things that have no single link."""
    linked = rows.loc[rows[linked_to].notna(), thing]
    return list(dict.fromkeys(rows.loc[~rows[thing].isin(linked), thing]))


def tabulate_bases(rows: pd.DataFrame) -> pd.DataFrame:
    """How many answered as a table to read: a line per question."""
    audience = rows["audience"].map(escape_markdown)
    return pd.DataFrame(
        {
            "Question": rows["question_text"].map(escape_markdown),
            "Asked": audience.where(audience != "not stated", NOT_IN_SOURCE),
            "Answers (n) ?": [f"{n:g}" if is_known(n) else "unknown" for n in rows["base"]],
            "Next n that fits": [f"{n:g}" if is_known(n) else "–" for n in rows["next_base"]],
            "Shares": rows["shares"].astype(str),
            "Why": rows["why"],
        }
    )
