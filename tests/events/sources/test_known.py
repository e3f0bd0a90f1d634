import pytest

from footfall.events.sources.known import DATA_SETS, KNOWN, recognise
from footfall.events.sources.source import Source


def test_data_sets_have_an_address_and_a_hash() -> None:
    assert set(DATA_SETS) == {"uci-553", "uci-468", "cdnow"}
    for source in DATA_SETS.values():
        assert source.publication is not None
        assert source.publication.address.startswith("http")
        assert len(source.publication.sha256) == 64


@pytest.mark.parametrize("source", KNOWN, ids=lambda source: source.name or "canonical")
def test_every_source_is_recognised_by_its_own_header(source: Source) -> None:
    found = recognise(source.header)
    assert found is not None
    assert found.name == source.schema.name


def test_other_columns_are_not_recognised() -> None:
    assert recognise(["a", "b"]) is None
    assert recognise(["timestamp", "visitorid", "event", "itemid", "transactionid", "more"]) is None
    assert recognise(["timestamp", "visitorid", "event", "itemid"]) is None
