"""Taking a picture of a site with Chromium, where one is installed.

The browser is given nothing but the site: every request of it goes through a proxy that knows only the
files of this version, scripts are off, and it ends with the picture. So a hostile page reaches neither the
network of the machine nor its disk.
"""

from __future__ import annotations

import base64
import contextlib
import json
import math
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

HOST = "site.invalid"
"""A name that can never be anybody's (RFC 6761 §6.4); only our proxy answers to it."""
WIDTH, HEIGHT, SCALE = 1280, 800, 0.5
QUALITY = 70
MOST_BYTES = 16_000_000
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--hide-scrollbars",
    "--mute-audio", "--disable-dev-shm-usage", "--remote-debugging-port=0",
    # Chromium would ask loopback addresses itself, past the proxy.
    "--proxy-bypass-list=<-loopback>",
)  # fmt: skip


class NoPicture(Exception):
    """The browser did not give a picture in time."""


def find_chromium(wanted: str) -> str | None:
    """The browser's path: ``wanted`` if it names one, none for ``off``, else what the search path has."""
    if wanted == "off":
        return None
    found = (shutil.which(name) for name in ((wanted,) if wanted else NAMES))
    return next((path for path in found if path), None)


def take_picture(files: Mapping[str, tuple[bytes, str]], *, chromium: str, seconds: float) -> bytes:
    """The start page's first screen as a WebP of 640 × 400.

    ``files`` is ``path → (bytes, media type)``. Raises NoPicture, after ``seconds`` at the latest; all
    processes of the browser have ended then.
    """
    deadline = time.monotonic() + seconds
    try:
        with (
            _proxy(files) as port,
            _browser(chromium, port, deadline) as address,
            connect(address, max_size=MOST_BYTES, open_timeout=_left(deadline), proxy=None) as socket,
        ):
            return _photograph(socket, deadline)
    except (OSError, HTTPException, WebSocketException, KeyError, ValueError) as error:
        raise NoPicture(f"Chromium gave no picture: {error!r}") from error


def _photograph(socket: ClientConnection, deadline: float) -> bytes:
    calls = iter(range(1, 100))

    def call(method: str, **params: Any) -> dict[str, Any]:
        number = next(calls)
        socket.send(json.dumps({"id": number, "method": method, "params": params}))
        return _wait(socket, deadline, lambda message: message.get("id") == number)

    call("Page.enable")
    call("Emulation.setScriptExecutionDisabled", value=True)
    call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
    call("Page.navigate", url=f"http://{HOST}/")
    _wait(socket, deadline, lambda message: message.get("method") == "Page.loadEventFired")
    clip = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "scale": SCALE}
    answer = call("Page.captureScreenshot", format="webp", quality=QUALITY, clip=clip)
    return base64.b64decode(answer["result"]["data"])


def _wait(socket: ClientConnection, deadline: float, wanted: Any) -> dict[str, Any]:
    while True:
        message: dict[str, Any] = json.loads(socket.recv(timeout=_left(deadline)))
        if wanted(message):
            return message


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("time is up")
    return left


@contextlib.contextmanager
def _browser(chromium: str, proxy_port: int, deadline: float) -> Iterator[str]:
    """A browser with an empty profile; gives the address to steer its one page by."""
    with tempfile.TemporaryDirectory(prefix="awiq-camera-", ignore_cleanup_errors=True) as folder:
        arguments = [
            chromium,
            *FLAGS,
            f"--proxy-server=http://127.0.0.1:{proxy_port}",
            f"--user-data-dir={folder}",
        ]
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")  # Chromium's own needs another user than root
        if guard := shutil.which("timeout"):
            # Should this process be killed, the browser ends all the same.
            arguments = [guard, "--kill-after=1", str(math.ceil(_left(deadline)) + 5), *arguments]
        process = subprocess.Popen(  # noqa: S603 - our own command line
            [*arguments, "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", os.defpath), "HOME": folder},
            start_new_session=True,
        )
        try:
            yield _page_address(process, Path(folder), deadline)
        finally:
            # Its session: no helper process stays behind.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _page_address(process: subprocess.Popen[bytes], folder: Path, deadline: float) -> str:
    told = folder / "DevToolsActivePort"
    while not (told.exists() and len(told.read_text().split()) == 2):
        if process.poll() is not None:
            raise NoPicture(f"Chromium ended at once with code {process.returncode}.")
        time.sleep(min(0.05, _left(deadline)))
    port = int(told.read_text().split()[0])
    while True:
        page = next((tab for tab in _tabs(port, deadline) if tab["type"] == "page"), None)
        if page:
            return str(page["webSocketDebuggerUrl"])
        time.sleep(min(0.05, _left(deadline)))


def _tabs(port: int, deadline: float) -> list[dict[str, Any]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=_left(deadline))
    try:
        connection.request("GET", "/json/list")
        tabs: list[dict[str, Any]] = json.loads(connection.getresponse().read())
        return tabs
    finally:
        connection.close()


@contextlib.contextmanager
def _proxy(files: Mapping[str, tuple[bytes, str]]) -> Iterator[int]:
    """A proxy on a free port of loopback that answers for HOST from ``files`` and for nobody else."""

    class Handler(_Handler):
        pass

    Handler.files = files
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    files: Mapping[str, tuple[bytes, str]] = {}
    timeout = 10

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        path = address.path.lstrip("/") or "index.html"
        if address.netloc != HOST or path not in self.files:
            self.send_error(404)
            return
        data, content_type = self.files[path]
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(data)))
        self.send_header(
            "Content-Security-Policy", "default-src 'self' data:; script-src 'none'; frame-src 'none'"
        )
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads what a browser asks for."""
