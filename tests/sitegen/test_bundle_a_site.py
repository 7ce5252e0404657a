from __future__ import annotations

import io
import zipfile

from sitegen.bundle import make_zip


def test_equal_files_give_equal_bytes_in_any_order() -> None:
    first = make_zip({"index.html": b"<p>", "assets/site.css": b"p{}"})
    second = make_zip({"assets/site.css": b"p{}", "index.html": b"<p>"})

    assert first == second


def test_the_files_come_out_as_they_went_in() -> None:
    archive = zipfile.ZipFile(io.BytesIO(make_zip({"über.html": "é".encode(), "a.woff2": b"\x00"})))

    assert {name: archive.read(name) for name in archive.namelist()} == {
        "a.woff2": b"\x00",
        "über.html": "é".encode(),
    }
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
