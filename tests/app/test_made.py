"""Do files that are made on demand keep apart, and is nothing of them left?"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from footfall.app.made import made_in
from footfall.app.workspace import Workspace, new_token


def test_two_at_once_get_each_their_own(tmp_path: Path) -> None:
    workspace = Workspace.of(tmp_path, new_token())
    before = sorted(workspace.folder.rglob("*"))

    def one(number: int) -> bytes:
        def write(out: Path) -> None:
            assert out.suffix == ".csv"
            out.write_text(str(number))

        return made_in(workspace, ".csv", write)()

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, range(50))) == [str(number).encode() for number in range(50)]
    assert sorted(workspace.folder.rglob("*")) == before
