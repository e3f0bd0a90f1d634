from pathlib import Path

from tests.events.reading import settings

from footfall.engines.duckdb import Engine
from footfall.events.log import SessionTable
from footfall.events.read import read


def test_its_facts(data_folder: Path, engine: Engine) -> None:
    table = read(data_folder / "uci-468.csv", engine=engine, settings=settings())
    assert isinstance(table, SessionTable)
    source = table.source
    assert (source.name, source.kind, source.sessions, source.events) == ("uci-468", "session_table", 12_330, 0)
    assert source.sha256 == "d8e130ba51532985f93281a73ce299e6ce150cb915769a7962a11e595eadd6a1"
    assert (source.knows_visitors, source.has_clock, source.first) == (False, False, None)
    assert table.frame.shape == (12_330, 18)
    assert table.target == "Revenue"
    assert str(table.frame["Revenue"].dtype) == "bool"
    assert int(table.frame["Revenue"].sum()) == 1_908
    assert int(table.frame.duplicated().sum()) == 125
    kinds = table.frame.dtypes.astype(str)
    assert set(kinds[kinds == "str"].index) == {"Month", "OperatingSystems", "Browser", "Region", "TrafficType", "VisitorType"}
    assert set(kinds[kinds != "str"].drop("Revenue")) == {"float64"}
    assert list(table.docs) == list(table.frame.columns)
    assert table.frame.iloc[0]["Month"] == "Feb"
    assert table.frame["Weekend"].sum() == 2_868
