"""What the web server itself makes of heads, ranges and compression."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from projects import links
from projects.models import SiteVersion
from tests.flows import processes

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]
STYLE = b"body { color: #222 } " * 100


def test_it_sends_heads_ranges_and_compressed_files(
    store: Callable[..., SiteVersion], tmp_path_factory: pytest.TempPathFactory
) -> None:
    url = links.preview_url(store({"index.html": b"<h1>x</h1>", "a.css": STYLE})) + "a.css"
    with processes.web(tmp_path_factory.mktemp("web")) as address, httpx.Client(base_url=address) as client:
        head = client.head(url, headers={"Accept-Encoding": "identity"})
        assert (head.status_code, head.content, head.headers["Content-Length"]) == (200, b"", "2100")
        # Nothing of a body is left on the connection to be taken for the next answer.
        part = client.get(url, headers={"Range": "bytes=-5"})
        assert (part.status_code, part.content) == (206, STYLE[-5:])
        packed = client.get(url, headers={"Accept-Encoding": "gzip"})
        assert (packed.headers["Content-Encoding"], packed.content) == ("gzip", STYLE)
        same = client.get(url, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]})
        assert (same.status_code, same.content) == (304, b"")
        assert same.headers["Content-Security-Policy"].startswith("sandbox ")
