"""What a fact table promises beyond its SQL: what is one thing, which codes and words a column may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BASES = ("stated", "approximate", "derived", "inferred", "entered", "demonstration")
"""How a figure came to be; shown with each figure."""


@dataclass(frozen=True, kw_only=True)
class FactTable:
    """One fact table. `key` is what makes two rows the same thing: of two batches, the later one's rows count."""

    name: str
    key: tuple[str, ...]
    codes: Mapping[str, str] = field(default_factory=dict)
    """Column to the `table.column` whose values it may hold."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Column to the words it may hold."""
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Column to the smallest and largest number it may hold."""
    part: tuple[str, ...] = ()
    """The columns of the key that only tell apart the rows of one whole: a later batch replaces all of it."""
    normal_forms: Mapping[str, str] = field(default_factory=dict)
    """Column to the column of names whose normal form (`dia_data.names`) it holds; filled when a row is recorded."""
    several_places: bool = False
    """A source may state the same thing in several places: each place is a row, and none is dropped."""

    @property
    def whole(self) -> tuple[str, ...]:
        """What makes rows parts of one thing, all of which a later batch replaces."""
        return tuple(column for column in self.key if column not in self.part)

    @property
    def row_key(self) -> tuple[str, ...]:
        """What no two rows of one batch may share."""
        return (*self.key, "locator") if self.several_places else self.key


COUNTRY = {"country_code": "countries.country_code"}
SECTOR = {"sector_id": "sectors.sector_id"}
INDUSTRY = {"industry_id": "sectors.sector_id"}
PARTNER = {"partner_id": "partners.partner_id"}
SHARE = (0, 100)
RATING = (1, 5)
STRENGTH = (1, 4)
ACTIVITY = {"activity_id": "activities.activity_id"}
OF_A_ROUND = {"round_id": "evaluation_rounds.round_id", **PARTNER, **ACTIVITY}

ASKED_APART = ("ict", "production")
"""The groups of companies that the survey put questions of their own to."""

FOUND_IN = ("table", "chart", "prose")
"""In which form a source prints a figure."""

PHASES = ("preparatory", "implementation", "clearance", "follow_up", "sustainability")
"""The five phases of the self-evaluation (D3.1 §10), in their order."""

CRITERIA = ("relevance", "efficiency", "effectiveness", "impact")
"""What partners judge of an activity (D3.1 §10)."""

_ALL = (
    FactTable(name="regions", key=("region_id",)),
    FactTable(name="region_areas", key=("region_id", "area_name"), codes={"region_id": "regions.region_id", **COUNTRY}),
    FactTable(name="countries", key=("country_code",), codes={"region_id": "regions.region_id"}),
    FactTable(
        name="sectors",
        key=("sector_id",),
        words={"kind": ("cluster", "target_industry", "emerging_industry"), "audience": ASKED_APART},
    ),
    FactTable(name="partners", key=("partner_id",), codes={**COUNTRY, **SECTOR}),
    FactTable(
        name="partner_industries", key=("partner_id", "sector_id"), codes={**PARTNER, **SECTOR}, several_places=True
    ),
    FactTable(
        name="partner_capabilities",
        key=("partner_id", "kind", "heading", "capability"),
        codes={**PARTNER, **SECTOR, **COUNTRY},
        words={"kind": ("sector", "technology", "capacity", "service", "partnership", "market_contact")},
    ),
    FactTable(
        name="partner_sites",
        key=("partner_id",),
        codes=PARTNER,
        words={"precision": ("town", "region", "country")},
        limits={"longitude": (-180, 180), "latitude": (-90, 90)},
    ),
    FactTable(
        name="markets",
        key=("country_code",),
        codes=COUNTRY,
        words={"role": ("target_europe", "target_world", "reserve")},
    ),
    FactTable(
        name="market_notes",
        key=("country_code", "kind", "position"),
        codes=COUNTRY,
        words={"kind": ("strength", "weakness", "summary", "mention", "payments", "insolvencies", "stance")},
    ),
    FactTable(
        name="credit_risks",
        key=("country_code", "edition", "line"),
        codes={**COUNTRY, "scale_id": "ordinal_words.scale_id", "mark": "ordinal_words.word"},
    ),
    FactTable(name="ordinal_words", key=("scale_id", "word"), normal_forms={"word_key": "word"}),
    FactTable(
        name="indicators",
        key=("indicator_id",),
        codes={"scale_id": "ordinal_words.scale_id"},
        words={
            "higher_is": ("better", "worse", "neither"),
            "topic": ("growth", "market_size", "payment", "competition", "digital", "credit", "demand"),
            "edition_rule": ("latest", "never_mix"),
            "chart": ("growth", "payment"),
            "leads": ("highest", "lowest"),
        },
    ),
    FactTable(name="indicator_quantities", key=("indicator_id",), codes={"indicator_id": "indicators.indicator_id"}),
    FactTable(
        name="observations",
        key=("indicator_id", "country_code", "period", "edition"),
        codes={"indicator_id": "indicators.indicator_id", **COUNTRY},
        words={"found_in": FOUND_IN},
        normal_forms={"label_key": "label"},
        several_places=True,
    ),
    FactTable(name="survey_waves", key=("wave_id",)),
    FactTable(
        name="survey_questions",
        key=("question_id", "wave_id"),
        codes={"wave_id": "survey_waves.wave_id"},
        words={
            "kind": ("multiple", "shares", "statement"),
            "audience": (*ASKED_APART, "all", "not stated"),
            "theme": ("collaboration", "markets", "objectives", "countries", "support"),
            "asks": ("have", "want"),
            "world": ("europe", "world"),
        },
    ),
    FactTable(
        name="survey_options",
        key=("option_id",),
        codes={"question_id": "survey_questions.question_id", **COUNTRY, **SECTOR},
        normal_forms={"option_key": "option_label"},
    ),
    FactTable(
        name="survey_results",
        key=("wave_id", "option_id"),
        codes={"wave_id": "survey_waves.wave_id", "option_id": "survey_options.option_id"},
        words={"found_in": FOUND_IN},
        limits={"share_pct": SHARE},
        several_places=True,
    ),
    FactTable(
        name="swot_items",
        key=("item_id",),
        words={"quadrant": ("strength", "weakness", "opportunity", "threat")},
    ),
    FactTable(
        name="swot_evidence",
        key=("item_id", "kind", "reference", "country_code"),
        codes=COUNTRY,
        words={
            "kind": ("survey_option", "indicator", "activity", "cooperation", "partner", "market_note"),
            "stance": ("supports", "contradicts"),
        },
    ),
    FactTable(name="swot_answers", key=("item_id", "activity_id"), codes={"activity_id": "activities.activity_id"}),
    FactTable(name="swot_strategies", key=("strategy_id",), words={"pair": ("SO", "WO", "ST", "WT")}),
    FactTable(
        name="strategy_links",
        key=("strategy_id", "kind", "reference"),
        codes={"strategy_id": "swot_strategies.strategy_id"},
        words={"kind": ("service", "activity", "kpi")},
    ),
    FactTable(
        name="swot_rules",
        key=("rule_id",),
        codes={"indicator_id": "indicators.indicator_id"},
        words={"comparison": ("above", "below")},
    ),
    FactTable(
        name="swot_ratings",
        key=("item_id", "partner_id"),
        codes=PARTNER,
        limits={"relevance": RATING, "urgency": RATING},
    ),
    FactTable(name="services", key=("service_id",)),
    FactTable(
        name="service_activities",
        key=("service_id", "activity_id"),
        codes={"service_id": "services.service_id", "activity_id": "activities.activity_id"},
    ),
    FactTable(
        name="service_needs",
        key=("option_id", "service_id"),
        codes={"option_id": "survey_options.option_id", "service_id": "services.service_id"},
    ),
    FactTable(
        name="cooperation",
        key=("from_region_id", "to_region_id", "purpose"),
        codes={"from_region_id": "regions.region_id", "to_region_id": "regions.region_id"},
        words={"purpose": ("rd", "business")},
        limits={"strength": STRENGTH},
    ),
    FactTable(
        name="cooperation_readings",
        key=("fact_id", "purpose", "from_region_id", "to_region_id"),
        codes={
            "fact_id": "stated_facts.fact_id",
            "from_region_id": "regions.region_id",
            "to_region_id": "regions.region_id",
        },
        words={"purpose": ("rd", "business")},
        limits={"strength_low": STRENGTH, "strength_high": STRENGTH},
    ),
    FactTable(name="service_spectrum", key=("step_id",)),
    FactTable(name="trends", key=("trend_id",)),
    FactTable(
        name="trend_industries",
        key=("trend_id", "industry_id", "view"),
        codes={"trend_id": "trends.trend_id", **INDUSTRY},
        words={"view": ("downstream", "upstream", "interdependency")},
    ),
    FactTable(name="subtrends", key=("subtrend_id",), codes={"trend_id": "trends.trend_id", **INDUSTRY}),
    FactTable(name="value_chain_areas", key=("area_id",)),
    FactTable(name="value_chain_parameters", key=("parameter_id",)),
    FactTable(
        name="value_chain_shifts",
        key=("industry_id", "subtrend_name", "parameter_id"),
        codes={**INDUSTRY, "parameter_id": "value_chain_parameters.parameter_id"},
        limits={"strength": (1, 2)},
    ),
    FactTable(
        name="industry_links",
        key=("kind", "reference", "industry_id"),
        codes=INDUSTRY,
        words={"kind": ("sector", "capability")},
    ),
    FactTable(
        name="parameter_services",
        key=("parameter_id", "service_id"),
        codes={"parameter_id": "value_chain_parameters.parameter_id", "service_id": "services.service_id"},
    ),
    FactTable(
        name="kpis",
        key=("kpi_id",),
        words={
            "measure": ("count", "distinct", "stock", "percentage"),
            "scope": ("consortium", "market", "mission", "sme_mission"),
            "accumulate": ("sum", "latest", "distinct", "mean"),
            "measured": ("at_end", "after_end"),
        },
    ),
    FactTable(
        name="kpi_readings",
        key=("kpi_id", "reading_id"),
        codes={"kpi_id": "kpis.kpi_id"},
        words={"holds_for": ("consortium", "target_markets", "mission_markets")},
    ),
    FactTable(
        name="kpi_reading_choices",
        key=("kpi_id",),
        codes={"kpi_id": "kpis.kpi_id", "reading_id": "kpi_readings.reading_id"},
    ),
    FactTable(name="kpi_targets", key=("kpi_id", "scope_key", "valid_from"), codes={"kpi_id": "kpis.kpi_id"}),
    FactTable(
        name="kpi_results",
        key=("result_id",),
        codes={"kpi_id": "kpis.kpi_id", **PARTNER, **COUNTRY},
        normal_forms={"organisation_key": "organisation"},
    ),
    FactTable(
        name="kpi_answers",
        key=("kpi_id", "scope_key", "period", "partner_id"),
        codes={"kpi_id": "kpis.kpi_id", **PARTNER},
        words={"answer": ("nothing_to_report",)},
    ),
    FactTable(name="kpi_proofs", key=("result_id", "number")),
    FactTable(name="kpi_plans", key=("kpi_id", "scope_key", "month"), codes={"kpi_id": "kpis.kpi_id"}, part=("month",)),
    FactTable(name="kpi_owners", key=("kpi_id",), codes={"kpi_id": "kpis.kpi_id", **PARTNER}),
    FactTable(name="programme_months", key=("month",)),
    FactTable(name="programme_dates", key=("programme_id",)),
    FactTable(
        name="activities",
        key=("activity_id",),
        codes=COUNTRY,
        words={
            "kind": ("coordination", "evaluation", "partners", "mission", "sme", "sustainability"),
            "recurrence": ("monthly", "quarterly"),
            "mission": ("fact_finding", "sme"),
        },
    ),
    FactTable(
        name="activity_dates",
        key=("activity_id", "kind"),
        codes=ACTIVITY,
        words={"kind": ("planned", "revised", "actual")},
    ),
    FactTable(name="activity_kpis", key=("activity_id", "kpi_id"), codes={**ACTIVITY, "kpi_id": "kpis.kpi_id"}),
    FactTable(name="kpi_closings", key=("activity_id", "kpi_id"), codes={**ACTIVITY, "kpi_id": "kpis.kpi_id"}),
    FactTable(name="kpi_events", key=("kpi_id",), codes={"kpi_id": "kpis.kpi_id", "events_kpi_id": "kpis.kpi_id"}),
    FactTable(name="events", key=("event_id",), codes={"kpi_id": "kpis.kpi_id", **ACTIVITY, **PARTNER, **COUNTRY}),
    FactTable(
        name="comments",
        key=("comment_id",),
        words={"subject_kind": ("kpi", "activity", "market", "swot", "chart")},
    ),
    FactTable(name="evaluation_rounds", key=("round_id",), words={"phase": PHASES}),
    FactTable(name="evaluation_plans", key=("round_id", "partner_id", "activity_id"), codes=OF_A_ROUND),
    FactTable(
        name="evaluations",
        key=("round_id", "partner_id", "activity_id"),
        codes=OF_A_ROUND,
        words={"state": ("draft", "submitted", "cleared")},
        limits=dict.fromkeys(CRITERIA, RATING),
    ),
    FactTable(name="evaluation_followups", key=("followup_id",), codes=OF_A_ROUND),
    FactTable(
        name="sustainability_items",
        key=("round_id", "activity_id"),
        codes={"round_id": "evaluation_rounds.round_id", **ACTIVITY},
    ),
    FactTable(name="meetings", key=("meeting_id",), words={"state": ("planned", "held", "closed")}),
    FactTable(
        name="agenda_items",
        key=("meeting_id", "item_id"),
        codes={"meeting_id": "meetings.meeting_id", "kpi_id": "kpis.kpi_id", **ACTIVITY},
        words={"kind": ("standing", "attention", "own")},
    ),
    FactTable(name="settled_matters", key=("matter",), codes={"meeting_id": "meetings.meeting_id"}),
    FactTable(
        name="meeting_attendance",
        key=("meeting_id", "partner_id"),
        codes={"meeting_id": "meetings.meeting_id", **PARTNER},
        words={"state": ("present", "excused", "absent")},
    ),
    FactTable(name="meeting_notes", key=("note_id",), codes={"meeting_id": "meetings.meeting_id"}),
    FactTable(
        name="decisions",
        key=("decision_id",),
        codes={"meeting_id": "meetings.meeting_id", "kpi_id": "kpis.kpi_id", **ACTIVITY, **PARTNER, **COUNTRY},
    ),
    FactTable(name="stated_facts", key=("fact_id",)),
    FactTable(name="stated_dues", key=("fact_id",), codes={"fact_id": "stated_facts.fact_id", "kpi_id": "kpis.kpi_id"}),
    FactTable(name="corrections", key=("correction_id",)),
)

FACT_TABLES: Mapping[str, FactTable] = {table.name: table for table in _ALL}
