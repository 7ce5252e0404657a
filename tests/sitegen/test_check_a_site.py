from __future__ import annotations

import pytest

from sitegen.checks import CHECKS, run_checks
from sitegen.engine import GeneratedSite

# What is done to a good start page or file, and the finding that must follow: check, code.
BREAKS = [
    ("index.html", "<h2", "<h2></h3><h2", "html", "parse-end-tag-too-early"),
    ("index.html", "</main>", '<p id="main">x</p></main>', "html", "duplicate-id"),
    ("index.html", "</main>", "<p>Hello {{ name }}</p></main>", "html", "left-over-text"),
    ("index.html", "</main>", '<a href="gone.html">x</a></main>', "html", "broken-link"),
    ("index.html", "</main>", '<a href="services.html#gone">x</a></main>', "html", "broken-anchor"),
    ("index.html", "</main>", '<a href="#">x</a></main>', "html", "dead-link"),
    ("index.html", "</main>", "<h1>Two</h1></main>", "accessibility", "one-h1"),
    ("index.html", "</main>", "<h2>a</h2><h5>b</h5></main>", "accessibility", "heading-order"),
    ("index.html", "</main>", '<img src="favicon.svg"></main>', "accessibility", "image-alt"),
    ("index.html", "</main>", '<input name="x"></main>', "accessibility", "field-label"),
    ("index.html", "</main>", '<a href="index.html"></a></main>', "accessibility", "control-name"),
    ("index.html", 'lang="en"', "", "accessibility", "lang"),
    ("index.html", "</main>", '<p aria-describedby="gone">x</p></main>', "accessibility", "aria-reference"),
    ("assets/site.css", ":root {", ":root { --ink: #dddddd; --ground: #ffffff; }\n:root {",
    "accessibility", "contrast"),
    ("index.html", "<title>", "<title>x</title><title>", "seo", "title-length"),
    ("index.html", '<meta name="description" content="', '<meta name="description" content="" data-x="',
    "seo", "no-description"),
    ("index.html", 'rel="canonical"', 'rel="nothing"', "seo", "canonical"),
    ("index.html", 'property="og:image"', 'property="og:nothing"', "seo", "open-graph"),
    ("robots.txt", "Sitemap:", "#", "seo", "robots"),
    ("sitemap.xml", "services.html", "other.html", "seo", "sitemap"),
    ("index.html", "</main>", '<img src="favicon.svg" alt=""></main>', "performance", "image-size"),
    ("index.html", "</head>", '<script src="assets/site.css"></script></head>', "performance",
    "blocking-script"),
    ("index.html", "</head>", '<script src="https://cdn.test/x.js" defer></script></head>', "security",
    "other-host"),
    ("index.html", "<main ", '<main onclick="x()" ', "security", "inline-handler"),
    ("index.html", "</main>", "<script>x()</script></main>", "security", "inline-script"),
    ("index.html", "</main>", '<a href="javascript:x()">x</a></main>', "security", "script-address"),
    ("favicon.svg", "</svg>", "<script>x()</script></svg>", "security", "svg-code"),
    ("assets/site.css", ":root {", "@import \"https://fonts.test/x.css\";\n:root {", "security",
    "other-host"),
    ("assets/site.css", ":root {", "p { color: var(--no-such-token); }\n:root {", "css", "undefined-token"),
    ("assets/site.css", ":root {", "}\n:root {", "css", "parse-bracket"),
    ("assets/site.css", ":root {", "p { background: url(gone.png); }\n:root {", "css", "broken-file"),
    ("index.html", "<!doctype html>", "", "compatibility", "doctype"),
    ("index.html", "</main>", "<center>x</center></main>", "compatibility", "old-element"),
    ("index.html", 'name="viewport"', 'name="nothing"', "mobile", "viewport"),
    ("index.html", "initial-scale=1", "initial-scale=1, user-scalable=no", "mobile", "no-zoom"),
    ("assets/site.css", ":root {", "p { width: 900px; }\n:root {", "mobile", "fixed-width"),
    ("assets/site.css", ":root {", "p { font-size: 9px; }\n:root {", "mobile", "small-type"),
]  # fmt: skip


def test_a_generated_site_passes_all_nine_checks(dentist_site: GeneratedSite) -> None:
    report = run_checks(dentist_site.files)

    assert [check.check for check in report.checks] == list(CHECKS)
    assert [finding for finding in report.findings if finding.severity == "error"] == []
    assert all(check.score >= 90 for check in report.checks)


@pytest.mark.parametrize(("file", "old", "new", "check", "code"), BREAKS)
def test_what_is_broken_is_found_and_lowers_the_score(
    dentist_site: GeneratedSite, file: str, old: str, new: str, check: str, code: str
) -> None:
    text = dentist_site.files[file].decode()
    assert old in text
    broken = {**dentist_site.files, file: text.replace(old, new, 1).encode()}

    result = next(item for item in run_checks(broken).checks if item.check == check)
    before = next(item for item in run_checks(dentist_site.files).checks if item.check == check)

    assert code in {finding.code for finding in result.findings}
    assert result.score < before.score


def test_a_finding_says_where_it_is(dentist_site: GeneratedSite) -> None:
    text = (
        dentist_site.files["index.html"]
        .decode()
        .replace("</main>", '<img id="odd" src="favicon.svg"></main>')
    )
    report = run_checks({**dentist_site.files, "index.html": text.encode()})

    finding = next(item for item in report.findings if item.code == "image-alt")

    line = text[: text.index('id="odd"')].count("\n") + 1
    assert (finding.file, finding.line, finding.selector) == ("index.html", line, "#odd")
    assert finding.source == '<img id="odd" src="favicon.svg">'


def test_unbalanced_scripts_are_found() -> None:
    report = run_checks({"assets/site.js": b"const a = (1;\n}"})

    javascript = next(check for check in report.checks if check.check == "javascript")
    assert [finding.line for finding in javascript.findings] == [2]


def test_an_empty_site_is_reported_not_raised() -> None:
    assert run_checks({}).score < 100
