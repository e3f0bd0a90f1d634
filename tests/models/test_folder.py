"""Is a folder written whole, and is anything that was done to it afterwards seen?"""

from pathlib import Path

import pytest

from footfall.errors import ArtifactError, SourceError, UsageError
from footfall.models.folder import (
    check_outside,
    check_versions,
    checked_files,
    content_of,
    sealed,
    sha256_of,
    unsealed,
    version_of,
    write_whole,
)

FILES = {"b.bin": b"\x00\x01", "a.json": b"{}"}


def test_what_is_written_is_read_back_and_what_stood_there_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "model"
    write_whole(folder, {"old.bin": b"x"}, "old")
    write_whole(folder, FILES, "new")
    assert checked_files(folder, sha256_of(FILES)) == FILES
    assert content_of(folder / "manifest.json") == b"new"
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_a_folder_under_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match="cannot be written"):
        write_whole(tmp_path / "file" / "model", FILES, "")


def test_every_change_of_a_file_is_seen(tmp_path: Path) -> None:
    write_whole(tmp_path / "m", FILES, "")
    named = sha256_of(FILES)
    for name, content, message in (("a.json", b"{} ", "was edited"), ("c", b"", "does not name: c")):
        (tmp_path / "m" / name).write_bytes(content)
        with pytest.raises(ArtifactError, match=message):
            checked_files(tmp_path / "m", named)
    (tmp_path / "m" / "c").unlink()
    (tmp_path / "m" / "a.json").unlink()
    with pytest.raises(ArtifactError, match=r"lacks a\.json"):
        checked_files(tmp_path / "m", named)
    with pytest.raises(ArtifactError, match="cannot be read"):
        content_of(tmp_path / "m" / "a.json")


def test_a_sealed_record_comes_back_and_an_edited_one_does_not() -> None:
    record = {"schema_version": 1, "x": [0.1, None], "ä": "€"}
    text = sealed(record)
    assert unsealed(text, place="here", schema_version=1) == record
    for spoilt, message in ((text.replace("0.1", "0.2"), "edited"), ("[]", "not a manifest"), ("{", "not a manifest")):
        with pytest.raises(ArtifactError, match=message):
            unsealed(spoilt, place="here", schema_version=1)
    with pytest.raises(ArtifactError, match="here has schema version 1; this Footfall reads 2"):
        unsealed(text, place="here", schema_version=2)


def test_only_the_last_part_of_a_version_may_differ() -> None:
    check_versions(Path("m"), {"a": "1.2.3", "b": "1"}, {"a": "1.2.9", "b": "2"}, ("a",))
    with pytest.raises(ArtifactError, match=r"with a 1\.2\.3; 1\.3\.0 is installed"):
        check_versions(Path("m"), {"a": "1.2.3"}, {"a": "1.3.0"}, ("a",))
    with pytest.raises(ArtifactError, match="which version of a"):
        check_versions(Path("m"), {}, {"a": "1.3.0"}, ("a",))
    assert version_of("no-such-distribution-here") == "source"


def test_nothing_is_written_into_a_folder_that_would_be_refused_for_it(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    write_whole(folder, FILES, "m")
    for out in (folder, folder / "scores.csv", folder / "deeper" / "scores.csv", tmp_path / "other" / ".." / "model" / "scores.csv"):
        with pytest.raises(UsageError, match="be taken for an edit of it"):
            check_outside(folder, out)
    check_outside(folder, tmp_path / "model.csv")
