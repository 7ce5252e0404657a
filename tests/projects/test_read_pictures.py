"""What people upload becomes a small picture that tells nothing else, or is refused with a reason."""

from __future__ import annotations

import random
import struct
import zlib

import pytest
from PIL import Image

from projects import pictures
from projects.errors import DamagedPicture, PictureTooLarge, UnsupportedMedia
from projects.pictures import read_picture
from tests.made_pictures import SVG, drawn, encoded, opened

GPS = 0x8825
HEAD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="8"'
)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "AVIF"])
def test_every_kind_becomes_webp(kind: str) -> None:
    picture = read_picture(encoded(kind=kind))
    assert (picture.media_type, picture.width, picture.height) == ("image/webp", 640, 480)
    assert opened(picture.data).format == "WEBP"


def test_large_pictures_become_small() -> None:
    noise = random.Random(7).randbytes(2600 * 1900 * 3)  # what compresses worst
    picture = read_picture(encoded(Image.frombytes("RGB", (2600, 1900), noise), "JPEG"))
    assert (picture.width, picture.height) == (2000, 1462)
    assert len(picture.data) < len(noise) / 8


def test_see_through_parts_stay_so() -> None:
    image = drawn(mode="RGBA")
    image.putpixel((639, 0), (0, 0, 0, 0))
    assert opened(read_picture(encoded(image)).data).getpixel((639, 0))[3] == 0  # type: ignore[index]  # RGBA


def test_place_camera_and_comments_are_gone() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Some Camera"
    exif.get_ifd(GPS)[2] = (37.0, 22.0, 55.0)
    data = encoded(kind="JPEG", exif=exif, comment=b"at home")
    assert opened(data).getexif().get_ifd(GPS)
    kept = read_picture(data).data
    assert not opened(kept).getexif()
    for told in (b"Camera", b"at home", b"EXIF"):
        assert told not in kept


def test_pictures_stand_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn clockwise
    picture = read_picture(encoded(kind="JPEG", exif=exif))
    assert (picture.width, picture.height) == (480, 640)
    red, green, _ = opened(picture.data).getpixel((240, 100))  # type: ignore[misc]  # RGB
    assert min(red, green) > 200  # the disc was at the left


def test_an_animation_gives_its_first_picture() -> None:
    frames = [drawn(60, 40, colour) for colour in ("#ff0000", "#00ff00", "#0000ff")]
    picture = read_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    found = opened(picture.data)
    assert getattr(found, "n_frames", 1) == 1
    assert found.getpixel((59, 0))[0] > 200  # type: ignore[index]  # RGB


@pytest.mark.parametrize(
    "data", [b"This is a text.", b"%PDF-1.7\n", b"<html><p>Hi", b"GIF8", b"\x1f\x8b\x08"]
)
def test_what_is_no_picture_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(UnsupportedMedia):
        read_picture(data)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(DamagedPicture):
        read_picture(b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_was_cut_off_is_refused(kind: str) -> None:
    data = encoded(kind=kind)
    with pytest.raises((DamagedPicture, UnsupportedMedia)):
        read_picture(data[: len(data) // 2])


def test_a_small_file_of_very_many_pixels_is_refused_before_it_is_decoded() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 9999))
    with pytest.raises(PictureTooLarge):
        read_picture(bomb + chunk(b"IEND", b""))


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(PictureTooLarge):
        read_picture(encoded() + bytes(pictures.MAX_BYTES))
    with pytest.raises(PictureTooLarge):
        read_picture(SVG + b" " * pictures.MAX_SVG_BYTES)


def test_a_drawing_stays_a_drawing() -> None:
    picture = read_picture(b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- made by hand -->" + SVG)
    assert (picture.media_type, picture.width, picture.height) == ("image/svg+xml", 120, 40)
    assert b'd="M0 0h120v40H0z"' in picture.data
    assert b"by hand" not in picture.data


SIGNS = (
    b"script>", b"foreignobject", b"evil", b"/api/", b"onload", b"onclick", b"href=", b"svg+xml",
    b"attributename", b"@import",
)  # fmt: skip


@pytest.mark.parametrize(
    "harm",
    [
        b"<script>alert(1)</script>",
        b"<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='https://evil.example'/></body></foreignObject>",
        b"<image href='https://evil.example/a.png'/>",
        b"<image xlink:href='//evil.example/a.png'/>",
        b"<use href='https://evil.example/x.svg#a'/>",
        b"<use href='/api/v2/user/me#a'/>",
        b"<a href='javascript:alert(1)'><rect/></a>",
        b"<a xlink:href='https://evil.example/'><rect/></a>",
        b"<rect onclick='alert(1)' style='fill:url(https://evil.example/p)'/>",
        b"<rect fill='url( \"/evil.example/p\" )'/>",
        b"<style>@import 'https://evil.example/z.css'; rect{fill:url(//evil.example/q)}</style>",
        b"<image href='data:image/svg+xml;base64,PHN2Zy8+'/>",
        b"<set attributeName='href' to='javascript:alert(1)'/>",
    ],
)
def test_a_drawing_can_neither_act_nor_ask_anybody(harm: bytes) -> None:
    data = HEAD + b' onload="alert(1)">' + harm + b'<path d="M0 0h5"/></svg>'
    kept = read_picture(data).data.lower()
    assert b'd="m0 0h5"' in kept
    for sign in SIGNS:
        assert sign not in kept


def test_references_inside_a_drawing_stay() -> None:
    inner = b'<linearGradient id="g"/><rect id="a" fill="url(#g)"/><use xlink:href="#a"/>'
    kept = read_picture(HEAD + b">" + inner + b"</svg>").data
    assert b'fill="url(#g)"' in kept
    assert b'href="#a"' in kept


def test_a_drawing_that_declares_entities_is_refused() -> None:
    with pytest.raises(UnsupportedMedia):
        read_picture(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + HEAD + b"><text>&a;&a;</text></svg>")


def test_a_drawing_that_is_nested_without_end_is_refused() -> None:
    with pytest.raises(UnsupportedMedia):
        read_picture(HEAD + b">" + b"<g>" * 20_000 + b"</g>" * 20_000 + b"</svg>")


def test_a_drawing_that_is_not_well_formed_is_refused() -> None:
    with pytest.raises(DamagedPicture):
        read_picture(HEAD + b"><g></svg>")
