"""Ways to break a good site: each is one change to one file, and the rule that must object to it.

In ``new`` the mark § shows on which line the finding must be; without it the line is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

CSS, HOME, END = "assets/site.css", "index.html", "</main>"


class Break(NamedTuple):
    rule: str
    file: str
    old: str
    new: str


def added(rule: str, markup: str) -> Break:
    """Markup at the end of the start page's content, where the finding must be."""
    return Break(rule, HOME, END, f"§{markup}\n{END}")


def styled(rule: str, css: str) -> Break:
    return Break(rule, CSS, ":root {", f"§{css}\n:root {{")


def scripted(rule: str, code: str) -> Break:
    return Break(rule, "assets/site.js", "{\n", f"{{\n§{code}\n")


BREAKS = [
    # html
    added("html-parse", '<p id="one" id="two">x</p>'),
    added("html-parse", "<p>Fish &chipsy; chips</p>"),
    added("html-nesting", "<p>One <b>two</p>"),
    added("html-nesting", "</section>"),
    added("html-nesting", "<p>One <div>two</div></p>"),
    added("html-nesting", "<div/>"),
    Break("html-nesting", HOME, "</main>", ""),
    Break("doctype", HOME, "<!doctype html>", "§"),
    added("unknown-element", "<sparkle>x</sparkle>"),
    added("unknown-attribute", '<p colour="red">x</p>'),
    added("obsolete-element", "<center>x</center>"),
    added("obsolete-attribute", '<p align="center">x</p>'),
    added("content-model", "<ul><p>One</p></ul>"),
    added("content-model", '<button type="button"><a href="index.html">x</a></button>'),
    added("content-model", "<span><div>x</div></span>"),
    added("content-model", "<li>alone</li>"),
    added("content-model", "<table><p>x</p><tr><th>x</th></tr></table>"),
    added("content-model", '<a href="index.html">One <a href="index.html">two</a></a>'),
    added("required-attribute", '<img alt="A dish">'),
    added("attribute-value", '<input type="txt" aria-label="x">'),
    added("attribute-value", '<img src="favicon.svg" alt="" width="50%" height="20">'),
    added("attribute-value", '<a href="index html">home</a>'),
    added("duplicate-id", '<p id="main">x</p>'),
    added("section-heading", "<article><p>x</p></article>"),
    added("left-over-text", "<p>Hello {{ name }}, how are you?</p>"),
    added("left-over-text", "<p>Lorem ipsum dolor sit amet</p>"),
    added("left-over-text", "<p>Call us at [phone number]</p>"),
    added("left-over-text", "<p>Hello {first_name}</p>"),
    added("left-over-text", '<img src="favicon.svg" alt="undefined" width="9" height="9" loading="lazy">'),
    added("broken-link", '<a href="gone.html">the menu</a>'),
    added("broken-link", '<img src="assets/gone.png" alt="" width="9" height="9" loading="lazy">'),
    added("broken-anchor", '<a href="index.html#gone">the menu</a>'),
    added("broken-anchor", '<a href="#gone">the menu</a>'),
    added("dead-link", '<a href="#">the menu</a>'),
    added("dead-link", "<a>the menu</a>"),
    added("dead-link", '<a href="">the menu</a>'),
    added("dead-link", '<a href="tel:call">the menu</a>'),
    added("form-action", '<form method="post"><button>Send it</button></form>'),
    added("duplicate-field",
        '<form method="post" action="forms/x"><input name="a" aria-label="A">§<input name="a"'
          ' aria-label="B"></form>'),
    Break("dir-value", HOME, 'dir="ltr"', '§dir="rtl"'),
    Break("broken-link", "site.webmanifest", '"favicon.svg"', '§"gone.svg"'),
    # css
    styled("css-parse", "}"),
    styled("css-parse", "p { color red; }"),
    styled("css-parse", "p { color: ; }"),
    styled("css-parse", "p { background: url(a b) ) }"),
    Break("css-parse", CSS, ":root {\n", "§@media print { p { color: #000; }\n:root {\n"),
    styled("unknown-property", "p { colour: #222222; }"),
    styled("unknown-value", "p { display: flexy; }"),
    styled("unknown-value", "p { color: #12345; }"),
    styled("unknown-value", "p { margin: 3pz; }"),
    styled("unknown-value", "p { width: red; }"),
    styled("unknown-at-rule", "@meda print { p { color: #000000; } }"),
    styled("bad-selector", "p..x { color: #000000; }"),
    styled("undefined-token", "p { color: var(--no-such-token); }"),
    styled("duplicate-property", "p { top: 0; top: 0; }"),
    styled("empty-rule", "p { }"),
    styled("broken-file", "p { background: url(gone.png); }"),
    styled("important", "p { top: 0 !important; }"),
    Break("duplicate-stylesheet", HOME, "</head>",
        '§<link rel="stylesheet" href="assets/site.css">\n</head>'),
    # javascript
    scripted("js-parse", "const a = (1;"),
    Break("js-parse", "assets/site.js", "{\n", "{\nfunction ( { return\n"),
    scripted("eval", 'eval("1 + 1");'),
    scripted("eval", 'setTimeout("go()", 10);'),
    scripted("html-sink", "document.body.innerHTML = location.hash;"),
    scripted("html-sink", 'document.body.insertAdjacentHTML("beforeend", location.hash);'),
    scripted("document-write", 'document.write("x");'),
    scripted("debugging", 'console.log("here");'),
    scripted("debugger", "debugger;"),
    scripted("dialog-call", 'alert("hello");'),
    scripted("loose-equality", "if (location.hash == 1) scroll(0, 0);"),
    scripted("old-variable", "var old = 1;"),
    added("noscript", "<noscript>Switch scripts on.</noscript>"),
    # accessibility
    Break("lang", HOME, ' lang="en"', "§"),
    added("one-h1", "<h1>Another first heading</h1>"),
    Break("one-h1", HOME, "<h1", "<p"),
    added("heading-order", "<h2>One thing</h2>§<h5>Another</h5>"),
    added("empty-heading", "<h2></h2>"),
    added("image-alt", '<img src="favicon.svg" width="9" height="9" loading="lazy">'),
    added("image-alt-text", '<img src="favicon.svg" alt="IMG_2041.jpg" width="9" height="9" loading="lazy">'),
    added("image-alt-repeats",
        '<a href="index.html"><img src="favicon.svg" alt="Start page" width="9" height="9"'
          ' loading="lazy">Start page</a>'),
    added("svg-name", '<svg width="9" height="9"><path d="M0 0h9"/></svg>'),
    added("field-label", '<input name="x">'),
    added("field-label", '<label for="nothing">Name</label>'),
    added("control-name", '<a href="index.html"></a>'),
    added("control-name", '<button type="button"></button>'),
    added("label-in-name", '<a href="index.html" aria-label="Start">All dishes</a>'),
    added("vague-link", '<a href="index.html">Click here</a>'),
    Break("main-landmark", HOME, "<main ", "<div "),
    Break("region", HOME, "<main ", "§<div>Text on its own</div><main "),
    Break("skip-link", HOME, 'href="#main"', '§href="index.html"'),
    Break("skip-link", HOME, '<a class="skip-link"', '<i class="skip-link"'),
    added("nav-name", '<nav><a href="index.html">Start page</a></nav>'),
    added("aria-reference", '<p aria-describedby="gone">x</p>'),
    added("aria-attribute", '<p aria-labbel="x">x</p>'),
    added("aria-attribute", '<p role="buton">x</p>'),
    added("aria-attribute", '<p aria-hidden="yes">x</p>'),
    added("aria-hidden-focus", '<div aria-hidden="true"><a href="index.html">Start page</a></div>'),
    added("tab-order", '<p tabindex="3">x</p>'),
    added("autoplay", '<video src="favicon.svg" autoplay></video>'),
    added("frame-title", '<iframe src="index.html" sandbox></iframe>'),
    added("list-children", "<ul>text<li>One</li></ul>"),
    added("table-headers", "<table><tr><td>1</td></tr></table>"),
    added("emoji-icon", "<p>🚀</p>"),
    added("autocomplete", '<label>Mail <input type="email" name="mail"></label>'),
    styled("token-contrast", ":root { --ink: #cccccc; --ground: #ffffff; }"),
    styled("token-contrast", ".tone-tint { --accent: #ffee88; --on-accent: #ffffff; }"),
    styled("focus-visible", "a:focus-visible { outline: none; }"),
    # seo
    Break("no-title", HOME, "<title>", "§<title></title><title>"),
    Break("title-length", HOME, "<title>", "§<title>Short</title><title>"),
    Break("title-length", HOME, "<title>", "§<title>" + "Very long titles are cut " * 4),
    Break("no-description", HOME, '<meta name="description" content="',
        '§<meta name="description" content="" title="'),
    Break("description-length", HOME, '<meta name="description" content="',
          '§<meta name="description" content="Too short" title="'),
    Break("canonical", HOME, 'rel="canonical" href="https:', 'rel="author" href="https:'),
    Break("canonical", HOME, 'rel="canonical" href="https://', '§rel="canonical" href="/'),
    Break("open-graph", HOME, 'property="og:image"', 'property="og:nothing"'),
    Break("open-graph-url", HOME, 'property="og:url" content="', '§property="og:url" content="https://other.example/'),
    Break("favicon", HOME, 'rel="icon"', 'rel="author"'),
    Break("noindex", HOME, "</head>", '§<meta name="robots" content="noindex">\n</head>'),
    Break("json-ld", HOME, '{"@context"', '§{{"@context"'),
    Break("json-ld", HOME, '"@context":"https://schema.org"', '§"@context":"https://other.example"'),
    Break("json-ld-fields", HOME, ',"name":', '§,"label":'),
    Break("sitemap", "sitemap.xml", "</urlset>", "§<url><loc>https://other.example/gone.html</loc></url></urlset>"),
    Break("sitemap", "sitemap.xml", "<loc>", "<loc>https://other.example/gone</loc><lok>"),
    Break("robots", "robots.txt", "Sitemap:", "#"),
    Break("robots", "robots.txt", "User-agent: *", "User-agent: *\n§Disallow: /"),
    Break("repeated-text", HOME, END,
        "<p>This one sentence stands on the page twice, and nobody wants that.</p>\n§<p>This one "
          "sentence stands on the page twice, and nobody wants that.</p>" + END),
    Break("same-section", HOME, END,
        "<section><p>These words stand in two sections of this page alike.</p></section>\n§<section>"
          "<p>These words stand in two sections of this page alike.</p></section>" + END),
    added("stock-phrase", "<p>We deliver cutting-edge tables.</p>"),
    added("same-image", '<img src="favicon.svg" alt="" width="9" height="9" loading="lazy">\n'
          '<img src="favicon.svg" alt="" width="9" height="9" loading="lazy">'),
    # performance
    added("image-size", '<img src="favicon.svg" alt="" loading="lazy">'),
    added("oversized-image", '<img src="favicon.svg" alt="" width="6000" height="4000" loading="lazy">'),
    added("lazy-image", '<img src="favicon.svg" alt="" width="9" height="9">' * 5),
    Break("blocking-script", HOME, "</head>", '§<script src="assets/site.js"></script>\n</head>'),
    added("late-stylesheet", '<link rel="stylesheet" href="assets/site.css">'),
    styled("css-import", '@import "site.css";'),
    Break("font-preload", HOME, " crossorigin", " §"),
    Break("font-preload", HOME, 'rel="preload"', 'rel="author"'),
    Break("font-display", CSS, "font-display: swap;", "§"),
    Break("dom-size", HOME, END, "<p>" + "<b>x</b>" * 1500 + "</p>" + END),
    Break("heavy-file", "assets/share.svg", "</svg>",
        "".join(f"<!--{n * 7919}-->" for n in range(30000)) + "</svg>"),
    # security
    Break("other-host", HOME, "</head>", '§<script src="https://cdn.test/x.js" defer></script>\n</head>'),
    added("other-host", '<img src="https://img.test/x.png" alt="" width="9" height="9" loading="lazy">'),
    added("mixed-content", '<img src="http://img.test/x.png" alt="" width="9" height="9" loading="lazy">'),
    styled("other-host", '@import "https://fonts.test/x.css";'),
    styled("other-host", "p { background: url(//img.test/x.png); }"),
    scripted("other-host", 'fetch("https://api.test/x");'),
    Break("inline-handler", HOME, "<main ", '§<main onclick="x()" '),
    added("inline-script", "<script>x()</script>"),
    added("inline-style", '<p style="top: 0">x</p>'),
    added("script-address", '<a href="javascript:x()">the menu</a>'),
    added("frame", '<iframe src="index.html" title="x"></iframe>'),
    added("plugin", '<object data="favicon.svg"></object>'),
    Break("base-element", HOME, "</head>", '§<base href="/x/">\n</head>'),
    Break("meta-refresh", HOME, "</head>",
        '§<meta http-equiv="refresh" content="0; url=index.html">\n</head>'),
    Break("svg-code", "favicon.svg", "</svg>", "§<script>x()</script></svg>"),
    Break("svg-code", "favicon.svg", "<svg ", '§<svg onload="x()" '),
    Break("svg-host", "favicon.svg", "</svg>", '§<image href="https://img.test/x.png"/></svg>'),
    added("noopener", '<a href="index.html" target="_blank">the menu</a>'),
    added("plain-http", '<a href="http://other.example/">the market</a>'),
    added("form-method", '<form action="forms/x" method="get"><button>Send it</button></form>'),
    added("form-host", '<form action="http://other.example/" method="post"><button>Send it</button></form>'),
    added("password-field", '<label>Word <input type="password" name="word"></label>'),
    scripted("secret", 'const key = "sk_live_0123456789abcdefgh";'),
    Break("stylesheets", HOME, "</head>", '§<link rel="stylesheet" href="assets/site.css?2">\n</head>'),
    Break("unused-preload", HOME, "</head>", '§<link rel="preload" href="favicon.svg">\n</head>'),
    styled("font-format", '@font-face { font-family: x; src: url("x.woff"); font-display: swap; }'),
    added("landmark-unique", '<nav aria-label="x"></nav><nav aria-label="x"></nav>'),
    Break("eager-hero", HOME, "<h1",
        '§<img src="favicon.svg" alt="" width="9" height="9" loading="lazy">\n<h1'),
    Break("thin-page", HOME, "<main", "<main hidden></main><main"),
    # compatibility
    Break("charset", HOME, '<meta charset="utf-8">', ""),
    styled("baseline-css", "p { margin-trim: block; }"),
    styled("vendor-prefix", "p { -webkit-hyphenate-character: x; }"),
    added("image-format", '<img src="photo.tiff" alt="" width="9" height="9" loading="lazy">'),
    Break("case-of-path", HOME, "assets/site.css", "§assets/Site.css"),
    Break("old-meta", HOME, "</head>", '§<meta http-equiv="X-UA-Compatible" content="IE=edge">\n</head>'),
    Break("bom", CSS, "@font-face", "\ufeff@font-face"),
    added("baseline-html", '<p><a href="index.html" ping="contact.html">x</a></p>'),
    styled("baseline-at-rule", "p:has-slotted, q { color: inherit; }"),
    styled("nonstandard", "p { box-reflect: below; }"),
    # mobile
    Break("viewport", HOME, 'name="viewport"', 'name="author"'),
    Break("no-zoom", HOME, "initial-scale=1", "§initial-scale=1, user-scalable=no"),
    styled("fixed-width", "p { width: 900px; }"),
    styled("fixed-width", "p { display: grid; grid-template-columns: minmax(30rem, 1fr); }"),
    Break("small-type", CSS, "/* Type */", "§main p { font-size: 9px; }\n/* Type */"),
    Break("body-type", CSS, "/* Type */", "§main p.lead, main p { font-size: 14px; }\n/* Type */"),
    Break("tap-target", CSS, "/* Type */",
        "§.page .button { height: 16px; min-block-size: 0; min-height: 0; }\n/* Type */"),
    added("keyboard", '<label>Mail <input name="email" type="text"></label>'),
    Break("theme-color", HOME, 'name="theme-color"', 'name="author"'),
    added("wide-table", "<table><tr>" + "<th>x</th>" * 8 + "</tr></table>"),
]  # fmt: skip


def broken(files: Mapping[str, bytes], what: Break) -> tuple[dict[str, bytes], int | None]:
    """The site with one change made to it, and the line of the mark, if there is one."""
    text = files[what.file].decode()
    at = text.index(what.old)
    marked = text[:at] + what.new + text[at + len(what.old) :]
    line = marked[: marked.index("§")].count("\n") + 1 if "§" in what.new else None
    return {**files, what.file: marked.replace("§", "", what.new.count("§")).encode()}, line
