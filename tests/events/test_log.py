import dataclasses
import json

import pytest

from footfall.events.log import QualityRow, SourceInfo, from_json, to_json


def test_a_record_survives_json_whole() -> None:
    source = SourceInfo(
        name="shop",
        files=("a.csv", "b.csv"),
        kind="orders",
        events=3,
        visitors=None,
        quality=(QualityRow("price is negative", 2, "price", "-1", "a.csv", 7), QualityRow("exact duplicate, dropped", 1)),
        first="2024-01-01",
        timezone="Europe/Warsaw",
        extras={"z": "VARCHAR", "a": "BIGINT"},
        notes=("Świt, dates only",),
    )
    again = from_json(to_json(source))
    assert again == source
    assert list(again.extras) == ["z", "a"]
    assert isinstance(again.quality[0], QualityRow)


def test_a_record_from_before_zones_were_kept_has_none() -> None:
    record = json.loads(to_json(SourceInfo("shop", timezone="Europe/Warsaw")))
    del record["timezone"]
    assert from_json(json.dumps(record)) == SourceInfo("shop")


def test_a_record_of_another_version_is_refused() -> None:
    with pytest.raises(TypeError):
        from_json(to_json(SourceInfo("shop")).replace('"title"', '"heading"'))


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        SourceInfo("shop").name = "other"  # type: ignore[misc]
