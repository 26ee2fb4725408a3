"""The partners in words: who is shown, what each covers, where two sections differ. Rows in, text and tables out."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from dia_data.frames import make_rows
from dia_data.queries.partners import Coverage, Profile, Site
from dia_data.wording.codes import MARKET_ROLES, PRECISIONS
from dia_data.wording.figures import FILTERED_AWAY, NOT_IN_SOURCE, format_count, format_share
from dia_data.wording.lists import join_names
from dia_data.wording.shares import describe_answered
from pages.ui.markdown import escape_markdown
from pages.ui.partner_words import list_uncovered, quote_offer

BOTH = ":material/check_circle: both"
LISTED_ONLY = ":material/warning: §5.2.3 only"
LISTED_UNDESCRIBED = ":material/check: §5.2.3 only"
DESCRIBED_ONLY = ":material/warning: §6 only"
DESCRIBED_UNASKED = ":material/check: §6 only"
NEITHER = "–"
NO_PARTNER = ":material/block: No partner"

MAP_LEGEND = (
    "Coordinates are ours (ƒ). Dot alone: a town is stated; small ring: a region; large ring, hollow dot and “?”: no "
    "place is stated, so it is the middle of the country. Click a dot to open the profile."
)
MATRIX_LEGEND = (
    "In the cells, “list”: named in D3.1’s list (§5.2.3); “text”, hollow: in the description (§6) alone, as we read it "
    "(ƒ); “both”, in full colour: in list and description; –: in neither."
)
CHIPS = "Industries: violet, named in D3.1’s list (§5.2.3); grey with ƒ, in the description (§6) alone, as we read it."

LINE = "  \n"
"""A line break in markdown."""


def select_partners(
    profiles: pd.DataFrame,
    reach: pd.DataFrame,
    *,
    countries: Collection[str] = (),
    sectors: Collection[str] = (),
    partners: Collection[str] = (),
) -> list[str]:
    """The ids of the partners that every filter leaves, in order: at home in a country, at work in a sector, chosen."""
    at_work = reach.loc[reach["sector_id"].isin(sectors), "partner_id"]
    left = profiles["partner_id"].notna()
    for codes, fits in (
        (countries, profiles["country_code"].isin(countries)),
        (sectors, profiles["partner_id"].isin(at_work)),
        (partners, profiles["partner_id"].isin(partners)),
    ):
        left &= fits if codes else True
    return list(profiles.loc[left, "partner_id"])


def explain_nothing_shown(profiles: pd.DataFrame, reach: pd.DataFrame, **chosen: Sequence[str]) -> str:
    """Why the filters (`countries`, `sectors`, `partners`) leave nobody: what each alone leaves, and the way out."""
    if profiles.empty:
        return "No partner is in the record as known on the chosen day. Choose a later date, or reset."
    names = _name_partners(profiles)
    alone = [
        f"the {_SINGULAR[name]} filter alone leaves "
        f"{_join_partners(select_partners(profiles, reach, **{name: codes}), names)}"
        for name, codes in chosen.items()
        if codes
    ]
    return (
        f"All partners are {FILTERED_AWAY}: {'; '.join(alone)}.{_describe_contacts(profiles, chosen['countries'])} "
        "Clear a filter, or reset, to see them."
    )


FILTERS = ("country", "sector", "partner")
"""The filters that leave or take away a partner, in the order of the arguments that carry what they choose."""

_SINGULAR = dict(zip(("countries", "sectors", "partners"), FILTERS, strict=True))


def _join_partners(partner_ids: Sequence[str], names: Mapping[str, str]) -> str:
    return join_names(names[partner_id] for partner_id in partner_ids) if partner_ids else "nobody"


def _describe_contacts(profiles: pd.DataFrame, countries: Collection[str]) -> str:
    """Who has contacts in the chosen countries without being at home there; empty where nobody has."""
    there = [bool(set(countries) & set(codes)) for codes in profiles["contact_codes"]]
    found = profiles[there]
    return f" Not at home there, but with contacts: {join_names(found['short_name'])}." if len(found) else ""


def _name_partners(profiles: pd.DataFrame) -> dict[str, str]:
    return dict(zip(profiles["partner_id"], profiles["short_name"], strict=True))


def is_linked_only(reach: pd.DataFrame, partner_ids: Collection[str], sectors: Collection[str]) -> bool:
    """Whether a partner is shown for a chosen sector through a link of ours alone."""
    found = reach[reach["partner_id"].isin(partner_ids) & reach["sector_id"].isin(sectors)]
    return "our link" in set(found["through"])


def write_finding(coverage: pd.DataFrame) -> str:
    """Which target industries the list of §5.2.3 leaves without a partner."""
    if coverage.empty:
        return "Who covers which target industry is not known on the chosen day."
    open_ones = [_open(rows) for _, rows in coverage.groupby("industry", sort=False) if not rows["listed"].any()]
    return " ".join(open_ones) or "Each target industry has a partner in D3.1’s list (§5.2.3)."


def count_differences(coverage: pd.DataFrame) -> str:
    """In how many pairs the list of §5.2.3 and the descriptions of §6 differ, and how many of these contradict."""
    differ = coverage["listed"] != coverage["described"]
    asked = coverage.loc[coverage["is_asked"], "partner"].unique()
    if not differ.any():
        return "The list of §5.2.3 and the descriptions of §6 agree."
    return (
        f"The list of §5.2.3 and the descriptions of §6 differ in {differ.sum()} of {len(coverage)} pairs. "
        f"Contradictions among these: {(differ & coverage['is_asked']).sum()}, about {join_names(asked)}, the only "
        "partners whose industries both name."
    )


def _open(rows: pd.DataFrame) -> str:
    row, *others = make_rows(rows, Coverage)
    of = describe_answered(None, row.base)
    demand = f", which {format_share(row.share_pct)} of {of} target," if row.share_pct is not None else ""
    described = [
        f"the description of {one.partner} names “{one.described_as}”" for one in (row, *others) if one.described_as
    ]
    also = f"in §6, {join_names(described)} (ƒ our reading)" if described else "no description (§6) names it"
    fields = [
        f"{one.partner} reaches it through {quote_offer(one.specialised_in, how='technology')}"
        for one in (row, *others)
        if one.specialised_in and not one.described
    ]
    by_link = f" By our links (ƒ), {join_names(fields)}, which is not a sector." if fields else ""
    return f"{row.industry}{demand} has no partner in D3.1’s list (§5.2.3); {also}.{by_link}"


def build_matrix(coverage: pd.DataFrame, partner_ids: Sequence[str]) -> pd.DataFrame:
    """One line per target industry, one column per partner: what §5.2.3 and §6 say. Markdown cells."""
    lines = [_build_line(rows, partner_ids) for _, rows in coverage.groupby("industry", sort=False)]
    return pd.DataFrame(lines)


def _build_line(rows: pd.DataFrame, partner_ids: Sequence[str]) -> dict[str, str]:
    by_partner = {row.partner_id: row for row in make_rows(rows, Coverage)}
    first, *_ = by_partner.values()
    listed = [row.partner for row in by_partner.values() if row.listed]
    share = format_share(first.share_pct) if first.share_pct is not None else NOT_IN_SOURCE
    return {
        "Target industry": f"**{escape_markdown(first.industry)}**",
        "Targeted by, of those who answered": share,
        "§5.2.3 names": escape_markdown(", ".join(listed)) if listed else NO_PARTNER,
    } | {
        escape_markdown(by_partner[partner_id].partner.partition("/")[0]): write_verdict(by_partner[partner_id])
        for partner_id in partner_ids
    }


def write_verdict(row: Coverage) -> str:
    """What the two sections say of one pair; a warning where the one should name what the other does."""
    if row.listed:
        if row.described:
            return BOTH
        return LISTED_ONLY if row.is_asked else LISTED_UNDESCRIBED
    if row.described:
        return DESCRIBED_ONLY if row.is_asked else DESCRIBED_UNASKED
    return NEITHER


def explain_signs(coverage: pd.DataFrame) -> str:
    """What the signs of the matrix mean, and whose description names no industry although the list does."""
    listed = coverage.loc[coverage["listed"] & ~coverage["is_asked"], "partner"].drop_duplicates()
    of_silent = f" The description of {join_names(listed)} names no industry at all." if len(listed) else ""
    return (
        f":material/warning: contradiction: one section names what the other does not. {NEITHER} named in neither. "
        ":material/check: one section only: no contradiction, as the other names no industry of this partner. Which "
        f"industry a sector of §6 belongs to is our reading (ƒ).{escape_markdown(of_silent)}"
    )


def list_industries(coverage: pd.DataFrame, partner_id: str) -> str:
    """The target industries of one partner that at least one of the two sections names."""
    named = coverage["listed"] | coverage["described"]
    found = coverage.loc[named & (coverage["partner_id"] == partner_id), "industry"]
    return ", ".join(found) if len(found) else "no target industry named"


def list_chips(coverage: pd.DataFrame, partner_id: str) -> str:
    """The target industries of one partner as chips, told apart by which section names them; or that there is none."""
    of_partner = coverage[coverage["partner_id"] == partner_id]
    chips = [
        f":violet-badge[{escape_markdown(row.industry)}]"
        if row.listed
        else f":gray-badge[{escape_markdown(row.industry)} ƒ]"
        for row in make_rows(of_partner, Coverage)
        if row.listed or row.described
    ]
    return " ".join(chips) or ":small[No target industry named]"


def describe_place(row: Profile) -> str:
    """Where a partner is and how many members it has, as markdown, a line each."""
    place = escape_markdown(format_stated(row.place, "Place"))
    members = escape_markdown(format_stated(row.members_stated, "Members"))
    return f":material/location_on: {place}{LINE}:material/groups: {members}"


def list_facts(row: Profile, covers: str) -> str:
    """A partner at a glance below a heading that names it, as markdown: country and sector, then its facts."""
    head = f"{escape_markdown(row.country_name)} {_badge_sector(row)}"
    return LINE.join(
        [head, escape_markdown(format_stated(row.description, "description")), *_format_facts(row, covers)]
    )


def _badge_sector(row: Profile) -> str:
    return f":violet-badge[{escape_markdown(row.sector_printed)}]"


def _format_facts(row: Profile, covers: str) -> tuple[str, ...]:
    """Place and members, target industries, market and region."""
    place = f"{format_stated(row.place, 'place')} · {format_stated(row.members_stated, 'members')}"
    return (
        f":material/location_on: {escape_markdown(place)}",
        f":material/category: {escape_markdown(covers)}",
        f":material/public: {escape_markdown(describe_market(row))}",
    )


def format_stated(value: str | None, what: str) -> str:
    """A text of the source; or `place: not in the source`."""
    return value or f"{what}: {NOT_IN_SOURCE}"


def describe_market(row: Profile) -> str:
    """The market and region of a partner: `Germany (target market), contacts in Brazil, Central Western Europe`."""
    contacts = [f"contacts in {row.contacts}"] if row.contacts else []
    return ", ".join(
        [f"{row.country_name} ({name_role(row)})", *contacts, format_stated(row.region_name, "ECO region")]
    )


def name_role(row: Profile) -> str:
    """What a partner's own country is in the strategy."""
    return MARKET_ROLES[row.market_role] if row.market_role else "no target market"


def tabulate_presence(profiles: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """The map as a table: where each partner is, how exact that is, which market and region it covers."""
    precisions = dict(zip(sites["partner_id"], sites["precision"], strict=True))
    rows = make_rows(profiles, Profile)
    return pd.DataFrame(
        {
            "Partner": [escape_markdown(row.short_name) for row in rows],
            "Place as stated": [escape_markdown(format_stated(row.place, "place")) for row in rows],
            "Point on the map ƒ": [PRECISIONS.get(precisions.get(row.partner_id, ""), "none") for row in rows],
            "Own country": [escape_markdown(f"{row.country_name}: {name_role(row)}") for row in rows],
            "Contacts stated": [row.contacts or "none stated" for row in rows],
            "ECO region": [escape_markdown(format_stated(row.region_name, "region")) for row in rows],
        }
    )


def describe_uncovered(targets: pd.DataFrame, profiles: pd.DataFrame) -> str:
    """The same in a sentence."""
    names = list_uncovered(targets, profiles)
    if not names:
        return "Every target market has a partner based there, or stated contacts."
    return f"Target markets with no partner based there and no contacts stated: {join_names(names)}."


def write_answer(left: pd.DataFrame, profiles: pd.DataFrame, coverage: pd.DataFrame) -> str:
    """How many are shown, of how many, in how many countries; of all, also which industry they cover least."""
    countries = format_count(left["country_code"].nunique(), "country", "countries")
    if len(left) < len(profiles):
        names = join_names(left["short_name"])
        return f"{len(left)} of {len(profiles)} clusters, in {countries}: {names}"
    thinnest = _describe_thinnest(coverage)
    return f"{format_count(len(left), 'cluster')} in {countries}{f'; {thinnest}' if thinnest else ''}"


def _describe_thinnest(coverage: pd.DataFrame) -> str:
    """The target industries that fewest partners cover; by the list alone, where the descriptions say another one."""
    if coverage.empty:
        return ""
    counted = coverage.assign(either=coverage["listed"] | coverage["described"])
    counts = counted.groupby("industry", sort=False)[["listed", "either"]].sum()
    by_list, by_either = (list(counts.index[counts[column] == counts[column].min()]) for column in ("listed", "either"))
    names = [name for name in by_list if name in by_either]
    if len(names or by_list) == len(counts):
        return ""
    verb = "is the target industry" if len(names or by_list) == 1 else "are the target industries"
    return f"{join_names(names or by_list)} {verb} with the thinnest coverage{'' if names else ' by D3.1’s list'}"


def describe_map(sites: pd.DataFrame) -> str:
    """The map for those who cannot see it."""
    return f"Map of Europe with {join_names(f'{row.short_name}: {row.site_name}' for row in make_rows(sites, Site))}"
