"""Documents become batches: what is wrong is named and stops everything, what changed is replaced, and only that."""

import csv
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dia_data.documents import loading
from dia_data.documents.origins import read_short_names
from dia_data.errors import DocumentInvalid, IntegrityBroken
from dia_data.settings import DOCUMENTS
from dia_data.storage.store import Store

SOURCE = """\
source_id = "eco"
title = "Mega Trends"
producer = "European Cluster Observatory"
"""
REGIONS = """\
region_id,region_name,is_european,position,locator,basis,note
north,Northern Europe,true,1,Figure 10,stated,
south,Southern Europe,true,2,Figure 10,stated,
"""
COOPERATION = """\
from_region_id,to_region_id,purpose,strength,printed,locator,basis,note
north,south,rd,3,+,Figure 13,stated,
south,north,rd,3,+,Figure 13,stated,
"""
TRENDS = """\
trend_id,trend_name,description,position,locator,basis,note
big_data,Big dada,Data sets that are too large.,1,§2.2,stated,
"""
CORRECTION = """\
[[correction]]
id = "big-data"
source = "eco"
table = "trends"
match = { trend_id = "big_data" }
column = "trend_name"
printed = "Big dada"
value = "Big Data"
reason = "Typing slip."
"""


@dataclass(frozen=True, kw_only=True)
class Documents:
    """A folder with one small document, and the store it is loaded into."""

    folder: Path
    store: Store

    @property
    def corrections(self) -> Path:
        return self.folder / "corrections.toml"

    def file(self, name: str) -> Path:
        return self.folder / "documents" / "eco" / name

    def write(self, name: str, text: str) -> None:
        self.file(name).write_text(text, encoding="utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.file(name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def correct(self, text: str = CORRECTION) -> None:
        self.corrections.write_text(text, encoding="utf-8")

    def load(self) -> list[str]:
        return loading.load(self.store, self.folder / "documents", self.corrections)

    def loaded_tables(self) -> list[str]:
        return [batch.split("/")[1] for batch in self.load()]


@pytest.fixture
def small(store: Store, tmp_path: Path) -> Documents:
    (tmp_path / "documents" / "eco").mkdir(parents=True)
    made = Documents(folder=tmp_path, store=store)
    made.write("source.toml", SOURCE)
    made.write("regions.csv", REGIONS)
    made.write("cooperation.csv", COOPERATION)
    made.write("trends.csv", TRENDS)
    return made


def nothing_is_recorded(store: Store) -> bool:
    return store.revision == 0 and not store.rows("from batches") and not store.rows("from sources")


# What is loaded


def test_each_table_of_a_document_becomes_a_batch(small: Documents) -> None:
    assert small.loaded_tables() == ["cooperation", "regions", "trends"]
    batches = small.store.rows("select kind, source_id, recorded_by from batches")
    assert batches == [{"kind": "document", "source_id": "eco", "recorded_by": "documents"}] * 3
    strengths = small.store.rows("select from_region_id, strength from cooperation_as_of(null) order by all")
    assert strengths == [{"from_region_id": "north", "strength": 3}, {"from_region_id": "south", "strength": 3}]


def test_the_source_is_described_as_its_file_says(small: Documents) -> None:
    small.write("source.toml", SOURCE + 'published = 2015-06-01\nlicence = "not stated"\n')
    small.load()
    source = small.store.rows("select title, producer, published::date::varchar as published, licence from sources")
    assert source == [
        {
            "title": "Mega Trends",
            "producer": "European Cluster Observatory",
            "published": "2015-06-01",
            "licence": "not stated",
        }
    ]


def test_every_line_of_the_real_documents_is_in_the_record(loaded: Store) -> None:
    counted = loaded.rows("select source_id, split_part(batch_id, '/', 2) as name, batch_id from batches")
    batches = {(batch["source_id"], batch["name"]): batch["batch_id"] for batch in counted}
    for file in DOCUMENTS.glob("*/*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = len(list(csv.DictReader(opened)))
        rows = loaded.rows(f"from {file.stem}_as_of(null)")
        rows = [row for row in rows if row["batch_id"] == batches[file.parent.name, file.stem]]
        assert (file.stem, len(rows)) == (file.stem, lines)


def test_the_real_documents_give_every_figure_a_place_and_a_basis(loaded: Store) -> None:
    figures = loaded.rows("select count(*) as lacking from figures_as_of(null) where locator is null or basis is null")
    assert figures == [{"lacking": 0}]


def test_survey_bases_are_inferred_while_loading(small: Documents) -> None:
    write_survey(small)
    small.load()
    assert inferred(small.store) == {"yes": 6, "no": 6}


def test_bases_follow_when_an_option_moves_to_another_question(small: Documents) -> None:
    write_survey(small)
    small.load()
    small.replace("survey_options.csv", "no,first,No", "no,second,No")
    small.load()
    assert inferred(small.store) == {"yes": 3, "no": 2}


def write_survey(small: Documents) -> None:
    small.write("survey_waves.csv", "wave_id,wave_name,fielded,locator,basis,note\nw,Wave,,§1,stated,\n")
    small.write(
        "survey_questions.csv",
        "question_id,wave_id,question_text,kind,audience,theme,position,asks,world,option_noun,locator,basis,note\n"
        "first,w,First?,multiple,all,markets,1,,,,§1,stated,\nsecond,w,Second?,multiple,all,markets,2,,,,§1,stated,\n",
    )
    small.write(
        "survey_options.csv",
        "option_id,question_id,option_label,country_code,sector_id,position,locator,basis,note\n"
        "yes,first,Yes,,,1,§1,stated,\nno,first,No,,,2,§1,stated,\n",
    )
    small.write(
        "survey_results.csv",
        "wave_id,option_id,share_pct,decimals,qualifier,base,base_basis,found_in,locator,basis,note\n"
        "w,yes,33.3,1,,,,prose,§1,stated,\nw,no,50.0,1,,,,prose,§1,stated,\n",
    )


def inferred(store: Store) -> dict[str, int]:
    rows = store.rows("select option_id, base from survey_results_as_of(null)")
    return {row["option_id"]: row["base"] for row in rows}


# What stops everything


MISTAKES = (
    (
        "cooperation.csv",
        "basis,note",
        "basis,note,colour",
        "line 1, column colour: this column is unknown; expected from_region_id",
    ),
    ("cooperation.csv", "purpose,strength", "purpose", "line 1, column strength: this column is missing."),
    (
        "cooperation.csv",
        "south,north",
        "mars,north",
        "line 3, column from_region_id: 'mars' is unknown; expected one of the codes",
    ),
    (
        "cooperation.csv",
        "rd,3",
        "rd,strong",
        "line 2, column strength: 'strong' cannot be read; expected a whole number.",
    ),
    ("regions.csv", "true,2", "true,99999999999", "line 3, column position: '99999999999' cannot be read"),
    ("regions.csv", "true,2", "yes,2", "line 3, column is_european: 'yes' cannot be read; expected true or false."),
    ("regions.csv", "Southern Europe", "", "line 3, column region_name: the cell is empty; expected text."),
    ("regions.csv", "1,Figure 10", "1,", "line 2, column locator: the cell is empty; expected where in the document"),
    ("cooperation.csv", "rd,3", "rd,5", "line 2, column strength: 5 is outside its scale; expected 1 to 4."),
    (
        "cooperation.csv",
        "rd,3",
        "research,3",
        "line 2, column purpose: 'research' is unknown; expected one of rd, business.",
    ),
    ("cooperation.csv", "stated", "guessed", "line 2, column basis: 'guessed' is unknown; expected one of stated"),
    ("regions.csv", "south,", "north,", "line 3, column region_id: ('north',) stands on line 2 already"),
    ("trends.csv", "too large.", "large, too large", "line 2, column ?: there are more cells than columns"),
    ("cooperation.csv", "stated,", 'stated,"A note', "line 2"),
    ("regions.csv", REGIONS, REGIONS.replace(",", ";"), "line 1, column"),
    ("regions.csv", REGIONS, "", "line 1, column region_id: this column is missing."),
)


@pytest.mark.parametrize(("name", "old", "new", "sentence"), MISTAKES)
def test_a_mistake_is_named_with_its_place_and_nothing_is_loaded(
    small: Documents, name: str, old: str, new: str, sentence: str
) -> None:
    small.replace(name, old, new)
    with pytest.raises(DocumentInvalid) as refusal:
        small.load()
    assert f"{small.file(name)}, {sentence}" in str(refusal.value)
    assert str(refusal.value).startswith("Nothing was loaded. ")
    assert nothing_is_recorded(small.store)


def test_a_file_that_is_not_utf_8_is_named_and_nothing_is_loaded(small: Documents) -> None:
    small.file("trends.csv").write_bytes(TRENDS.replace("dada", "däda").encode("cp1252"))
    with pytest.raises(DocumentInvalid, match=str(small.file("trends.csv"))):
        small.load()
    assert nothing_is_recorded(small.store)


SOURCE_MISTAKES = {
    "an unknown key": (
        SOURCE + 'author = "Ada"\n',
        "key author: unknown; expected disclaimer, licence, names_documents, note",
    ),
    "another document's name": (SOURCE.replace("eco", "d31"), "key source_id: 'd31'; expected 'eco', as the folder."),
    "no name": ('title = "Mega Trends"\n', "key source_id: None; expected 'eco'"),
    "no title": ('source_id = "eco"\n', "title"),
    "a title that is not a text": ('source_id = "eco"\ntitle = 3\n', "title"),
    "a date in quotes": (SOURCE + 'published = "June 2015"\n', "published"),
    "a mark that is a word": (SOURCE + 'names_documents = "yes"\n', "expected true or false"),
    "no TOML": ("title = Mega Trends", ""),
}


@pytest.mark.parametrize(("text", "sentence"), SOURCE_MISTAKES.values(), ids=SOURCE_MISTAKES)
def test_a_mistake_in_the_description_of_a_document_is_named(small: Documents, text: str, sentence: str) -> None:
    small.write("source.toml", text)
    with pytest.raises(DocumentInvalid) as refusal:
        small.load()
    assert str(small.file("source.toml")) in str(refusal.value)
    assert sentence in str(refusal.value)
    assert nothing_is_recorded(small.store)


def test_each_document_declares_what_members_call_it_and_whether_its_places_name_others(small: Documents) -> None:
    names = {source_id: short.name for source_id, short in read_short_names(DOCUMENTS).items()}
    assert names == {"d31": "D3.1", "eco": "ECO", "links": "our links, each with a reason"}
    assert [one for one, short in read_short_names(DOCUMENTS).items() if short.names_documents] == ["links"]
    small.write("source.toml", SOURCE)
    assert read_short_names(small.file("source.toml").parents[1]) == {}


def test_a_document_without_a_description_is_named(small: Documents) -> None:
    small.file("source.toml").unlink()
    with pytest.raises(DocumentInvalid, match=r"source\.toml is missing; expected title, producer"):
        small.load()
    assert nothing_is_recorded(small.store)


CORRECTION_MISTAKES = {
    "a correction that matches nothing": CORRECTION.replace('= "Big dada"', '= "Big date"'),
    "a correction of a row that is not there": CORRECTION.replace('"big_data"', '"small_data"'),
    "a correction of a column that is not there": CORRECTION.replace('"trend_name"', '"trend_title"'),
    "a correction of a table that is not there": CORRECTION.replace('"trends"', '"trendz"'),
    "a correction of a document that is not there": CORRECTION.replace('"eco"', '"eko"'),
    "a correction without a reason": CORRECTION.replace('reason = "Typing slip."\n', ""),
    "a correction with an unknown key": CORRECTION + 'author = "Ada"\n',
    "two corrections of one name": CORRECTION + CORRECTION.replace("Big Data", "Big  Data").replace("dada", "Data"),
    "no TOML": "[[correction",
}


@pytest.mark.parametrize("text", CORRECTION_MISTAKES.values(), ids=CORRECTION_MISTAKES)
def test_a_mistake_in_the_corrections_is_named_and_nothing_is_loaded(small: Documents, text: str) -> None:
    small.correct(text)
    with pytest.raises(DocumentInvalid, match=r"correct") as refusal:
        small.load()
    assert "big-data" in str(refusal.value) or str(small.corrections) in str(refusal.value)
    assert nothing_is_recorded(small.store)


def test_a_file_that_belongs_to_no_table_is_named(small: Documents) -> None:
    small.write("cooperations.csv", COOPERATION)
    with pytest.raises(DocumentInvalid, match=r"cooperations\.csv: there is no table 'cooperations' in the record\."):
        small.load()
    assert nothing_is_recorded(small.store)


def test_a_folder_without_documents_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DocumentInvalid, match=f"The folder {tmp_path / 'nowhere'} holds no documents"):
        loading.load(store, tmp_path / "nowhere", tmp_path / "corrections.toml")


def test_all_mistakes_are_named_at_once_and_very_many_are_counted(small: Documents) -> None:
    small.write("regions.csv", REGIONS.replace("true", "yes"))
    small.write("trends.csv", TRENDS + "\n".join(f"trend {line},,,,§2,stated," for line in range(30)))
    with pytest.raises(DocumentInvalid) as refusal:
        small.load()
    assert len(refusal.value.problems) == loading.SHOWN_PROBLEMS + 1
    assert "regions.csv" in refusal.value.problems[0]
    assert refusal.value.problems[-1] == f"(and {2 + 90 - loading.SHOWN_PROBLEMS} more)"


def test_rows_that_break_the_integrity_of_the_record_are_not_recorded(small: Documents) -> None:
    small.write(
        "kpis.csv",
        "kpi_id,kpi_name,definition,unit,measure,scope,accumulate,slip,position,counts,baseline,baseline_reason,measured,"
        "locator,basis,note\n"
        "events,Events,Events held.,events,count,consortium,sum,,1,,0,It begins.,,§10,stated,\n",
    )
    small.write(
        "kpi_targets.csv",
        "kpi_id,scope_key,target_min,target_max,valid_from,printed,locator,basis,note\n"
        "events,consortium,9,7,2020-01-01,9-7,§10,stated,\n",
    )
    with pytest.raises(IntegrityBroken, match="The lower end of a range is not above its upper end"):
        small.load()
    assert nothing_is_recorded(small.store)


def test_a_mistake_made_later_leaves_what_was_loaded_before(small: Documents) -> None:
    small.load()
    before = state(small.store)
    small.replace("cooperation.csv", "rd,3", "rd,5")
    small.file("trends.csv").unlink()
    with pytest.raises(DocumentInvalid):
        small.load()
    assert state(small.store) == before


def state(store: Store) -> tuple[Any, ...]:
    tables = ("batches", "changes", "sources", "cooperation_as_of(null)", "trends_as_of(null)")
    return (store.revision, *(store.rows(f"from {table} order by all") for table in tables))


# What changes


def withdrawn(store: Store) -> dict[str, str]:
    """The reason for each table whose batch was withdrawn."""
    rows = store.rows("select batch_id, withdrawn_reason from batches where withdrawn_at is not null")
    return {row["batch_id"].split("/")[1]: row["withdrawn_reason"] for row in rows}


def test_an_unchanged_folder_loads_nothing(small: Documents) -> None:
    small.correct()
    small.load()
    before = state(small.store)
    assert small.load() == []
    assert state(small.store) == before


def test_an_unchanged_folder_loads_nothing_after_a_restart(small: Documents) -> None:
    small.load()
    small.store.close()
    reopened = Store(small.store.path)
    assert loading.load(reopened, small.folder / "documents", small.corrections) == []
    reopened.close()


def test_a_folder_that_was_moved_loads_nothing(small: Documents) -> None:
    small.load()
    moved = Path(shutil.move(small.folder / "documents", small.folder / "moved"))
    assert loading.load(small.store, moved, small.corrections) == []


def test_a_changed_file_replaces_its_batch_and_only_that(small: Documents) -> None:
    small.load()
    revision = small.store.revision
    small.replace("cooperation.csv", "north,south,rd,3", "north,south,rd,4")
    small.replace("cooperation.csv", "south,north,rd,3", "south,north,rd,4")
    assert small.loaded_tables() == ["cooperation"]
    assert withdrawn(small.store) == {"cooperation": "Replaced: its file has changed."}
    assert {row["strength"] for row in small.store.rows("from cooperation_as_of(null)")} == {4}
    assert small.store.revision == revision + 2


def test_a_line_that_was_taken_out_is_gone(small: Documents) -> None:
    small.load()
    small.write("cooperation.csv", "\n".join(COOPERATION.splitlines()[:2]) + "\n")
    small.load()
    assert [row["from_region_id"] for row in small.store.rows("from cooperation_as_of(null)")] == ["north"]


def test_a_file_that_was_removed_withdraws_its_batch(small: Documents) -> None:
    small.load()
    small.file("trends.csv").unlink()
    assert small.load() == []
    assert withdrawn(small.store) == {"trends": "Its file is gone."}
    assert small.store.rows("from trends_as_of(null)") == []


def test_a_file_that_comes_back_is_loaded_again(small: Documents) -> None:
    small.load()
    small.file("trends.csv").unlink()
    small.load()
    small.write("trends.csv", TRENDS)
    assert small.loaded_tables() == ["trends"]
    assert small.store.value("select count(*) from trends_as_of(null)") == 1


def test_a_new_file_is_loaded_beside_the_others(small: Documents) -> None:
    small.load()
    small.write("subtrends.csv", SUBTRENDS)
    small.write("sectors.csv", SECTORS)
    assert small.loaded_tables() == ["sectors", "subtrends"]
    assert withdrawn(small.store) == {}


SECTORS = """\
sector_id,sector_name,kind,abbreviation,position,audience,locator,basis,note
logistics,Logistical Services,emerging_industry,LS,1,,Figure 1,stated,
"""
SUBTRENDS = """\
subtrend_id,trend_id,industry_id,subtrend_name,subtrend_key,position,locator,basis,note
sensors,big_data,logistics,Trillion sensors,trillion_sensors,1,Figure 6,stated,
"""


def test_a_changed_description_is_taken_over_and_is_a_change_of_its_own(small: Documents) -> None:
    small.load()
    revision = small.store.revision
    small.replace("source.toml", "Mega Trends", "Global Mega Trends")
    assert small.load() == []
    assert small.store.rows("select title from sources") == [{"title": "Global Mega Trends"}]
    assert small.store.revision > revision


def test_a_correction_keeps_the_printed_value_in_the_note_and_is_listed(small: Documents) -> None:
    small.correct()
    assert small.loaded_tables() == ["cooperation", "regions", "trends", "corrections"]
    trend = small.store.rows("select trend_name, note from trends_as_of(null)")
    assert trend == [{"trend_name": "Big Data", "note": "Printed as 'Big dada'. Typing slip."}]
    listed = small.store.rows(
        "select correction_id, source_id, printed, corrected, reason from corrections_as_of(null)"
    )
    assert listed == [
        {
            "correction_id": "big-data",
            "source_id": "eco",
            "printed": "Big dada",
            "corrected": "Big Data",
            "reason": "Typing slip.",
        }
    ]


def test_a_new_correction_replaces_the_batch_that_it_corrects_and_only_that(small: Documents) -> None:
    small.load()
    small.correct()
    assert small.loaded_tables() == ["trends", "corrections"]
    assert withdrawn(small.store) == {"trends": "Replaced: its file has changed."}


def test_a_correction_that_is_taken_back_brings_the_printed_value_back(small: Documents) -> None:
    small.correct()
    small.load()
    small.corrections.unlink()
    small.load()
    assert small.store.value("select trend_name from trends_as_of(null)") == "Big dada"
    assert small.store.rows("from corrections_as_of(null)") == []


def test_what_members_entered_stays_when_documents_are_loaded_anew(small: Documents) -> None:
    small.load()
    entered = {"region_id": "south", "region_name": "The South", "is_european": True, "position": 2, "basis": "entered"}
    with small.store.change() as entry:
        entry.record(kind="entry", source_id="form", recorded_by="Ada", facts={"regions": [entered]})
    small.write("regions.csv", REGIONS + "west,Western Europe,true,3,Figure 10,stated,\n")
    assert small.loaded_tables() == ["regions"]
    names = small.store.rows("select region_name from regions_as_of(null) order by region_name")
    assert [row["region_name"] for row in names] == ["Northern Europe", "The South", "Western Europe"]
