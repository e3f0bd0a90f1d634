"""How much memory does the app need to take in a large file, and how fast is it?

Starts the app as a process of its own, sends one file of `GIGABYTES` in pieces as a browser does, and reads from the system the most memory
that the server held meanwhile (VmHWM, counted anew before). ``python -m benchmarks.upload``; it needs that much of the disk for a moment.
"""

import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.simulator_record import record

from footfall.app.transfer import COOKIE, HEADER
from footfall.app.workspace import Workspace, new_token

HEADLINE = (("GB sent", "gigabytes"), ("more memory at the most, MB", "more_mb"), ("MB a second", "mb_a_second"))

GIGABYTES = 2.0
PIECE = b"1700000000000000,v1,view_item,hat,12.50\n" * 25_600
"""About a megabyte of a CSV file."""
MOST_MORE_MB = 50.0


def main() -> None:
    size = int(GIGABYTES * 1e9)
    with tempfile.TemporaryDirectory() as root:
        port = free_port()
        command = [sys.executable, "-m", "footfall", "app", "--data", root, "--port", str(port), "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port)
            send(port, new_token(), 5_000_000)  # what the first upload of all loads is no part of the file's cost
            Path(f"/proc/{server.pid}/clear_refs").write_text("5")  # from here on the peak is counted anew
            before = peak_mb(server.pid)
            token = new_token()
            clock = time.perf_counter()
            send(port, token, size)
            seconds = time.perf_counter() - clock
            after = peak_mb(server.pid)
            (upload,) = Workspace.of(Path(root), token).files()
        finally:
            server.terminate()
            server.wait(30)
    found = {
        "gigabytes": GIGABYTES, "arrived_bytes": upload.size, "peak_before_mb": round(before, 1), "peak_after_mb": round(after, 1),
        "more_mb": round(after - before, 1), "seconds": round(seconds, 1), "mb_a_second": round(size / 1e6 / seconds),
        "bars": {"more_mb": {"at_most": MOST_MORE_MB, "found": round(after - before, 1), "reached": after - before <= MOST_MORE_MB}},
    }  # fmt: skip
    assert upload.size == size
    record("upload", found)


def send(port: int, token: str, size: int) -> None:
    """Send one file of that many bytes."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    headers = {"Cookie": f"{COOKIE}={token}", HEADER: "upload", "Content-Length": str(size)}
    connection.request("PUT", "/files?name=shop.csv", body=pieces(size), headers=headers)
    answer = connection.getresponse()
    assert answer.status == 200, answer.read()
    connection.close()


def pieces(size: int) -> Iterator[bytes]:
    """Yield so many bytes."""
    while size > 0:
        yield PIECE[:size]
        size -= len(PIECE)


def peak_mb(pid: int) -> float:
    """Return the most memory that a process ever held, in MB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else float("nan")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def wait_for(port: int) -> None:
    """Wait until the app answers."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("The app did not start.")


if __name__ == "__main__":
    os.environ.pop("FOOTFALL_APP_PASSWORD", None)
    main()
