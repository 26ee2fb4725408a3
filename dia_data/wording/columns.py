"""Each column that a question answers with, described once: for the screen, for CSV and for every paper.

A column is described by its name alone, so one name means one thing in all tables.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dia_data import local_time
from dia_data.wording.bases import BASES
from dia_data.wording.codes import WORDS_OF_COLUMNS


class Role(StrEnum):
    """What a column is for, which decides what a narrow paper does with it."""

    FIGURE = "figure"
    """What the table is about: a number, a date, a mark, and the unit they are in. Never left out."""
    NAME = "name"
    """Who or what the figures are about, and what is said of it. Never left out."""
    PROVENANCE = "provenance"
    """Where a figure is printed and how we know it. In a narrow paper one column and footnotes say it."""
    INTERNAL = "internal"
    """Ids and orders, for programs. The first to stay in the workbook."""


class Format(StrEnum):
    """How the cells of a column read."""

    AS_IS = "as is"
    THOUSANDS = "thousands"
    """A number that reads with its thousands apart on the screen too; files do so with every number."""
    CHANCE = "chance"
    """From 0 to 1, read in per cent."""
    DAY = "day"
    MOMENT = "moment"
    FORECAST = "forecast"
    """Yes or no, read as the word “forecast” or nothing."""
    PERIOD = "period"
    """A quarter or a month as the record writes it, read as `2021 Q4` or `Dec 2021`."""
    DOCUMENT = "document"
    """The id of a source, read as its short name."""
    NOTE = "note"
    """Sentences, which a narrow paper puts under the table."""
    WALL_CLOCK = "wall clock"
    """A moment in the programme's time zone, which its heading names."""


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    `in_source` is how a cell reads in the one source column of a narrow paper, `words` are those of the codes that the
    column holds.
    """

    name: str
    heading: str
    role: Role
    unit: str = ""
    decimals: int | None = None
    format: Format = Format.AS_IS
    in_source: str = ""
    words: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def title(self) -> str:
        """The heading with the unit, where all cells share one: `Share (%)`."""
        unit = local_time.name_clock() if self.format is Format.WALL_CLOCK else self.unit
        return f"{self.heading} ({unit})" if unit else self.heading


@dataclass(frozen=True, kw_only=True)
class Interval:
    """Columns of one thing, which a narrow paper shows as one; `single` say it alone where they are known.

    `only_low` and `only_high` are how it reads where one end is known.
    """

    heading: str
    low: str
    high: str
    single: tuple[str, ...] = ()
    unit: str = ""
    only_low: str = "at least {}"
    only_high: str = "at most {}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of all its columns."""
        return (*self.single, self.low, self.high)


OURS = BASES["derived"][0]
"""Beside what is assigned by us."""


def _define_dates(heading: str, low: str, high: str) -> Interval:
    return Interval(heading=heading, low=low, high=high, only_low="from {}", only_high="until {}")


INTERVALS = (
    Interval(
        heading="Value", low="value_low", high="value_high", single=("label", "value"),
        only_low="more than {}", only_high="less than {}",
    ),
    Interval(heading="Target", low="target_min", high="target_max"),
    Interval(heading="Forecast, 80 % interval", low="forecast_low", high="forecast_high", single=("forecast_median",)),
    Interval(heading="95 % interval", low="interval_low_pct", high="interval_high_pct", unit="%"),
    _define_dates("Planned", "planned_start", "planned_end"),
    _define_dates("Revised", "revised_start", "revised_end"),
    _define_dates("Actual", "actual_start", "actual_end"),
    _define_dates("Dates", "starts", "ends"),
    Interval(heading="Range", low="low", high="high"),
)  # fmt: skip
"""What belongs together: half of it is never shown."""


def _define_figures(**headings: str) -> list[Column]:
    return [Column(name=name, heading=heading, role=Role.FIGURE) for name, heading in headings.items()]


def _define_days(**headings: str) -> list[Column]:
    return [
        Column(name=name, heading=heading, role=Role.FIGURE, format=Format.DAY) for name, heading in headings.items()
    ]


def _define_moment(name: str, heading: str) -> Column:
    return Column(name=name, heading=heading, role=Role.FIGURE, format=Format.MOMENT)


def _define_names(**headings: str) -> list[Column]:
    return [Column(name=name, heading=heading, role=Role.NAME) for name, heading in headings.items()]


def _define_internal(**headings: str) -> list[Column]:
    return [Column(name=name, heading=heading, role=Role.INTERNAL) for name, heading in headings.items()]


def _define_figure(name: str, heading: str, unit: str = "", decimals: int | None = None) -> Column:
    return Column(name=name, heading=heading, role=Role.FIGURE, unit=unit, decimals=decimals)


def _define_provenance(name: str, heading: str, in_source: str = "{}", read_as: Format = Format.AS_IS) -> Column:
    return Column(name=name, heading=heading, role=Role.PROVENANCE, in_source=in_source, format=read_as)


_DESCRIBED: tuple[Column, ...] = (
    # Where a figure is printed and how we know it, in the order in which a narrow paper says it.
    _define_provenance("source_id", "Document", read_as=Format.DOCUMENT),
    _define_provenance("locator", "Where printed"),
    _define_provenance("printed_in", "Printed as", "printed {}"),
    _define_provenance("printed", "Printed", "printed “{}”"),
    _define_provenance("edition", "Publication"),
    _define_provenance("basis", "How we know it"),
    _define_provenance("is_forecast", "Forecast", "forecast", Format.FORECAST),
    _define_provenance("base_basis", "How we know the base", "base {}"),
    _define_provenance("interval_basis", "How we know the interval", "interval {}"),
    _define_provenance("gap_basis", "How we know the difference", "difference {}"),
    _define_provenance("target_basis", "How we know the target", "target {}"),
    _define_provenance("expected_basis", "How we know what is expected", "expected {}"),
    _define_provenance("activity_locator", "Where the activity is printed", "activity {}"),
    _define_provenance("activity_basis", "How we know the activity", "activity {}"),
    _define_provenance("recorded_by", "Recorded by", "recorded by {}"),
    _define_provenance("recorded_at", "Recorded at (UTC)", "recorded {} UTC", Format.MOMENT),
    _define_provenance("recorded_at_local", "Recorded at", "recorded {}", Format.WALL_CLOCK),
    _define_provenance("note", "Note", read_as=Format.NOTE),
    _define_provenance("forecast_note", "Note on the forecast", read_as=Format.NOTE),
    # Markets.
    *_define_figures(value="Value", value_low="Value, low", value_high="Value, high", label="In words", unit="Unit"),
    *_define_names(
        country_name="Country", indicator_name="Indicator", definition="Definition", topic="Topic",
        higher_is="Higher is", qualifier="As stated", block="Part of the grid", line="Question", words="Possible marks",
        text="Text", how="How", covers="Covers",
    ),
    Column(name="period", heading="Period", role=Role.NAME, format=Format.PERIOD),
    *_define_figures(mark="Mark"),
    # The survey.
    _define_figure("share_pct", "Share", "%"),
    _define_figure("gap_points", "Interest less existing business, shares of different bases", "percentage points"),
    _define_figure("base", "Base", "answers"),
    _define_figure("next_base", "Next base that fits", "answers"),
    _define_figure("shares", "Shares stated"),
    _define_figure("interval_low_pct", "95 % interval, low", "%", 1),
    _define_figure("interval_high_pct", "95 % interval, high", "%", 1),
    *_define_names(
        part="Part of the world", place="Place", wish="Have or want", partners="Partners there", contacts="Contacts",
        question_text="Question asked", audience="Asked of", theme="Theme", option_label="Answer", need="Need",
        service="Service", description="Description", activity="Activity", why="Why",
    ),
    # Cooperation.
    _define_figure("rd", "R&D", "1 weak to 4 very strong"),
    _define_figure("business", "Business", "1 weak to 4 very strong"),
    _define_figure("difference", "Business less R&D", "steps"),
    _define_figure("want_pct", "Interest", "%"),
    _define_figure("have_pct", "Existing business", "%"),
    *_define_names(
        pair="Pair", first_name="First region", second_name="Second region", region_name="Region", name="Name",
        has_partner="Partner there", region_has_partner="Partner in the region", rd_with="Strongest in R&D with",
        business_with="Strongest in business with", countries="Countries", areas="Areas", named="Named by SMEs",
    ),
    # What shows that results are true.
    *_define_figures(has_proof="Has proof"),
    *_define_days(happened_on="Date"),
    *_define_names(reported_thing="What was reported", venue="Held in", organiser="Organiser", link="Link or file"),
    # SWOT.
    *_define_figures(
        supported_by="Evidence for", contradicted_by="Evidence against", rules_tripped="Active warnings",
        relevance_urgency="Relevance / urgency (1 to 5)", raters="Partners that rated", threshold="Limit",
        outcome="Outcome",
    ),
    _define_figure("urgency", "Urgency", "1 to 5"),
    *_define_names(
        point="Point", quadrant="Quadrant", strategy="Strategy", reason="Reason", subject_name="Board",
        rule_name="Warning", comparison="Compared", threshold_note="Who set the threshold, and why",
        stance="For or against", is_retired="Retired",
    ),
    # Trends.
    *_define_figures(
        downstream="Trend influences industry", upstream="Industry influences trend", published="Strong in figure 5",
        subtrends="Sub-trends", very_strong="Very strong shifts", strong="Strong shifts",
    ),
    _define_figure("strength", "Strength", "1 strong, 2 very strong"),
    *_define_names(
        trend_name="Trend", industry_name="Industry", subtrend_name="Sub-trend", parameter_name="Parameter",
        has_line="Has a line in figure 7", directions="Directions", step="Step", to="To",
    ),
    Column(name="from", heading="From", role=Role.NAME),
    *_define_names(
        our_target=f"To {OURS}", our_industry=f"Emerging industry {OURS}", rests_on="Rests on",
        offer="Sector or capability of D3.1",
    ),
    # Partners.
    *_define_figures(listed="Named in the list", described="Named in the profile", is_asked="Named by both"),
    *_define_figures(longitude="Longitude", latitude="Latitude"),
    *_define_names(
        specialised_in=f"Field that leads there {OURS}",
        linked_through=f"What leads there {OURS}",
        partner="Partner", partner_name="Full name", short_name="Short name", members_stated="Members",
        sector_printed="Sector as printed", site_name="Site", precision="Precision", industry="Target industry",
        described_as="Described as", heading="Heading", capability="What it has or does", sector_name="Target sector",
        market_role="Role of its country",
        role="Role",
    ),
    # KPIs.
    *_define_figures(
        result="Result", target_min="Target", target_max="Target, at most", reports="Reports",
        shown="Result, with target or age",
    ),
    *_define_days(due="Due", last_reported="Last report", expected_by="Expected by the end of"),
    _define_figure("expected", "Expected", decimals=1),
    _define_figure("needed_per_month", "Needed per month", decimals=1),
    _define_figure("forecast_low", "Forecast, low", decimals=1),
    _define_figure("forecast_median", "Forecast", decimals=1),
    _define_figure("forecast_high", "Forecast, high", decimals=1),
    Column(name="probability", heading="Chance of reaching the target", role=Role.FIGURE, format=Format.CHANCE),
    _define_figure("days_since_report", "Age of the last report", "days"),
    *_define_names(
        kpi_name="KPI", scope="Scope", status="Status", owner="Owner", column="Partner or market",
        quarters_due="Due to be reported",
        organisation="Organisation", comment="Comment", where="Where", place_or_mission="Country or mission",
    ),
    # KPIs in words, as they are listed.
    *_define_days(valid_from="Valid from", set_on="Set on", status_since="Since"),
    *_define_names(expected_by_month="Expected by the end of"),
    *_define_figures(against_target="Against target", target="Target", trend="Trend"),
    *_define_figures(forecast="Forecast", reported="Reported"),
    # The roadmap.
    *_define_days(
        planned_start="Planned start", planned_end="Planned end", revised_start="Revised start",
        revised_end="Revised end", actual_start="Actual start", actual_end="Actual end", starts="Starts", ends="Ends",
    ),
    _define_figure("delay_days", "Delay", "days"),
    _define_figure("overdue_days", "Overdue", "days"),
    _define_figure("days_late", "Late", "days"),
    *_define_names(
        activity_name="Activity", state="State", recurs="Recurs", holds="Current", kind="Kind",
        sets_due="Sets the due date",
    ),
    # Evaluation and meetings.
    _define_figure("relevance", "Relevance", "1 to 5"),
    _define_figure("efficiency", "Efficiency", "1 to 5"),
    _define_figure("effectiveness", "Effectiveness", "1 to 5"),
    _define_figure("impact", "Impact", "1 to 5"),
    _define_figure("lowest", "Lowest", "1 to 5"),
    _define_figure("median", "Median", "1 to 5"),
    _define_figure("highest", "Highest", "1 to 5"),
    _define_figure("disagreement", "Disagreement", "0 to 1"),
    _define_figure("answered", "Answers"),
    *_define_names(criterion="Criterion"),
    Column(name="budget_eur", heading="Budget", role=Role.FIGURE, unit="EUR", format=Format.THOUSANDS),
    _define_figure("minutes", "Time", "minutes"),
    *_define_figures(is_done="Done", is_listed="On the list", is_dropped="Dropped", number="No.", begins="Begins"),
    *_define_days(held_on="Held on", written_on="Written on"),
    _define_moment("taken_at", "Taken at (UTC)"),
    *_define_names(
        lesson="Lesson", timeframe="When", responsible="Responsible", recommendation="Recommendation", title="Title",
        meeting_name="Meeting", taken_by="Taken by", item="Item", as_seen="View", change="What it changed",
        carried_out_by="Carried out by", taken_in="Taken in",
    ),
    # Sources, changes and checks.
    _define_figure("figures_stated", "Stated", "figures"),
    _define_figure("figures_approximate", "Approximate", "figures"),
    _define_figure("figures_derived", "Derived", "figures"),
    _define_figure("figures_inferred", "Inferred", "figures"),
    _define_figure("figures_entered", "Entered", "figures"),
    _define_figure("figures_demonstration", "Demonstration", "figures"),
    _define_figure("figures_lost", "Value lost", "lines"),
    _define_figure("total_pct", "Total", "%"),
    *_define_figures(
        stated="Stated", in_record="In the record", in_prose="In the text", in_table="In the table", low="From",
        high="To", reverse="Printed the other way", readings="Readings", marked="Marked in the figure",
        reading="One reading", other_reading="The other reading",
    ),
    *_define_names(
        figure="Figure", says="Says", corrected="Read as", finding="Finding", question="Question", subtrend="Sub-trend",
        purpose="Purpose", region="Region", other="Other region", statement="Statement", prose="Words of the text",
        table="Words of the table", thing="What", about="About", table_name="Table", column_name="Column", wave="Wave",
        rank="Rank", what="What", who="Who", action="Did", decision="Decision", author="Author",
        quantity="Quantity", counts_at="Counts", withdrawn_by="Undone by", withdrawn_reason="Why undone",
    ),
    _define_moment("withdrawn_at", "Undone at (UTC)"),
    Column(name="changed_at_local", heading="When", role=Role.NAME, format=Format.WALL_CLOCK),
    # For programs.
    *_define_internal(
        activity_id="Activity id", batch_id="Change", changed_batch="Change that carried it out",
        contact_codes="Codes of contacts", country_code="Country code", decision_id="Decision id",
        external_item_id="Outer point id", first_id="First region id", followup_id="Recommendation id",
        ids="Ids", indicator_id="Indicator id", industry_id="Industry id", internal_item_id="Inner point id",
        is_other="Is “other”", item_id="Item id", kpi_id="KPI id", meeting_id="Meeting id", option_id="Answer id",
        parameter_id="Parameter id", partner_id="Partner id", position="Order", question_id="Question id",
        reference="Refers to", region_id="Region id", second_id="Second region id", sector_id="Sector id",
        strategy_id="Strategy id", subject="Board id", subtrend_id="Sub-trend id", subtrend_key="Sub-trend key",
        trend_id="Trend id", wave_id="Wave id", view="Address of the view", world="Part of the world asked about",
    ),
)  # fmt: skip

COLUMNS = tuple(replace(column, words=WORDS_OF_COLUMNS.get(column.name, {})) for column in _DESCRIBED)
"""Every column. The order of those of provenance is the order in which a narrow paper says them."""

BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}


def describe_column(name: object) -> Column:
    """The description of a column; one that nobody described is a name and reads as it is called."""
    text = str(name)
    return BY_NAME.get(text) or Column(name=text, heading=text, role=Role.NAME)


def list_undescribed(names: Iterable[object]) -> list[str]:
    """The columns among these that nobody described."""
    return [str(name) for name in names if str(name) not in BY_NAME]
