"""Does a model keep how its data was read, and is one that was saved before that still loaded?"""

import json
from dataclasses import replace

from tests.models.test_manifest import MANIFEST

from footfall.models.folder import sealed
from footfall.models.manifest import Manifest
from footfall.models.read_as import ReadAs

THEN = ReadAs("Europe/Warsaw", "45min", "EUR", {"PLN": 0.23})


def test_it_comes_back_from_a_manifest_as_it_was() -> None:
    kept = replace(MANIFEST, read_as=THEN, of_log=True)
    assert Manifest.loads(kept.dumps(), place="manifest.json") == kept


def test_a_manifest_from_before_has_none() -> None:
    record = json.loads(MANIFEST.dumps())
    for name in ("read_as", "of_log", "checksum"):
        del record[name]
    found = Manifest.loads(sealed(record), place="manifest.json")
    assert (found.read_as, found.of_log) == (None, False)
