"""Does everybody get a key of their own, and does the door open only to those who know the password?"""

import socket
from pathlib import Path

import pytest
from tests.app.served import ask, served

from footfall.app.workspace import TOKEN

PASSWORD = "open sesame"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_a_first_visit_brings_a_cookie_that_scripts_and_other_sites_cannot_use(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        answer = ask(port, "GET", "/")
        again = ask(port, "GET", "/", headers={"Cookie": f"footfall={answer.cookies['footfall']}"})
        other = ask(port, "GET", "/")
    assert answer.status == 200
    assert TOKEN.fullmatch(answer.cookies["footfall"])
    (set_,) = [value for name, value in answer.headers if name.lower() == "set-cookie"]
    assert "HttpOnly" in set_
    assert "SameSite=Lax" in set_
    assert "Secure" not in set_
    assert again.cookies == {}
    assert other.cookies["footfall"] != answer.cookies["footfall"]


def test_a_cookie_that_is_no_token_is_replaced(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        answer = ask(port, "GET", "/", headers={"Cookie": "footfall=../../etc"})
    assert TOKEN.fullmatch(answer.cookies["footfall"])


@pytest.mark.parametrize("other", ['theme={"mode": "dark"}', "z[1]=2", "a=b=c", "\\"])
def test_another_apps_cookies_cost_nobody_their_workspace(tmp_path: Path, other: str) -> None:
    with served(tmp_path) as port:
        answer = ask(port, "GET", "/", headers={"Cookie": f"{other}; footfall={'0' * 32}"})
    assert answer.status == 200
    assert answer.cookies == {}


def test_a_stamp_that_is_no_text_opens_nothing(tmp_path: Path) -> None:
    with served(tmp_path, password=PASSWORD) as port:
        answer = ask(port, "GET", "/", headers={"Cookie": f"footfall={'0' * 32}; footfall-door=\xe9"})
    assert answer.status == 401


@pytest.mark.parametrize(("host", "status"), [("localhost", 200), ("127.0.0.1:8501", 200), ("[::1]:8501", 200), ("evil.example", 421)])
def test_an_app_for_this_machine_answers_no_other_name(tmp_path: Path, host: str, status: int) -> None:
    with served(tmp_path, local=True) as port:
        assert ask(port, "GET", "/", headers={"Host": host}).status == status


def test_without_the_password_nothing_is_shown(tmp_path: Path) -> None:
    with served(tmp_path, password=PASSWORD) as port:
        page = ask(port, "GET", "/")
        upload = ask(port, "PUT", "/files?name=a.csv", body=b"a", headers={"X-Footfall": "upload", "Cookie": f"footfall={'0' * 32}"})
        health = ask(port, "GET", "/_stcore/health")
    assert page.status == 401
    assert "inside" not in page.text
    assert "Password" in page.text
    assert upload.status == 401
    assert not list(tmp_path.iterdir())
    assert health.status == 200


def test_the_password_opens_the_door_for_this_browser_alone(tmp_path: Path) -> None:
    with served(tmp_path, password=PASSWORD) as port:
        wrong = ask(port, "POST", "/door", body=b"password=open+says+me", headers=FORM)
        right = ask(port, "POST", "/door", body=b"password=open+sesame", headers=FORM)
        mine = "; ".join(f"{name}={value}" for name, value in right.cookies.items())
        inside = ask(port, "GET", "/", headers={"Cookie": mine})
        stolen = ask(port, "GET", "/", headers={"Cookie": f"footfall={'0' * 32}; footfall-door={right.cookies['footfall-door']}"})
    assert wrong.status == 401
    assert wrong.cookies == {}
    assert "not the password" in wrong.text
    assert right.status == 303
    assert inside.status == 200
    assert "inside" in inside.text
    assert stolen.status == 401


@pytest.mark.parametrize("body", [b"", b"password=", b"pass=open+sesame", b"\xff\xfe", b"password=" + b"x" * 10_000])
def test_what_is_no_password_opens_nothing(tmp_path: Path, body: bytes) -> None:
    with served(tmp_path, password=PASSWORD) as port:
        answer = ask(port, "POST", "/door", body=body, headers=FORM)
    assert answer.status in (401, 413)
    assert answer.cookies == {}


def test_behind_a_proxy_that_speaks_https_cookies_travel_by_https_only(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        answer = ask(port, "GET", "/", headers={"X-Forwarded-Proto": "https"})
    (set_,) = [value for name, value in answer.headers if name.lower() == "set-cookie"]
    assert set_.endswith("; Secure")


@pytest.mark.parametrize(
    ("password", "origin", "status"),
    [(None, "", b"101"), (None, "Origin: http://x\r\n", b"101"), (None, "Origin: http://elsewhere\r\n", b"403"), (PASSWORD, "", b"403")],
)
def test_the_live_connection_goes_through_the_door_too(tmp_path: Path, password: str | None, origin: str, status: bytes) -> None:
    head = (
        f"GET /_stcore/stream HTTP/1.1\r\nHost: x\r\n{origin}Upgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    )
    with served(tmp_path, password=password) as port, socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall(head.encode())
        assert line.recv(4096).split(b" ")[1] == status


def test_a_page_opened_by_its_address_is_told_without_an_error_that_routes_are_elsewhere(tmp_path: Path) -> None:
    with served(tmp_path) as port:
        there, here = (ask(port, "GET", f"{place}/_stcore/health") for place in ("/overview", ""))
    assert there.status == 300
    assert here.status == 200
