"""Every text of the interface is Spanish in Spanish; what is missing is named here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from web import texts

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd%]|\{[a-z_]*\}")
TAG = re.compile(r"</?[a-z]+")


@pytest.fixture(scope="module")
def spanish() -> dict[tuple[str, str | None], Message]:
    catalog = texts.read(texts.po_path("es"), "es")
    return {(_source(message), message.context): message for message in catalog if message.id}


def _source(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _forms(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(form) for form in value]  # type: ignore[attr-defined]


def test_every_text_has_a_translation(spanish: dict[tuple[str, str | None], Message]) -> None:
    used = [message for message in texts.used() if message.id]
    assert used

    known = {key for key, message in spanish.items() if all(_forms(message.string))}
    missing = sorted({_source(m) for m in used if (_source(m), m.context) not in known})
    assert missing == [], "run `make texts` and translate these in web/locale/es"


def test_no_translation_is_a_guess(spanish: dict[tuple[str, str | None], Message]) -> None:
    assert [source for (source, _), message in spanish.items() if message.fuzzy] == []


def test_plurals_are_translated_as_plurals(spanish: dict[tuple[str, str | None], Message]) -> None:
    used = {(_source(m), m.context): m for m in texts.used() if m.id}
    different = [
        key for key, m in used.items() if key in spanish and m.pluralizable != spanish[key].pluralizable
    ]
    assert different == []


def test_placeholders_and_markup_survive_translation(
    spanish: dict[tuple[str, str | None], Message],
) -> None:
    wrong = {}
    for (source, _), message in spanish.items():
        # The plural has all placeholders; a singular may say the number in words.
        expected, allowed = _marks(_forms(message.id)[-1]), _marks(source)
        for form in _forms(message.string):
            if _marks(form) not in (expected, allowed):
                wrong[source] = form
    assert wrong == {}


def _marks(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text) + TAG.findall(text))


def test_texts_are_found_in_templates_and_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "web" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(
        "{% load i18n %}<p title=\"it's\">{% translate 'One' context 'street' %}</p>"
        "{% blocktranslate trimmed count n=3 %}\n  {{ n }} cat\n{% plural %}\n  {{ n }} cats\n"
        "{% endblocktranslate %}{{ a|default:_('Nobody') }}{# {% translate 'Old' %} #}"
    )
    (tmp_path / "web" / "views.py").write_text(
        'A = gettext_lazy("Two")\nB = ngettext("%d day", "%d days", 2)'
    )
    (tmp_path / "builds").mkdir()
    (tmp_path / "builds" / "agent.py").write_text(
        'say("Hello %(name)s", name=n)\nword("colour", "red")\n'
        'say_counted("%(count)s cow", "%(count)s cows", 2)'
    )
    monkeypatch.setattr(texts, "ROOT", tmp_path)
    monkeypatch.setattr(texts, "TABLES", {"rules.py": ["A table has rows."]})

    found = {(_source(m), m.context) for m in texts.used() if m.id}

    assert found == {
        ("One", "street"), ("%(n)s cat", None), ("Nobody", None), ("Two", None), ("%d day", None),
        ("A table has rows.", None), ("Hello %(name)s", None), ("%(count)s cow", None), ("red", "colour"),
    }  # fmt: skip


def test_a_catalog_keeps_translations_takes_others_and_drops_what_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    web, locales = tmp_path / "web", tmp_path / "web" / "locale"
    (locales / "es" / "LC_MESSAGES").mkdir(parents=True)
    (web / "templates").mkdir()
    (web / "views.py").write_text('[gettext(one) for one in (_("Old"), _("Kept"), _("New"), _("Open"))]')
    other = tmp_path / "other.po"
    other.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "New"\nmsgstr "Nuevo"\n'
    )
    monkeypatch.setattr(texts, "ROOT", tmp_path)
    monkeypatch.setattr(texts, "LOCALES", locales)
    monkeypatch.setattr(texts, "TABLES", {})
    path = texts.po_path("es")
    path.write_text(other.read_text() + '\nmsgid "Kept"\nmsgstr "Queda"\n\nmsgid "Gone"\nmsgstr "Ido"\n')

    texts.update("es", [other])

    strings = {m.id: m.string for m in texts.read(path, "es") if m.id}
    assert strings == {"Old": "", "Kept": "Queda", "New": "Nuevo", "Open": ""}
    assert [path.name for path in texts.compile_all()] == ["django.mo"]
    assert texts.compile_all() == []
