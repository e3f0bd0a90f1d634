"""The app's door and upload route on a real server, with a page of words behind them."""

import http.client
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from footfall.app.door import Door
from footfall.app.transfer import routes

__all__ = ["Answer", "ask", "served"]


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: list[tuple[str, str]]
    text: str

    @property
    def cookies(self) -> dict[str, str]:
        """The cookies that it set."""
        set_ = [value for name, value in self.headers if name.lower() == "set-cookie"]
        return {each.split("=", 1)[0]: each.split("=", 1)[1].split(";")[0] for each in set_}


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse("<h1>inside</h1>" + request.url.path)


async def live(socket: WebSocket) -> None:
    await socket.accept()
    await socket.close()


@contextmanager
def served(root: Path, *, password: str | None = None, local: bool = False, most_bytes: int = 10_000_000) -> Iterator[int]:
    """Serve until the context ends; give the port."""
    inside = [Route("/", page), Route("/_stcore/health", page), WebSocketRoute("/_stcore/stream", live)]
    app = Starlette(routes=[*routes(root, most_bytes), *inside], middleware=[Middleware(Door, password=password, local=local)])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", ws="websockets-sansio", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < until
        time.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(10)


def ask(port: int, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Send one request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, body=body, headers=dict(headers or {}))
        answer = connection.getresponse()
        return Answer(answer.status, answer.getheaders(), answer.read().decode("utf-8", "replace"))
    finally:
        connection.close()
