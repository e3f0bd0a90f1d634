"""Does everybody get a folder of their own, and is what nobody used deleted?"""

import time
from pathlib import Path

import pytest

from footfall.app.jobs import sweep
from footfall.app.workspace import DAY_S, KINDS, Workspace, new_token
from footfall.errors import SourceError, UsageError


def test_tokens_are_128_random_bits() -> None:
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(bytes.fromhex(token)) == 16 for token in tokens)


def test_each_token_has_a_folder_that_does_not_tell_the_token(tmp_path: Path) -> None:
    one, other = new_token(), new_token()
    mine, theirs = Workspace.of(tmp_path, one), Workspace.of(tmp_path, other)
    assert mine.folder != theirs.folder
    assert mine.folder == Workspace.of(tmp_path, one).folder
    assert one not in str(mine.folder)


@pytest.mark.parametrize("token", ["", "x", "../../etc", "A" * 32, "0" * 31, "0" * 33, "0" * 32 + "\n"])
def test_what_is_no_token_gets_no_folder(tmp_path: Path, token: str) -> None:
    with pytest.raises(UsageError, match="no valid key"):
        Workspace.of(tmp_path, token)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.csv", "..\\..\\boot.csv", "/root/.ssh/id.csv", "a/b/c.csv", "nul\x00l.csv", "C:\\x.csv"]
)
def test_no_name_from_outside_becomes_a_path(tmp_path: Path, name: str) -> None:
    workspace = Workspace.of(tmp_path, new_token())
    id, path = workspace.new_upload(name)
    assert path.parent == workspace.uploads
    assert path.name == f"{id}.csv"
    path.write_bytes(b"a")
    (upload,) = workspace.files()
    assert "/" not in upload.name
    assert "\\" not in upload.name
    assert "\x00" not in upload.name


@pytest.mark.parametrize("name", ["", "program.exe", "page.html", ".csv.sh", "a.csv.exe", "\x00"])
def test_other_kinds_are_refused_in_words(tmp_path: Path, name: str) -> None:
    workspace = Workspace.of(tmp_path, new_token())
    with pytest.raises(UsageError, match="cannot be read") as caught:
        workspace.new_upload(name)
    assert ".csv" in str(caught.value.remedy)
    assert not list(workspace.uploads.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_is_taken_is_listed(tmp_path: Path, kind: str) -> None:
    workspace = Workspace.of(tmp_path, new_token())
    id, path = workspace.new_upload(f"shop{kind}")
    path.write_bytes(b"a")
    assert [(each.id, each.name, each.path) for each in workspace.files()] == [(id, f"shop{kind}", path)]


def test_nobody_else_of_the_machine_can_read_a_workspace(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    workspace = Workspace.of(tmp_path, new_token())
    assert workspace.folder.stat().st_mode & 0o077 == 0
    assert workspace.uploads.stat().st_mode & 0o077 == 0


def test_a_file_that_is_still_arriving_is_not_listed(tmp_path: Path) -> None:
    workspace = Workspace.of(tmp_path, new_token())
    id, path = workspace.new_upload("shop.csv.gz")
    assert path.name.endswith(".csv.gz")
    path.with_name(f"{path.name}.half").write_bytes(b"ha")
    assert workspace.files() == ()
    path.write_bytes(b"whole")
    assert [(each.id, each.name, each.size) for each in workspace.files()] == [(id, "shop.csv.gz", 5)]
    workspace.forget(id)
    assert not list(workspace.uploads.iterdir())


def test_a_day_after_its_last_use_a_workspace_is_deleted(tmp_path: Path) -> None:
    old, new = Workspace.of(tmp_path, new_token()), Workspace.of(tmp_path, new_token())
    (tmp_path / "turns").mkdir()
    now = time.time()
    old.touch(now - DAY_S - 60)
    new.touch(now - DAY_S + 60)
    assert sweep(tmp_path, now=now) == 1
    assert not old.folder.exists()
    assert new.folder.exists()
    assert (tmp_path / "turns").exists()
    assert sweep(tmp_path / "nowhere") == 0


def test_looking_at_a_workspace_is_using_it(tmp_path: Path) -> None:
    token = new_token()
    workspace = Workspace.of(tmp_path, token)
    workspace.touch(1.0)
    assert Workspace.of(tmp_path, token).used > time.time() - 60


def test_deleting_leaves_nothing(tmp_path: Path) -> None:
    workspace = Workspace.of(tmp_path, new_token())
    _, path = workspace.new_upload("a.csv")
    path.write_bytes(b"a")
    workspace.delete()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SourceError, match="cannot be written"):
        Workspace.of(tmp_path / "file", new_token())
