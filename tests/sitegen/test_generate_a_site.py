from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import lxml.html
import pytest

from sitegen.__main__ import main
from sitegen.catalog import Catalog
from sitegen.engine import GeneratedSite, generate

TODAY = date(2026, 11, 24)
RAMEN = (
    "One page site for a ramen restaurant called Nishiki in Portland with menu, opening hours "
    "Tue-Sun 17:00-22:00 and reservations"
)
ROOT = Path(__file__).resolve().parents[2]
PROMPTS = [
    ("Build a luxury e-commerce site", []),
    ("Create a luxury skincare e-commerce website called Maison Verveine, in deep green and gold",
    ["Maison Verveine"]),
    ("Modern SaaS landing page for LogLantern, a log analytics tool for small teams", ["LogLantern"]),
    ("A portfolio for Inês Duarte, a wedding photographer in Lisbon. Email ines@duarte.example",
     ["Inês Duarte", "Lisbon", "ines@duarte.example"]),
    ("Dental clinic in Berlin named Zahnhaus Mitte, services: whitening, implants. Phone +49 30 901820",
     ["Zahnhaus Mitte", "Berlin", "hitening", "mplants", "+49 30 901820"]),
    ("Tour site for the rock band Copper Wolves: dates in Leeds, Lyon and Turin, merch. Dark and loud",
     ["Copper Wolves", "Leeds", "Lyon", "Turin"]),
    (RAMEN, ["Nishiki", "Portland", "17:00"]),
    ("Sitio web para un estudio de yoga en Valencia llamado Casa Loto, en español", ["Casa Loto",
    "Valencia"]),
    ("I'm a freelance data consultant, 10 years in retail. Personal site, no images, black and white", []),
    ("Conference website: PyAlps 2027, 14-16 May 2027 in Innsbruck, speakers, schedule, tickets",
     ["PyAlps 2027", "Innsbruck"]),
    ("Falconry centre in Kent named Skyward, flying displays, hawk walks £45", ["Skyward", "Kent", "£45"]),
    ("Kindergarten „Kleine Füchse“ in Köln, warm und verspielt, Mo-Fr 7:30-16:30 Uhr", ["Kleine Füchse",
    "Köln"]),
    ("website pls", []),
]  # fmt: skip


def text_of(site: GeneratedSite) -> str:
    pages = [data for path, data in site.files.items() if path.endswith(".html")]
    return " ".join(
        " ".join("".join(str(part) for part in lxml.html.fromstring(page).itertext()).split())
        for page in pages
    )


@pytest.mark.parametrize(("prompt", "facts"), PROMPTS)
def test_a_prompt_becomes_a_site_without_errors_that_says_the_facts(
    catalog: Catalog, prompt: str, facts: list[str]
) -> None:
    site = generate(prompt, catalog, today=TODAY)

    assert [finding for finding in site.report.findings if finding.severity == "error"] == []
    text = text_of(site)
    assert [fact for fact in facts if fact not in text] == []
    assert len(site.spec.pages[0].sections) >= 6


def test_a_hostile_prompt_stays_text(catalog: Catalog) -> None:
    prompt = (
        "Shop for \"><script>alert(1)</script> {{ 7*7 }} {% include 'x' %} called O'Brien & Sons <b>bold</b>"
    )

    site = generate(prompt, catalog, today=TODAY)

    everything = b"".join(site.files.values()).decode("utf-8", "replace")
    assert "<script>alert(1)" not in everything
    assert "<b>bold" not in everything
    assert "O'Brien & Sons" in text_of(site)


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    digests = []
    for number, hash_seed in enumerate(("1", "2")):
        folder = tmp_path / str(number)
        command = [
            sys.executable,
            "-m",
            "sitegen",
            RAMEN,
            "--out",
            str(folder),
            "--seed",
            "42",
            "--today",
            "2026-11-24",
        ]
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        subprocess.run(command, check=True, cwd=ROOT, env=environment, capture_output=True)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        digests.append(
            [(path.relative_to(folder), hashlib.sha256(path.read_bytes()).hexdigest()) for path in files]
        )

    assert digests[0] == digests[1]
    assert len(digests[0]) > 10


def test_another_seed_gives_another_site(catalog: Catalog) -> None:
    first, second = (generate(RAMEN, catalog, today=TODAY, seed=seed) for seed in (1, 2))

    assert first.files["index.html"] != second.files["index.html"]
    assert first.files["assets/site.css"] != second.files["assets/site.css"]


def test_the_command_refuses_a_folder_with_other_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    assert main([RAMEN, "--out", str(tmp_path)]) == 1
    assert "--force" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_the_command_replaces_what_it_wrote_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "site"
    assert main(["A law firm called Ash", "--out", str(folder)]) == 0
    assert (folder / "services.html").exists()

    assert main([RAMEN, "--out", str(folder)]) == 0

    assert not (folder / "services.html").exists()
    assert "Nishiki" in capsys.readouterr().out


def test_the_command_reads_a_file_of_prompts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    prompts = tmp_path / "prompts.txt"
    prompts.write_text("A bakery called Crumb in Leeds\nA gym called Iron in York\n")

    assert main(["--prompts", str(prompts), "--out", str(tmp_path / "sites")]) == 0

    assert len(list((tmp_path / "sites").glob("*/index.html"))) == 2
    assert "Crumb" in capsys.readouterr().out


def test_an_unknown_template_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["A bar", "--out", str(tmp_path / "x"), "--template", "nothing"]) == 1
    assert capsys.readouterr().err == "sitegen: There is no template “nothing”.\n"
