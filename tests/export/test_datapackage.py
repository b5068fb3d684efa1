"""datapackage.json names each file's columns as they are written."""

import json

import communique
from communique.export.acled import ACLED_COLUMNS
from communique.export.datapackage import Table, datapackage, to_datapackage
from communique.export.polecat import POLECAT_COLUMNS
from communique.export.table import ENTRY_COLUMNS, names_of

EVENTS = Table("events", "events.csv", ENTRY_COLUMNS, title="Events")
POLECAT = Table(
    "polecat", "polecat.tsv", POLECAT_COLUMNS, "text/tab-separated-values", "tsv", delimiter="\t", missing="None"
)
PARQUET = Table("typed", "events.parquet", ENTRY_COLUMNS, "application/vnd.apache.parquet", "parquet", delimiter=None)


def test_tables_are_described() -> None:
    package = datapackage([EVENTS, POLECAT, PARQUET], name="record", filter_text="country = KEN", title="Kenya")
    read = json.loads(to_datapackage(package))
    assert read == package
    assert (read["name"], read["title"], read["filter"]) == ("record", "Kenya", "country = KEN")
    assert read["generator"] == {"name": "communique", "version": communique.__version__}
    assert "licenses" not in read
    assert "created" not in read
    events, polecat, typed = read["resources"]
    assert (events["path"], events["encoding"], events["dialect"]["delimiter"]) == ("events.csv", "utf-8", ",")
    assert [field["name"] for field in events["schema"]["fields"]] == list(names_of(ENTRY_COLUMNS))
    by_name = {field["name"]: field for field in events["schema"]["fields"]}
    assert by_name["published"]["type"] == "date"
    assert by_name["killed_low"]["type"] == "integer"
    assert by_name["lat"]["description"].startswith("degrees north")
    assert polecat["schema"]["missingValues"] == ["None"]
    assert polecat["dialect"]["delimiter"] == "\t"
    assert "dialect" not in typed


def test_the_caller_chooses_licence_and_moment() -> None:
    table = Table("acled", "acled.csv", ACLED_COLUMNS)
    package = datapackage([table], name="r", filter_text="", licence="CC-BY-4.0", created="2026-03-14T00:00:00Z")
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["created"] == "2026-03-14T00:00:00Z"
    assert package["resources"][0]["schema"]["fields"][1]["format"] == "%d %B %Y"
