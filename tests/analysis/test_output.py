"""Does a folder appear whole or not at all, and is what stood there left alone? Which columns can be a target, whose name is a file's?"""

from pathlib import Path

import pytest

from footfall.analysis.output import check_name, finished_folder, put_in_place, write_json
from footfall.errors import EngineError, SourceError, UsageError


def test_a_folder_appears_when_all_is_written_and_replaces_an_earlier_one(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    for said in ("first", "second"):
        with finished_folder(out) as folder:
            (folder / "summary.json").write_text(said)
            (folder / said).touch()
            assert not (out / said).exists()
        assert (out / "summary.json").read_text() == said
    assert sorted(path.name for path in out.iterdir()) == ["second", "summary.json"]
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def broken_off(out: Path, error: BaseException) -> None:
    """Write a folder half, until something happens."""
    with finished_folder(out, mark="mine.json", what="thing") as folder:
        (folder / "half").touch()
        raise error


def test_a_failure_leaves_nothing_and_the_earlier_one_stands(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with finished_folder(out, mark="mine.json", what="thing") as folder:
        (folder / "mine.json").touch()
    with pytest.raises(KeyboardInterrupt):
        broken_off(out, KeyboardInterrupt())
    with pytest.raises(SourceError, match="out cannot be written: No space left") as raised:
        broken_off(out, OSError(28, "No space left on device"))
    assert "--out" in str(raised.value)
    assert [path.name for path in out.iterdir()] == ["mine.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_no_finished_folder_is_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("mine", "file", "link"):
        with pytest.raises(UsageError, match=name), finished_folder(tmp_path / name, what="thing"):
            raise AssertionError("nothing may be begun")
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    assert len(list(tmp_path.iterdir())) == 3


def test_behind_a_link_the_folder_is_replaced_and_not_the_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    with finished_folder(tmp_path / "link") as folder:
        (folder / "summary.json").touch()
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "summary.json").exists()


def test_where_moving_fails_the_earlier_one_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    half, place = tmp_path / "half", tmp_path / "place"
    place.mkdir()
    (place / "old").touch()
    half.mkdir()
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self == half:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="Input/output"):
        put_in_place(half, place)
    assert [path.name for path in place.iterdir()] == ["old"]


def test_json_holds_no_number_that_is_none(tmp_path: Path) -> None:
    write_json({"b": 1.5, "a": "ż"}, tmp_path / "x.json")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == '{\n  "b": 1.5,\n  "a": "ż"\n}\n'
    with pytest.raises(EngineError, match=r"y\.json"):
        write_json({"a": float("nan")}, tmp_path / "y.json")
    assert not (tmp_path / "y.json").exists()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("segment", "a column of that name already"),
        ("Visitor_ID", "a column of that name already"),
        ("cart/session", "no file can be called by it"),
        ("..", "no file can be called by it"),
        ("a\\b", "no file can be called by it"),
        (" ", "no file can be called by it"),
        ("é" * 51, "longer than the 100 bytes"),
    ],
)
def test_names_that_results_cannot_be_written_under_are_refused(name: str, words: str) -> None:
    with pytest.raises(UsageError, match=rf"{words}.*Rename the column"):
        check_name(name)


@pytest.mark.parametrize("name", ["Revenue", "bought?", "😀 gekauft", "=1+1", "converts_session", "é" * 50])
def test_other_names_will_do(name: str) -> None:
    check_name(name)
