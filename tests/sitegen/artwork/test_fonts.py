"""Typefaces: files, rules and fallbacks."""

from __future__ import annotations

import re
from typing import get_args

import pytest
import tinycss2

from sitegen import fonts
from sitegen.brief import SiteKind

KINDS = set(get_args(SiteKind))


@pytest.mark.parametrize("pairing_id", sorted(fonts.PAIRINGS))
def test_a_pairing_needs_two_light_files_at_most(pairing_id: str) -> None:
    files = fonts.font_files(pairing_id)

    assert 1 <= len(files) <= 2
    for path in files.values():
        assert path.read_bytes()[:4] == b"wOF2"
        assert path.stat().st_size < 60_000


@pytest.mark.parametrize("pairing_id", sorted(fonts.PAIRINGS))
def test_rules_name_the_files_and_a_fitted_fallback(pairing_id: str) -> None:
    css = fonts.font_face_css(pairing_id, prefix="fonts/")

    rules = tinycss2.parse_stylesheet(css, skip_whitespace=True)
    assert all(rule.type == "at-rule" for rule in rules)
    assert {name for name in re.findall(r'url\("fonts/([^"]+)"\)', css)} == set(fonts.font_files(pairing_id))
    assert css.count("size-adjust") == len(fonts.font_files(pairing_id))
    assert fonts.preload_path(pairing_id) in css


@pytest.mark.parametrize("pairing_id", sorted(fonts.PAIRINGS))
def test_the_display_weight_is_in_the_file(pairing_id: str) -> None:
    pairing = fonts.PAIRINGS[pairing_id]

    low, high = pairing.display.weights
    assert low <= pairing.weight_display <= high
    assert set(pairing.kinds) <= KINDS
    assert pairing.moods


def test_polish_gets_the_letters_it_needs() -> None:
    files = fonts.font_files("nunito", language="pl-PL")

    assert list(files) == ["nunito.woff2", "nunito-ext.woff2"]
    assert "U+0100" in fonts.font_face_css("nunito", language="pl")
    assert "U+0100" not in fonts.font_face_css("nunito", language="de")


def test_every_family_has_its_licence() -> None:
    licences = list((fonts.FONTS.parent / "licences").glob("*.txt"))

    assert len(licences) >= 25
    for licence in licences:
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8", errors="replace") or (
            "SIL OPEN FONT LICENSE" in licence.read_text(encoding="utf-8", errors="replace")
        )


def test_the_folder_stays_small() -> None:
    total = sum(path.stat().st_size for path in fonts.FONTS.parent.rglob("*") if path.suffix != ".pyc")

    assert total < 1_600_000
