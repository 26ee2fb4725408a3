"""The pages of the dashboard: where each stands in the navigation, what it is for, and which filters it obeys."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One page: its file, its place, title and icon in the navigation, what it is for, and the filters it obeys."""

    file: str
    section: str = ""
    title: str
    icon: str
    purpose: str
    obeys: frozenset[str]


NAVIGATION = (
    Entry(
        file="briefing",
        title="Briefing",
        icon=":material/home:",
        purpose="How the KPIs stand, what needs attention, what changed; and the strategy in brief.",
        obeys=frozenset({"as_of"}),
    ),
    Entry(
        file="kpis",
        title="KPIs",
        icon=":material/speed:",
        purpose="How the KPIs stand against their targets, live.",
        obeys=frozenset({"country", "partner", "as_of"}),
    ),
    Entry(
        file="markets",
        title="Markets",
        icon=":material/public:",
        purpose="How the target markets differ, each figure with its source.",
        obeys=frozenset({"country", "partner", "as_of"}),
    ),
    Entry(
        file="roadmap",
        title="Roadmap",
        icon=":material/calendar_month:",
        purpose="The joint activities: planned, revised and actual dates, and what a delay moves.",
        obeys=frozenset({"country", "partner", "as_of"}),
    ),
    Entry(
        file="meeting",
        title="Meeting",
        icon=":material/co_present:",
        purpose="The monthly meeting: prepare its agenda, hold it on a shared screen, close it; all decisions.",
        obeys=frozenset({"partner", "as_of"}),
    ),
    Entry(
        file="survey",
        section="Strategy",
        title="Survey",
        icon=":material/how_to_vote:",
        purpose="What our SMEs told us: where they are, where they want to go, what they need.",
        obeys=frozenset({"country", "sector", "partner", "as_of"}),
    ),
    Entry(
        file="cooperation",
        section="Strategy",
        title="Cooperation",
        icon=":material/hub:",
        purpose="Who works with whom in Europe, and where a partner is missing.",
        obeys=frozenset({"country", "sector", "partner", "as_of"}),
    ),
    Entry(
        file="swot",
        section="Strategy",
        title="SWOT",
        icon=":material/grid_view:",
        purpose="Strengths, weaknesses, opportunities and threats, with the evidence for and against each.",
        obeys=frozenset({"country", "partner", "as_of"}),
    ),
    Entry(
        file="trends",
        section="Strategy",
        title="Trends",
        icon=":material/trending_up:",
        purpose="From mega trends to the entry points that fit a partner.",
        obeys=frozenset({"sector", "partner", "as_of"}),
    ),
    Entry(
        file="partners",
        section="Strategy",
        title="Partners",
        icon=":material/groups:",
        purpose="The cluster organisations: where they are, what they cover, what they offer.",
        obeys=frozenset({"country", "sector", "partner", "as_of"}),
    ),
    Entry(
        file="record",
        section="Record",
        title="Record",
        icon=":material/edit_note:",
        purpose="Report results, dates, targets, events and comments; each can be undone.",
        obeys=frozenset({"partner", "as_of"}),
    ),
    Entry(
        file="evaluation",
        section="Record",
        title="Evaluation",
        icon=":material/rule:",
        purpose="How the partners judge the joint activities, and what follows from it.",
        obeys=frozenset({"partner", "as_of"}),
    ),
    Entry(
        file="sources",
        section="Record",
        title="Sources",
        icon=":material/menu_book:",
        purpose="Where each figure is from, what contradicts what, and what is not known.",
        obeys=frozenset({"as_of"}),
    ),
)
