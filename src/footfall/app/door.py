"""Who may come in?

Middleware before everything of the app, its pages, its live connection and its uploads alike: it gives each browser the cookie with its
token, and where a password is set (FOOTFALL_APP_PASSWORD) it lets in only who has given it. Who may do what inside is not its affair; for
logins of persons see docs/how-to/run-the-app.md.
"""

import asyncio
import hmac
from hashlib import scrypt, sha256
from urllib.parse import parse_qs, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from footfall.app.transfer import COOKIE
from footfall.app.workspace import DAY_S, TOKEN, new_token
from footfall.report.theme import DARK, LIGHT, RADIUS_PX, SIZES_PX, css_variables, font_stack

__all__ = ["LOOPBACK", "Door"]

KEY_COOKIE = "footfall-door"
ENTRANCE = "/door"
OPEN_PATHS = ("/_stcore/health",)
"""What a supervisor may ask without a password."""
INNER = "/_stcore/"
NOT_HERE = 300
"""Answer to Streamlit's page, which, opened below the first, looks for the server's own routes there too: no success, so that it goes on to
look where they are, and no error either, which the browser would write into its console."""
PAUSE_S = 0.5
"""Every wrong password costs its sender so long."""
MOST_BYTES = 4_096
LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""What a machine calls itself."""


class Door:
    """The middleware.

    Parameters
    ----------
    app
        What lies behind.
    password
        Shared by all who may come in; None lets everybody in.
    local
        Whether only this machine may come in: requests for any other host's name are refused, whatever page sent them there.
    """

    def __init__(self, app: ASGIApp, password: str | None = None, local: bool = False) -> None:
        self.app = app
        self.local = local
        self.key = None if password is None else key_of(password)
        self.slow = asyncio.Semaphore(4)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or ask for the password."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if scope["type"] == "http" and scope["path"].find(INNER) > 0:
            await Response(status_code=NOT_HERE)(scope, receive, send)
            return
        if self.local and host_of(scope) not in LOOPBACK:
            await refuse(scope, receive, send)
            return
        token = cookie_of(scope, COOKIE)
        if scope["type"] == "websocket":
            if not self.is_open(scope, token) or not from_own_page(scope):
                await send({"type": "websocket.close", "code": 1008})
                return
            await self.app(scope, receive, send)
            return
        if scope["path"] == ENTRANCE and self.key is not None:
            await (await self.enter(scope, receive, token))(scope, receive, send)
            return
        if not self.is_open(scope, token):
            response = self.ask("") if scope["method"] == "GET" else Response("The password is missing.", status_code=401)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, self.with_token(send, scope) if not TOKEN.fullmatch(token) else send)

    def is_open(self, scope: Scope, token: str) -> bool:
        """Return whether the door is open to a request."""
        if self.key is None or scope["path"] in OPEN_PATHS:
            return True
        return bool(TOKEN.fullmatch(token)) and hmac.compare_digest(cookie_of(scope, KEY_COOKIE).encode(), self.stamp(token).encode())

    def stamp(self, token: str) -> str:
        """Return what proves that who holds a token gave the password."""
        return hmac.new(self.key or b"", token.encode(), sha256).hexdigest()

    async def enter(self, scope: Scope, receive: Receive, token: str) -> Response:
        """Answer a password that was sent."""
        request = Request(scope, receive)
        if request.method != "POST":
            return RedirectResponse("/", status_code=303)
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > MOST_BYTES:
                return self.ask("That is no password.", 413)
        given = parse_qs(body.decode("utf-8", "replace")).get("password", [""])[0]
        async with self.slow:
            key = await asyncio.to_thread(key_of, given)
            if not hmac.compare_digest(key, self.key or b""):
                await asyncio.sleep(PAUSE_S)
                return self.ask("That is not the password.", 401)
        token = token if TOKEN.fullmatch(token) else new_token()
        response = RedirectResponse("/", status_code=303)
        for name, value in ((COOKIE, token), (KEY_COOKIE, self.stamp(token))):
            response.headers.append("set-cookie", cookie(name, value, secure=by_https(scope)))
        return response

    def ask(self, said: str, status: int = 401) -> Response:
        """Return the page that asks for the password."""
        environment = Environment(loader=PackageLoader("footfall.app"), autoescape=True, undefined=StrictUndefined)
        page = environment.get_template("door.html.j2").render(
            said=said, entrance=ENTRANCE, light=Markup(css_variables(LIGHT)), dark=Markup(css_variables(DARK)), fonts=Markup(font_stack()),
            sizes=SIZES_PX, radius=RADIUS_PX,
        )  # fmt: skip
        return HTMLResponse(page, status_code=status, headers={"cache-control": "no-store"})

    def with_token(self, send: Send, scope: Scope) -> Send:
        """Return `send` with the cookie of a new token added to a page."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start" and "text/html" in Headers(raw=message["headers"]).get("content-type", ""):
                MutableHeaders(scope=message).append("set-cookie", cookie(COOKIE, new_token(), secure=by_https(scope)))
            await send(message)

        return sending


def key_of(password: str) -> bytes:
    """Return a key of 32 bytes that takes a while to make, so that guessing takes long (scrypt, RFC 7914)."""
    return scrypt(password.encode(), salt=b"footfall-door", n=2**14, r=8, p=1, dklen=32)


def cookie(name: str, value: str, *, secure: bool) -> str:
    """Return a cookie that scripts cannot read and that other sites' pages cannot send; `secure`: by https only."""
    return f"{name}={value}; Path=/; Max-Age={30 * DAY_S}; HttpOnly; SameSite=Lax{'; Secure' if secure else ''}"


def host_of(scope: Scope) -> str:
    """Return the name that a request asks for, without its port."""
    return urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""


async def refuse(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a request for a host that is not this one."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    await Response("This app answers for this machine alone.", status_code=421)(scope, receive, send)


def by_https(scope: Scope) -> bool:
    """Return whether a request came by https, to us or to a proxy before us."""
    return scope["scheme"] == "https" or Headers(scope=scope).get("x-forwarded-proto", "") == "https"


def from_own_page(scope: Scope) -> bool:
    """Return whether a live connection is opened by a page of the same host; programs that are no browser name no origin."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def cookie_of(scope: Scope, name: str) -> str:
    """Return a cookie of a request, empty where it has none."""
    return cookie_parser(Headers(scope=scope).get("cookie", "")).get(name, "")
