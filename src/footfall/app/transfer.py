"""How does a large file reach the app without passing through memory?

``PUT /files?name=NAME``: the body is written to the workspace as it arrives, a piece at a time (Streamlit's own upload holds a whole file
in memory). A file appears under its name only when it is whole, and one that breaks off leaves nothing. Only a page of the app itself may
send one: another site sends no cookie with it, and the header `HEADER` cannot be set by a form of another site.
"""

import asyncio
import shutil
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from footfall.app.workspace import Workspace
from footfall.errors import FootfallError

__all__ = ["COOKIE", "HEADER", "routes"]

COOKIE = "footfall"
HEADER = "x-footfall"
PIECE = 4 * 1024 * 1024
"""Bytes that are gathered before they are written."""
RESERVE = 512 * 1024 * 1024
"""Bytes of the disk that uploads leave free."""


def routes(root: Path, most_bytes: int) -> list[Route]:
    """Return the route, for workspaces under `root` and files of at most `most_bytes`."""

    async def put(request: Request) -> JSONResponse:
        return await receive(request, root, most_bytes)

    return [Route("/files", put, methods=["PUT"])]


async def receive(request: Request, root: Path, most_bytes: int) -> JSONResponse:
    """Write a body to the workspace of the cookie; answer with the file's id, or with what is wrong and what to do."""
    if request.headers.get(HEADER) != "upload":
        return refused("This is no upload of the app's own page.", "Use the page to bring files.", 403)
    try:
        workspace = Workspace.of(root, request.cookies.get(COOKIE, ""))
        announced = int(request.headers.get("content-length") or 0)
        check_room(workspace.folder, announced, most_bytes)
        id, path = workspace.new_upload(request.query_params.get("name", ""))
    except TooMuch as error:
        return refused(error.args[0], error.args[1], 413)
    except (FootfallError, ValueError) as error:
        return refused(getattr(error, "what", str(error)), getattr(error, "remedy", "") or "", 400)
    half = path.with_name(f"{path.name}.half")
    try:
        size = await write(request, half, most_bytes)
        if announced and size != announced:
            raise ClientDisconnect
        half.replace(path)
    except TooMuch as error:
        workspace.forget(id)
        return refused(error.args[0], error.args[1], 413)
    except (ClientDisconnect, OSError, asyncio.CancelledError) as error:
        workspace.forget(id)
        if isinstance(error, asyncio.CancelledError):
            raise
        reason = getattr(error, "strerror", None)
        return refused(f"The file could not be kept: {reason or 'it broke off'}.", "Send it again.", 507 if reason else 400)
    return JSONResponse({"id": id, "bytes": size})


async def write(request: Request, half: Path, most_bytes: int) -> int:
    """Write the body to a file, piece by piece; return its bytes."""
    size, waiting, held = 0, [], 0
    with half.open("wb") as file:
        async for piece in request.stream():
            size, held = size + len(piece), held + len(piece)
            if size > most_bytes:
                raise too_large(most_bytes)
            waiting.append(piece)
            if held >= PIECE:
                check_room(half.parent, held, most_bytes)
                await run_in_threadpool(file.writelines, waiting)
                waiting, held = [], 0
        await run_in_threadpool(file.writelines, waiting)
    return size


class TooMuch(Exception):
    """A file for which there is no room: what, and what to do."""


def check_room(folder: Path, announced: int, most_bytes: int) -> None:
    """Refuse so many bytes where that is more than is allowed, or than the disk has room for."""
    if announced > most_bytes:
        raise too_large(most_bytes)
    free = shutil.disk_usage(folder).free
    if announced > free - RESERVE:
        raise TooMuch(
            f"There is no room for it: {max(0, free - RESERVE) / 1e9:.1f} GB are free.",
            "Free some space, or name another folder: footfall app --data DIR.",
        )


def too_large(most_bytes: int) -> TooMuch:
    """Return the refusal of a file that is larger than is allowed."""
    return TooMuch(
        f"The file is larger than {most_bytes / 1e9:.1f} GB.",
        "Give its path on this machine instead, or raise the limit: footfall app --max-upload.",
    )


def refused(what: str, remedy: str, status: int) -> JSONResponse:
    """Return a refusal in words."""
    return JSONResponse({"what": what, "remedy": remedy}, status_code=status)
