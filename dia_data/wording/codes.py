"""What the codes of the record are called, by the column that holds them; a code that is a word reads as it is."""

from collections.abc import Mapping

from dia_data.wording import statuses
from dia_data.wording.scopes import SCOPES

MARKET_ROLES: Mapping[str, str] = {
    "target_europe": "target market in Europe",
    "target_world": "target market outside Europe",
    "reserve": "reserve market",
}
"""What a country is in the strategy."""

PHASES: Mapping[str, str] = {
    "preparatory": "Preparatory phase",
    "implementation": "Implementation phase",
    "clearance": "Clearance phase",
    "follow_up": "Follow-up",
    "sustainability": "Sustainability plan",
}
"""The five phases of an evaluation as D3.1 §10 names them, in their order."""

STRANDS: Mapping[str, str] = {
    "coordination": "Coordination",
    "evaluation": "Monitoring and evaluation",
    "partners": "Partners in the markets",
    "mission": "Missions",
    "sme": "SMEs",
    "sustainability": "Sustainability",
}
"""What the kinds of joint activities are called where these stand by kind, in the order of their first activities."""

PRECISIONS: Mapping[str, str] = {
    "town": "town",
    "region": "region: its centre",
    "country": "country only: its centre",
}
"""How exact a point on the map is."""

_KINDS: Mapping[str, str] = {
    # What a partner has or does, and what is said of a market.
    "market_contact": "contact in a market",
    "market_note": "point of a market",
    "partnership": "earlier partnership",
    # What a SWOT point rests on.
    "survey_option": "answer of the survey",
    "kpi": "KPI",
    "swot": "SWOT point",
    # Activities, sectors, batches.
    "sme": "SMEs",
    "target_industry": "target industry",
    "emerging_industry": "emerging industry",
    **statuses.AGENDA_KINDS,
}

WORDS_OF_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "action": {"withdrawn": "undone"},
    "answer": {"nothing_to_report": "nothing to report"},
    "audience": {"ict": "ICT"},
    "kind": _KINDS,
    "phase": PHASES,
    "precision": PRECISIONS,
    "purpose": {"rd": "R&D", "business": "business"},
    # Not `role`: what somebody does in an evaluation is called so too, and a member's own words stay as typed.
    "market_role": MARKET_ROLES,
    "scope": SCOPES,
    "state": {
        **statuses.FORM_STATES,
        **statuses.MEETING_STATES,
        **{code: words.word for code, words in (*statuses.ACTIVITY_STATES.items(), *statuses.DECISION_STATES.items())},
    },
    "status": {code: words.word for code, words in statuses.REPORT_STATUSES.items()},
    "subject_kind": _KINDS,
    "topic": {"market_size": "market size"},
}
"""Each column of codes: from its codes to their words."""
