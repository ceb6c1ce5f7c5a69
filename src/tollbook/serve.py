"""The published site, shown at an address of this machine alone."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tollbook.errors import InputError, ParameterError

HOST = "127.0.0.1"


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, asks browsers to look again each time, and keeps quiet."""

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of requests answered."""


def site_server(site: Path, port: int = 8000) -> ThreadingHTTPServer:
    """Make a server for a site on the loopback address; the caller runs and closes it.

    Parameters
    ----------
    site : Path
        A folder with ``index.html``. A link is followed at each request, so that a new edition shows at once.
    port : int
        0 takes any free port; ``server.server_port`` says which.

    Raises
    ------
    InputError
        When there is no site.
    ParameterError
        When the port is not legal or taken.
    """
    if not (site / "index.html").is_file():
        raise InputError(
            f"{site}: holds no index.html, so there is nothing to serve. Build the book first: tollbook build"
        )
    if not 0 <= port <= 65535:
        raise ParameterError(f"port: {port} is not a port. Give a whole number from 0 to 65535.")
    try:
        return ThreadingHTTPServer((HOST, port), functools.partial(_Handler, directory=str(site)))
    except OSError as error:
        raise ParameterError(
            f"port: {port} cannot be used ({error.strerror}). Give another: tollbook serve --port 8001"
        ) from error


def serve_site(site: Path, port: int = 8000, say: Callable[[str], None] = print) -> None:
    """Serve a site until interrupted; ``say`` is told its address first."""
    with site_server(site, port) as server:
        say(f"http://{HOST}:{server.server_port}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
