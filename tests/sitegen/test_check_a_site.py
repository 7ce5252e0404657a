"""Good sites of several templates have no findings; each of many ways to break one is found, by the right
rule, in the right file and line, and the score falls.
"""

from __future__ import annotations

import pytest

from sitegen.catalog import Catalog
from sitegen.checks import ABOUT, CHECKS, RULES, Report, run_checks
from sitegen.checks.report import Finding, score_of
from sitegen.engine import GeneratedSite, generate
from tests.sitegen.breaks import BREAKS, Break, broken

from .conftest import DENTIST, TODAY

PROMPTS = (
    DENTIST,
    "Website for the restaurant Le Petit Four in Lyon with menu, team, gallery, reservations and contact",
    "Conference PyNord in Oslo, 3 days, speakers, schedule and tickets",
)
MADE = tuple[GeneratedSite, Report]


@pytest.fixture(scope="session")
def good_sites(catalog: Catalog) -> list[GeneratedSite]:
    return [generate(prompt, catalog, today=TODAY) for prompt in PROMPTS]


def test_the_sites_have_different_templates(good_sites: list[GeneratedSite]) -> None:
    assert len({site.spec.template_id for site in good_sites}) == len(PROMPTS)


def test_good_sites_pass_all_nine_checks_without_a_finding(good_sites: list[GeneratedSite]) -> None:
    for site in good_sites:
        assert [check.check for check in site.report.checks] == list(CHECKS) == list(ABOUT)
        assert [f"{finding.file}:{finding.line} {finding.message}" for finding in site.report.findings] == []
        assert site.report.score == 100


@pytest.mark.parametrize(
    ("number", "what"), list(enumerate(BREAKS)), ids=[f"{i}-{what.rule}" for i, what in enumerate(BREAKS)]
)
def test_what_is_broken_is_found_where_it_is_and_lowers_the_score(
    good_sites: list[GeneratedSite], number: int, what: Break
) -> None:
    site = good_sites[number % len(good_sites)]
    files, line = broken({"assets/site.js": b"{\n}\n", **site.files}, what)
    assert files[what.file] != site.files.get(what.file, b"{\n}\n")

    report = run_checks(files)

    found = [finding for finding in report.findings if finding.rule == what.rule]
    check = RULES[what.rule].check
    assert found, [finding.rule for finding in report.findings]
    assert {finding.check for finding in found} == {check}
    assert what.file in {finding.file for finding in found}
    if line is not None:
        assert (what.file, line) in {(finding.file, finding.line) for finding in found}
    assert _score(report, check) < _score(site.report, check)
    assert report.score < site.report.score


def _score(report: Report, check: str) -> int:
    return next(item.score for item in report.checks if item.check == check)


@pytest.mark.parametrize(
    ("file", "rule"),
    [("favicon.svg", "broken-link"), ("sitemap.xml", "sitemap"), ("robots.txt", "robots"),
     ("404.html", "not-found-page"), ("assets/site.css", "broken-link"), ("assets/share.svg",
      "open-graph-url")],
)  # fmt: skip
def test_a_missing_file_is_found(good_sites: list[GeneratedSite], file: str, rule: str) -> None:
    files = {path: data for path, data in good_sites[0].files.items() if path != file}

    assert rule in {finding.rule for finding in run_checks(files).findings}


@pytest.mark.parametrize("what", ["title", "description"])
def test_pages_that_share_a_title_or_description_are_found(
    good_sites: list[GeneratedSite], what: str
) -> None:
    spec = good_sites[0].spec
    first, second = getattr(spec.pages[0], what), getattr(spec.pages[1], what)
    path = f"{spec.pages[1].slug}.html"
    text = good_sites[0].files[path].decode()
    assert second in text

    report = run_checks({**good_sites[0].files, path: text.replace(second, first).encode()})

    found = [finding for finding in report.findings if finding.rule == f"same-{what}"]
    assert [finding.file for finding in found] == [max(path, "index.html")]


def test_pages_that_nothing_leads_to_and_files_that_nothing_uses_are_found(
    good_sites: list[GeneratedSite],
) -> None:
    files = {
        **good_sites[0].files,
        "lost.html": good_sites[0].files["index.html"],
        "assets/lost.svg": b"<svg/>",
        "assets/lost.css": b"p { top: 0 }",
        "assets/lost.js": b"scroll(0, 0);",
    }

    rules = {(finding.rule, finding.file) for finding in run_checks(files).findings}

    assert {
        ("orphan-page", "lost.html"),
        ("same-title", "lost.html"),
        ("canonical", "lost.html"),
        ("unused-file", "assets/lost.svg"),
        ("unused-stylesheet", "assets/lost.css"),
        ("unused-script", "assets/lost.js"),
    } <= rules


def test_a_page_that_is_too_heavy_is_found(good_sites: list[GeneratedSite]) -> None:
    noise = b"".join(number.to_bytes(4, "big") for number in range(0, 2**31, 2**31 // 120_000))
    files = {**good_sites[0].files, "assets/fonts/public-sans.woff2": noise, "photo.png": noise}
    what = Break(
        "page-weight", "index.html", "</main>", '<img src="photo.png" alt="" width="9" height="9"></main>'
    )

    rules = {(finding.rule, finding.file) for finding in run_checks(broken(files, what)[0]).findings}

    assert {("page-weight", "index.html"), ("heavy-file", "photo.png")} <= rules


def test_a_page_with_too_many_requests_is_found(good_sites: list[GeneratedSite]) -> None:
    pictures = {f"p{number}.png": b"x" for number in range(21)}
    markup = "".join(f'<img src="{path}" alt="" width="9" height="9">' for path in pictures)
    what = Break("requests", "index.html", "</main>", f"{markup}</main>")

    rules = {
        finding.rule for finding in run_checks(broken({**good_sites[0].files, **pictures}, what)[0]).findings
    }

    assert "requests" in rules


def test_a_finding_says_where_it_is_and_who_asks_for_it(good_sites: list[GeneratedSite]) -> None:
    files, line = broken(
        good_sites[0].files,
        Break("image-alt", "index.html", "</main>", '§<img id="odd" src="favicon.svg"></main>'),
    )

    finding = next(item for item in run_checks(files).findings if item.rule == "image-alt")

    assert (finding.file, finding.line, finding.selector) == ("index.html", line, "#odd")
    assert finding.excerpt == '<img id="odd" src="favicon.svg">'
    assert finding.source == "WCAG 2.2, 1.1.1 Non-text Content"
    assert finding.severity == "error"


def test_colours_are_followed_through_tones_and_cascade(good_sites: list[GeneratedSite]) -> None:
    """The tokens alone are fine; the two of them together on one element are not."""
    css = good_sites[0].files["assets/site.css"].decode()
    rule = "\n.tone-tint .lead { color: var(--surface); }\n"
    report = run_checks({**good_sites[0].files, "assets/site.css": (css + rule).encode()})

    found = [finding for finding in report.findings if finding.rule == "contrast"]

    assert found
    assert {finding.rule for finding in report.findings} == {"contrast"}
    assert all("lead" in (finding.selector or "") for finding in found)


@pytest.mark.parametrize(
    "css", ["main p { color: #bbbbbb; background: #ffffff; }", "main h2, main h1 { opacity: 0.2; }"]
)
def test_faint_text_is_found_on_the_page_that_shows_it(good_sites: list[GeneratedSite], css: str) -> None:
    sheet = good_sites[1].files["assets/site.css"] + f"\n{css}\n".encode()

    report = run_checks({**good_sites[1].files, "assets/site.css": sheet})

    assert {finding.rule for finding in report.findings} == {"contrast"}
    assert "index.html" in {finding.file for finding in report.findings}
    assert _score(report, "accessibility") < 100


def test_a_picture_that_cannot_shrink_is_found(good_sites: list[GeneratedSite]) -> None:
    what = Break(
        "wide-media", "index.html", "</main>",
        '<img class="wide" src="favicon.svg" alt="" width="900" height="9"'
        ' loading="lazy"></main>',
    )  # fmt: skip
    files, _ = broken(good_sites[0].files, what)
    sheet = files["assets/site.css"] + b"\n.wide { max-inline-size: none; }\n"

    assert "wide-media" not in {finding.rule for finding in run_checks(files).findings}
    assert "wide-media" in {
        finding.rule for finding in run_checks({**files, "assets/site.css": sheet}).findings
    }


def test_an_open_comment_and_an_open_brace_are_found_where_they_begin() -> None:
    sheet = b"p { top: 0; }\n\n@media print {\n/* never closed"

    found = [item for item in run_checks({"a.css": sheet}).findings if item.rule == "css-parse"]

    assert {(item.line, item.message) for item in found} == {
        (3, "“{” is never closed."),
        (4, "A comment is never closed."),
    }


def test_a_rule_under_supports_needs_no_other_fallback(good_sites: list[GeneratedSite]) -> None:
    css = good_sites[0].files["assets/site.css"].decode()
    guarded = "\n@supports (field-sizing: content) { textarea { field-sizing: content; } }\n"

    report = run_checks({**good_sites[0].files, "assets/site.css": (css + guarded).encode()})

    assert report.findings == ()


def test_no_score_is_given_away() -> None:
    """A rule broken on more pages, or more often, takes more; one finding is enough to miss 100."""
    pages = [f"{number}.html" for number in range(100)]

    def score(rule: str, files: list[str]) -> int:
        severity, source = RULES[rule].severity, RULES[rule].source
        findings = [
            Finding(check="html", severity=severity, rule=rule, message="", file=file, source=source)
            for file in files
        ]
        return score_of(findings, pages)

    assert score("duplicate-id", []) == 100
    assert score("section-heading", pages[:1]) == 98
    assert score("duplicate-id", pages[:1]) == 87
    assert score("duplicate-id", pages[:50]) == 64
    assert score("duplicate-id", pages) == 52
    assert score("duplicate-id", pages[:1] * 2) == 86
    assert score("css-parse", ["assets/site.css"]) == 64


def test_an_empty_site_is_reported_not_raised() -> None:
    assert run_checks({}).score < 100


def test_animations_that_heed_nobody_are_found(good_sites: list[GeneratedSite]) -> None:
    site = good_sites[0]
    css = site.files["assets/site.css"].replace(b"prefers-reduced-motion", b"prefers-reduced-data")
    css += b"main p { animation: turn 2s infinite; } @keyframes turn { to { rotate: 1turn; } }"

    report = run_checks({**site.files, "assets/site.css": css})

    assert "motion" in {finding.rule for finding in report.findings}


def test_every_rule_is_broken_by_some_test() -> None:
    # These take more than one change to a site; the tests above make them.
    elsewhere = {
        "contrast", "motion", "not-found-page", "orphan-page", "page-weight", "requests", "same-description",
        "same-title", "unused-file", "unused-script", "unused-stylesheet", "wide-media",
    }  # fmt: skip
    assert {what.rule for what in BREAKS} | elsewhere == set(RULES)
    assert not {what.rule for what in BREAKS} & elsewhere
