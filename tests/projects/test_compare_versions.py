from __future__ import annotations

from typing import Any

from rest_framework.test import APIClient

from projects import diffs, services
from projects.models import Project


def section(name: str, heading: str, **others: Any) -> dict[str, Any]:
    return {
        "id": name,
        "kind": "text",
        "component": "text-plain",
        "variant": "default",
        "tone": "plain",
        "content": {"heading": heading, "columns": 2},
        **others,
    }


def page(slug: str, *sections: dict[str, Any], title: str = "Nishiki") -> dict[str, Any]:
    return {
        "slug": slug,
        "role": slug,
        "nav_label": slug.title(),
        "in_nav": True,
        "title": title,
        "description": "",
        "sections": list(sections),
    }


def spec(*pages: dict[str, Any], accent: str = "#a00000") -> dict[str, Any]:
    return {"theme": {"palettes": {"plain": {"accent": accent}}}, "pages": list(pages)}


def compare(before: dict[str, Any], after: dict[str, Any]) -> diffs.Diff:
    return diffs.compare(before, after, [], [])


def test_equal_versions_do_not_differ() -> None:
    same = spec(page("home", section("hero", "Ramen")))
    assert compare(same, same) == {"settings": [], "pages": [], "files": []}


def test_texts_are_compared_word_by_word() -> None:
    found = compare(
        spec(page("home", section("hero", "Hot ramen, daily"))),
        spec(page("home", section("hero", "Cold ramen, daily"))),
    )
    changed = found["pages"][0]["sections"][0]
    assert (changed["id"], changed["change"], changed["settings"]) == ("hero", "changed", [])
    assert changed["texts"] == [
        {
            "field": "content.heading",
            "words": [
                {"change": "removed", "text": "Hot"},
                {"change": "added", "text": "Cold"},
                {"change": "same", "text": " ramen, daily"},
            ],
        }
    ]


def test_words_that_are_joined_give_both_texts() -> None:
    before, after = "Ramen,  soba – udon", "Soba – udon und  Ramen!"
    words = diffs.word_diff(before, after)
    assert "".join(word["text"] for word in words if word["change"] != "added") == before
    assert "".join(word["text"] for word in words if word["change"] != "removed") == after


def test_a_very_long_text_is_replaced_as_a_whole() -> None:
    long = "a " * diffs.MOST_WORDS
    assert diffs.word_diff(long, "b") == [
        {"change": "removed", "text": long},
        {"change": "added", "text": "b"},
    ]


def test_sections_are_added_removed_and_moved() -> None:
    a, b, c, d = (section(name, name) for name in "abcd")
    found = compare(spec(page("home", a, b, c)), spec(page("home", c, a, d)))
    told = [(item["id"], item["change"]) for item in found["pages"][0]["sections"]]
    assert told == [("c", "moved"), ("d", "added"), ("b", "removed")]


def test_pages_are_added_removed_and_moved() -> None:
    home, menu, team, news = (page(slug) for slug in ("home", "menu", "team", "news"))
    found = compare(spec(home, menu, team), spec(home, news, team))
    assert [(item["slug"], item["change"]) for item in found["pages"]] == [
        ("news", "added"),
        ("menu", "removed"),
    ]
    moved = compare(spec(home, menu, team), spec(home, team, menu))
    assert [item["change"] for item in moved["pages"]] == ["moved"]


def test_colours_and_looks_are_settings() -> None:
    found = compare(
        spec(page("home", section("hero", "x", tone="plain"))),
        spec(page("home", section("hero", "x", tone="dark")), accent="#00a000"),
    )
    assert found["settings"] == [
        {"field": "theme.palettes.plain.accent", "before": "#a00000", "after": "#00a000"}
    ]
    assert found["pages"][0]["sections"][0]["settings"] == [
        {"field": "tone", "before": "plain", "after": "dark"}
    ]


def test_the_api_compares_with_the_version_before_or_another(alice_api: APIClient, project: Project) -> None:
    for files in ({"a": b"1", "b": b"2"}, {"a": b"1", "b": b"22"}, {"b": b"22", "c": b"3"}):
        services.store_version(project=project, spec=spec(page("home")), files=files, quality={}, pages=[])
    base = f"/api/v2/projects/{project.pk}/versions/3/diff"
    nearest = alice_api.get(base).json()
    assert (nearest["number"], nearest["against"]) == (3, 2)
    assert nearest["files"] == [
        {"path": "a", "change": "removed", "size_before": 1, "size_after": None},
        {"path": "c", "change": "added", "size_before": None, "size_after": 1},
    ]
    first = alice_api.get(base, {"against": 1}).json()
    assert first["files"][1] == {"path": "b", "change": "changed", "size_before": 1, "size_after": 2}
    assert alice_api.get(base, {"against": 9}).status_code == 404
    assert alice_api.get(base, {"against": "x"}).json()["code"] == "invalid"
