"""Do files arrive whole, or not at all, and only from the app's own page?"""

import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.served import Answer, ask, served

from footfall.app.workspace import Workspace, new_token

TOKEN = "0123456789abcdef" * 2


@pytest.fixture
def port(tmp_path: Path) -> Iterator[int]:
    with served(tmp_path, most_bytes=9_000_000) as port:
        yield port


def put(port: int, body: bytes, name: str = "shop.csv", *, token: str = TOKEN, header: str = "upload") -> Answer:
    return ask(port, "PUT", f"/files?name={name}", body=body, headers={"Cookie": f"footfall={token}", "X-Footfall": header})


def test_a_file_arrives_whole_in_the_workspace_of_its_cookie(port: int, tmp_path: Path) -> None:
    body = bytes(range(256)) * 30_000
    answer = put(port, body, "My%20shop.csv")
    assert answer.status == 200
    (upload,) = Workspace.of(tmp_path, TOKEN).files()
    assert upload.id == json.loads(answer.text)["id"]
    assert upload.name == "My shop.csv"
    assert upload.path.read_bytes() == body
    assert Workspace.of(tmp_path, new_token()).files() == ()


@pytest.mark.parametrize(
    ("name", "token", "header", "status"),
    [("a.csv", TOKEN, "", 403), ("a.csv", "", "upload", 400), ("a.csv", "../../x", "upload", 400), ("a.exe", TOKEN, "upload", 400)],
)
def test_what_is_not_of_the_page_is_refused_in_words(port: int, tmp_path: Path, name: str, token: str, header: str, status: int) -> None:
    answer = put(port, b"a,b\n", name, token=token, header=header)
    assert answer.status == status
    said = json.loads(answer.text)
    assert said["what"]
    assert said["remedy"]
    assert not list(tmp_path.rglob("uploads/*"))


def test_a_file_that_is_too_large_is_refused_before_it_is_sent_or_as_it_grows(port: int, tmp_path: Path) -> None:
    answer = put(port, b"x" * 9_000_001)
    assert answer.status == 413
    assert "larger than" in json.loads(answer.text)["what"]
    assert Workspace.of(tmp_path, TOKEN).files() == ()


def test_a_file_without_an_announced_size_is_cut_off_at_the_limit(port: int, tmp_path: Path) -> None:
    head = (
        f"PUT /files?name=a.csv HTTP/1.1\r\nHost: x\r\nCookie: footfall={TOKEN}\r\nX-Footfall: upload\r\nTransfer-Encoding: chunked\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode())
        piece = b"x" * 1_000_000
        for _ in range(10):
            line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        line.sendall(b"0\r\n\r\n")
        assert b" 413 " in line.recv(4096).split(b"\r\n")[0]
    assert not list((Workspace.of(tmp_path, TOKEN)).uploads.iterdir())


def test_a_file_that_breaks_off_leaves_nothing(port: int, tmp_path: Path) -> None:
    head = f"PUT /files?name=a.csv HTTP/1.1\r\nHost: x\r\nCookie: footfall={TOKEN}\r\nX-Footfall: upload\r\nContent-Length: 5000000\r\n\r\n"
    workspace = Workspace.of(tmp_path, TOKEN)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode() + b"x" * 100_000)
        until = time.monotonic() + 10
        while not list(workspace.uploads.glob("*.half")):
            assert time.monotonic() < until
            time.sleep(0.02)
        assert workspace.files() == ()
    until = time.monotonic() + 10
    while list(workspace.uploads.iterdir()):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_full_disk_is_told_before_anything_is_sent(port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("footfall.app.transfer.RESERVE", 10**18)
    answer = put(port, b"a,b\n1,2\n")
    assert answer.status == 413
    assert "no room" in json.loads(answer.text)["what"]
