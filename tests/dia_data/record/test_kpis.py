"""Reporting results: each report is one batch, and what is wrong is named."""

from typing import Any

import pytest

from dia_data.errors import EntryChanged, EntryInvalid, RowsInvalid
from dia_data.record import batches, kpis, standing_reports
from dia_data.storage.store import Store


def row(partner_id: str | None = "scs", value: object = "3", **more: Any) -> dict[str, Any]:
    return {"period": "2020-Q2", "partner_id": partner_id, "value": value} | more


def report(store: Store, *rows: dict[str, Any], kpi_id: str = "webinars", author: str = "Ana", **more: Any) -> str:
    return kpis.record_results(store, kpi_id=kpi_id, rows=rows or [row()], author=author, **more)


def standing(store: Store, kpi_id: str = "webinars") -> list[standing_reports.Reported]:
    return standing_reports.list_reported(store, kpi_id=kpi_id)


def seen(store: Store, kpi_id: str = "webinars") -> dict[str, str]:
    return {one.result_id: one.batch_id for one in standing(store, kpi_id)}


# What is recorded


def test_a_report_is_one_batch_with_a_row_for_each_partner(reporting: Store):
    batch = report(reporting, row("scs", "3"), row("gaia", 4))
    found = standing(reporting)
    assert [(one.result_id, one.value, one.recorded_by) for one in found] == [
        ("webinars/2020-Q2/gaia///", 4, "Ana"),
        ("webinars/2020-Q2/scs///", 3, "Ana"),
    ]
    assert {one.batch_id for one in found} == {batch}
    assert reporting.value("select distinct basis from kpi_results") == "entered"


def test_recording_again_corrects_what_the_member_has_seen(reporting: Store):
    report(reporting, row("scs", 3), row("gaia", 4))
    report(reporting, row("scs", 5), row("gaia", 4), author="Ben", seen=seen(reporting))
    assert [(one.value, one.recorded_by) for one in standing(reporting)] == [(4, "Ana"), (5, "Ben")]


def test_undoing_a_correction_brings_back_what_was_reported_before(reporting: Store):
    report(reporting, row("scs", 3))
    correction = report(reporting, row("scs", 5), seen=seen(reporting))
    batches.withdraw(reporting, batch_id=correction, reason="typing error", author="Ana")
    assert [one.value for one in standing(reporting)] == [3]


@pytest.mark.parametrize(
    ("kpi_id", "entry", "kept"),
    [
        ("smes", row(value=None, organisation=" Example Ltd "), (1, "Example Ltd")),
        ("smes", row(value=1, organisation="Zażółć 日本 GmbH"), (1, "Zażółć 日本 GmbH")),
        ("followers", row(None, "120"), (120, None)),
        ("turnover", row(value="-1,5"), (-1.5, None)),
        ("meetings", row(country_code="DEU"), (3, None)),
        ("mission_smes", row(value="", mission_id="sme_mission_usa", organisation="A/B"), (1, "A/B")),
        ("mission_sme_meetings", row(mission_id="sme_mission_usa", organisation="A"), (3, "A")),
    ],
)
def test_each_kind_of_kpi_takes_its_own_kind_of_report(reporting: Store, kpi_id: str, entry: dict, kept: tuple):
    report(reporting, entry, kpi_id=kpi_id)
    (found,) = standing(reporting, kpi_id)
    assert (found.value, found.organisation) == kept
    assert found.result_id.count("/") == 5


def test_a_name_in_other_letters_is_the_same_organisation(reporting: Store):
    report(reporting, row(organisation="Example Ltd", value=None), kpi_id="smes")
    with pytest.raises(RowsInvalid, match="reported already"):
        report(reporting, row(organisation="  EXAMPLE ltd", value=None), kpi_id="smes")


def test_names_that_differ_in_a_sign_are_two_organisations(reporting: Store):
    report(reporting, *(row(organisation=name, value=None) for name in ("C", "C++", "C#")), kpi_id="smes")
    assert len(standing(reporting, "smes")) == 3


# What is wrong


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (row("nobody"), "“nobody” is unknown; choose one of SCS, GAIA"),
        (row(None), "Partner: nothing is chosen"),
        (row(value="-1"), "-1 is below zero"),
        (row(value="-3 SMEs"), "Enter -3 alone"),
        (row(value="12,5"), "12.5 is not a whole number"),
        (row(value="1.250"), "Type 1250, or 1.25"),
        (row(value="N/A"), "“N/A” is not a number"),
        (row(value="High"), "“High” is not a number"),
        (row(value=""), "It is empty"),
        (row(period="2021-Q2"), "2021 Q2 is in the future. Today is 15 Aug 2020 (Brussels time)"),
        (row(period="2027-01"), "Jan 2027 is in the future"),
        (row(period="2019-Q4"), "outside the programme, which runs from 1 Jan 2020 to 30 Sep 2021"),
        (row(period="spring"), "neither a month nor a quarter"),
        (row(period=None), "neither a month nor a quarter"),
        (row(organisation="Example"), "counts webinars, not names"),
        (row(country_code="MEX"), "“MEX” is unknown; choose one of Germany, USA"),
        (row(comment="x" * 501), "at most 500"),
    ],
)
def test_bad_input_is_refused_with_a_sentence_and_nothing_is_kept(reporting: Store, entry: dict, sentence: str):
    before = reporting.revision
    with pytest.raises(RowsInvalid) as refusal:
        report(reporting, row("gaia", 1), entry)
    assert list(refusal.value.of_rows) == [1]
    assert sentence in " ".join(refusal.value.of_rows[1])
    assert sentence in str(refusal.value)
    assert (reporting.revision, standing(reporting)) == (before, [])


@pytest.mark.parametrize(
    ("kpi_id", "entry", "sentence"),
    [
        ("meetings", row(), "Market: nothing is chosen"),
        ("mission_smes", row(organisation="A", value=None), "Mission: nothing is chosen"),
        ("smes", row(value=None), "name of the organisation is empty"),
        ("smes", row(value=None, organisation="12"), "is not a name"),
        ("smes", row(value=12, organisation="A"), "each name counts once"),
        ("smes", row(value=None, organisation="x" * 121), "at most 120"),
        ("turnover", row(value="5000"), "cannot be right"),
        ("followers", row(None, "12.5"), "not a whole number"),
    ],
)
def test_a_report_that_does_not_fit_its_kpi_is_refused(reporting: Store, kpi_id: str, entry: dict, sentence: str):
    with pytest.raises(RowsInvalid, match=sentence):
        report(reporting, entry, kpi_id=kpi_id)


def test_a_duplicate_is_refused_and_the_existing_report_shown(reporting: Store):
    report(reporting)
    with pytest.raises(
        RowsInvalid, match=r"3 webinars \(SCS, 2020 Q2\), recorded by Ana \(15 Aug 2020, 14:30 Brussels time\)"
    ):
        report(reporting, row(value=4), author="Ben")


def test_the_same_report_again_is_refused_and_unchanged_rows_are_left_out(reporting: Store):
    report(reporting)
    with pytest.raises(EntryInvalid, match="All of it is reported already: 3 webinars"):
        report(reporting, seen=seen(reporting))
    batch = report(reporting, row(), row("gaia"), seen=seen(reporting))
    assert [one.partner_id for one in standing(reporting) if one.batch_id == batch] == ["gaia"]


def test_a_report_that_says_the_same_twice_is_refused(reporting: Store):
    with pytest.raises(RowsInvalid, match="is entered twice"):
        report(reporting, row(), row(value=4))


def test_a_month_of_a_quarter_that_is_reported_would_count_twice(reporting: Store):
    report(reporting)
    with pytest.raises(RowsInvalid, match="2020 Q2 is reported already and shares months with May 2020"):
        report(reporting, row(period="2020-05"))
    report(reporting, row(period="2020-07"), row("gaia", period="2020-05"))


def test_a_standing_number_is_of_the_whole_or_of_partners_but_not_both(reporting: Store):
    report(reporting, row(None, 120), kpi_id="followers")
    with pytest.raises(RowsInvalid, match="not both"):
        report(reporting, row("scs", 20), kpi_id="followers")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"author": " "}, "Your name: it is empty"),
        ({"author": "x" * 81}, "at most 80"),
        ({"kpi_id": "unknown"}, "KPI: “unknown” is unknown"),
        ({"kpi_id": None}, "KPI: nothing is chosen"),
        ({"rows": []}, "Nothing is entered"),
    ],
)
def test_what_belongs_to_no_row_is_refused_too(reporting: Store, arguments: dict, sentence: str):
    with pytest.raises(EntryInvalid, match=sentence):
        kpis.record_results(reporting, **{"kpi_id": "webinars", "rows": [row()], "author": "Ana"} | arguments)


# Two people at once


def test_who_is_second_sees_what_the_first_reported_and_decides(reporting: Store):
    opened = seen(reporting)
    report(reporting, row(value=3), author="Ana", seen=opened)
    with pytest.raises(
        EntryChanged, match=r"Ana \(15 Aug 2020, 14:30 Brussels time\) reported 3 webinars \(SCS, 2020 Q2\)"
    ):
        report(reporting, row(value=4), author="Ben", seen=opened)
    report(reporting, row(value=4), author="Ben", seen=seen(reporting))
    assert [one.value for one in standing(reporting)] == [4]


def test_reports_of_others_about_other_partners_do_not_disturb(reporting: Store):
    opened = seen(reporting)
    report(reporting, row("gaia"), author="Ana", seen=opened)
    report(reporting, row("scs"), author="Ben", seen=opened)
    assert len(standing(reporting)) == 2


def test_a_correction_of_what_was_taken_back_meanwhile_is_asked_about(reporting: Store):
    batch = report(reporting)
    opened = seen(reporting)
    batches.withdraw(reporting, batch_id=batch, reason="wrong quarter", author="Ana")
    with pytest.raises(EntryChanged, match="undone"):
        report(reporting, row(value=5), author="Ben", seen=opened)


# One organisation, however its name is spelled

SPELLINGS = [
    ("M\u00fcller", "Mu\u0308ller"),
    ("Straße", "STRASSE"),
    ("Acme", "\uff21\uff43\uff4d\uff45"),
    ("Acme", "Ac\u200bme"),
]


@pytest.mark.parametrize(("first", "second"), SPELLINGS)
def test_an_organisation_in_another_spelling_is_reported_already(reporting: Store, first: str, second: str):
    report(reporting, row(organisation=first, value=None), kpi_id="smes")
    with pytest.raises(RowsInvalid, match="reported already"):
        report(reporting, row(organisation=second, value=None), kpi_id="smes")
    with pytest.raises(RowsInvalid, match="is entered twice"):
        report(reporting, *(row("gaia", None, organisation=name) for name in (first, second)), kpi_id="smes")


def test_a_name_that_leaves_no_trace_is_none(reporting: Store):
    with pytest.raises(RowsInvalid, match="name of the organisation is empty"):
        report(reporting, row(organisation="\u3164", value=None), kpi_id="smes")


def test_names_that_differ_in_a_hyphen_do_not_replace_each_other(reporting: Store):
    report(reporting, row(organisation="Acme Tech", value=None), kpi_id="smes")
    report(reporting, row(organisation="Acme-Tech", value=None), kpi_id="smes")
    assert [one.organisation for one in standing(reporting, "smes")] == ["Acme Tech", "Acme-Tech"]


def test_a_correction_finds_a_report_with_an_id_made_by_an_older_version(reporting: Store):
    old = row(
        value=1, organisation="Acme GmbH", kpi_id="smes", result_id="smes/2020-Q2/scs///acme-gmbh", basis="entered"
    )
    with reporting.change() as change:
        change.record(kind="entry", source_id="kpi_form", recorded_by="Ana", facts={"kpi_results": [old]})
    corrected = row(organisation="ACME  Gmbh", value=None, comment="checked")
    report(reporting, corrected, kpi_id="smes", seen=seen(reporting, "smes"))
    (found,) = standing(reporting, "smes")
    assert (found.result_id, found.comment) == (old["result_id"], "checked")


# Whatever is reported already, only what a report touches is read


def read_beside(store: Store, *rows: dict[str, Any], kpi_id: str) -> list[tuple[str, str | None, str | None]]:
    found = kpis.open_report(store, kpi_id, rows).reported.values()
    return [(one.period, one.partner_id, one.organisation) for one in found]


def test_a_name_is_read_beside_the_same_name_alone(reporting: Store):
    report(reporting, *(row(organisation=f"SME {number}", value=None) for number in range(50)), kpi_id="smes")
    again = row(organisation="sme\u00a07", value=None)
    assert read_beside(reporting, again, row(organisation="Other"), kpi_id="smes") == [("2020-Q2", "scs", "SME 7")]


def test_a_number_is_read_beside_what_shares_its_months(reporting: Store):
    report(reporting, row("scs"), row("gaia"), row("scs", period="2020-Q1"), row("scs", period="2020-07"))
    assert read_beside(reporting, row("scs", period="2020-05"), kpi_id="webinars") == [("2020-Q2", "scs", None)]
    assert read_beside(reporting, row("scs", period="2020-Q3"), kpi_id="webinars") == [("2020-07", "scs", None)]


def test_a_standing_number_is_read_beside_those_of_all_for_its_period(reporting: Store):
    report(reporting, row("scs", 20), row("gaia", 3), row("gaia", 2, period="2020-Q1"), kpi_id="followers")
    assert read_beside(reporting, row(None, 30), kpi_id="followers") == [
        ("2020-Q2", "gaia", None),
        ("2020-Q2", "scs", None),
    ]


def test_reports_are_read_by_period_and_partner(reporting: Store):
    report(reporting, row("scs"), row("gaia"), row("scs", period="2020-Q1"))
    report(reporting, row("scs", 9), seen=seen(reporting))
    of_quarter = standing_reports.list_reported(reporting, kpi_id="webinars", of_periods=["2020-Q2"])
    assert [(one.partner_id, one.value) for one in of_quarter] == [("gaia", 3), ("scs", 9)]
    of_partner = standing_reports.list_reported(reporting, kpi_id="webinars", partner_id="scs")
    assert [(one.period, one.value) for one in of_partner] == [("2020-Q1", 3), ("2020-Q2", 9)]
