"""Design tokens of a theme as CSS custom properties: colours by tone, a fluid type scale, space and form."""

from __future__ import annotations

from zlib import crc32

from sitegen.palette import relative_luminance
from sitegen.rendering.typefaces import Typeface, typeface
from sitegen.spec import Palette, Theme

NARROW_PX, WIDE_PX = 360, 1280
BODY_PX = (16.5, 18.0)
RATIO_NARROW = {"classic": 1.165, "editorial": 1.175, "bold": 1.185}
RATIO_WIDE = {"classic": 1.23, "editorial": 1.25, "bold": 1.27}
SPACES_PX = (4, 8, 12, 16, 24, 32, 48, 64, 96)
SECTION_PX = (60, 88)
CONTAINER_REM = {"narrow": 68, "usual": 75, "wide": 84}


# Light across the first screen, between two colours on which every text was checked.
WASHES = (
    "linear-gradient(90deg, var(--ground), var(--surface) 50%, var(--ground))",
    "linear-gradient(90deg, var(--ground) 50%, var(--surface))",
    "radial-gradient(50% 70% at 100% 0, var(--surface), var(--ground))",
    "radial-gradient(50% 70% at 100% 100%, var(--surface), var(--ground))",
    "radial-gradient(50% 70% at 50% 0, var(--surface), var(--ground))",
    "radial-gradient(50% 70% at 50% 100%, var(--surface), var(--ground))",
    "linear-gradient(90deg, var(--ground), var(--surface))",
    "linear-gradient(90deg, var(--surface), var(--ground) 60%)",
    "linear-gradient(90deg, var(--surface), var(--ground) 40% 60%, var(--surface))",
    "radial-gradient(60% 90% at 0 0, var(--surface), var(--ground))",
    "radial-gradient(60% 90% at 0 100%, var(--surface), var(--ground))",
)
# Sites that were stored without a wash have one of the first.
OLD_WASHES = 6
# Some sites set the headings above their tiles in the middle.
# The lead stands below the heading then, not beside it as the rhythm or a component would have it.
CENTRED_HEADS = (
    ":where(.container) > .section-head { justify-items: center; text-align: center; }\n"
    "[data-rhythm] :where(.container:not(.with-aside)) > .section-head.section-head "
    "{ grid-template-columns: minmax(0, 1fr); }\n"
    "[data-rhythm] :where(.container:not(.with-aside)) > .section-head.section-head.section-head > * "
    "{ grid-column: 1 / -1; }\n"
)


def token_css(theme: Theme) -> str:
    """Custom properties of ``theme`` on ``:root`` and one rule for each tone that sets the colours again."""
    chance = crc32(f"{theme.type_pairing} {theme.radius} {theme.artwork_style} {theme.density}".encode())
    wash = WASHES[chance % OLD_WASHES if theme.wash is None else theme.wash % len(WASHES)]
    lines = [
        *_colours(theme.palettes["plain"], wash),
        *_type(theme, typeface(theme.type_pairing)),
        *_space(theme),
    ]
    lines += _form(theme)
    rules = [_rule(":root", lines)]
    rules += [_rule(f".tone-{tone}", _colours(theme.palettes[tone], wash)) for tone in sorted(theme.palettes)]
    centred = theme.rhythm != "editorial" and chance // OLD_WASHES % 2 == 0
    if theme.heads is not None:
        centred = theme.heads == "centre"
    return "\n".join(rules) + "\n" + (CENTRED_HEADS if centred else "")


def fluid(low_px: float, high_px: float) -> str:
    """A ``clamp()`` that grows with the viewport from 360 to 1280 px; in rem, so that user sizes count."""
    if low_px == high_px:
        return _rem(low_px)
    slope = (high_px - low_px) / (WIDE_PX - NARROW_PX)
    start = low_px - slope * NARROW_PX
    return f"clamp({_rem(low_px)}, {_rem(start)} + {_short(slope * 100)}vw, {_rem(high_px)})"


def is_dark(colour: str) -> bool:
    """Whether a hex colour is nearer to black than to white, by relative luminance (WCAG 2.2)."""
    return relative_luminance(colour) < 0.18


def _colours(palette: Palette, wash: str) -> list[str]:
    """The wash is set with every tone: on the root alone it would keep the root's colours."""
    names = type(palette).model_fields
    lines = [f"--{name.replace('_', '-')}: {getattr(palette, name)}" for name in names]
    scheme = "dark" if is_dark(palette.ground) else "light"
    return [*lines, f"--wash: {wash}", f"color-scheme: {scheme}"]


def _type(theme: Theme, face: Typeface) -> list[str]:
    # Wide faces shrink: a word of thirteen letters must fit 284 px of a phone and half a container.
    small = min(face.scale, 1)
    narrow = RATIO_NARROW[theme.rhythm] * small**2
    wide = RATIO_WIDE[theme.rhythm] * face.scale * small**0.3
    steps = [f"--step--1: {fluid(15, 16)}"]
    steps += [
        f"--step-{step}: {fluid(BODY_PX[0] * narrow**step, BODY_PX[1] * wide**step)}" for step in range(7)
    ]
    return [
        f"--font-display: {face.display_stack}",
        f"--font-body: {face.body_stack}",
        f"--weight-display: {face.weight_display}",
        f"--tracking-display: {face.tracking_display}em",
        f"--leading-display: {face.leading_display}",
        *steps,
    ]


def _space(theme: Theme) -> list[str]:
    spaces = [f"--space-{number}: {_rem(px)}" for number, px in enumerate(SPACES_PX, start=1)]
    low, high = (px * theme.density for px in SECTION_PX)
    return [
        *spaces,
        f"--section-pad: {fluid(low, high)}",
        f"--gutter: {fluid(18, 40)}",
        f"--container: {CONTAINER_REM[theme.width]}rem",
        "--measure: 62ch",
    ]


def _form(theme: Theme) -> list[str]:
    button = {"solid": f"{min(theme.radius, 10)}px", "pill": "999px", "sharp": "0"}[theme.buttons]
    ink = theme.palettes["plain"].ink if not theme.dark else "#000000"
    return [
        f"--radius-s: {_short(theme.radius / 2)}px",
        f"--radius-m: {theme.radius}px",
        f"--radius-l: {_short(theme.radius * 1.75)}px",
        f"--radius-button: {button}",
        f"--shadow: 0 1px 2px {ink}12, 0 18px 40px -20px {ink}40",
        "--hairline: 1px",
    ]


def _rule(selector: str, lines: list[str]) -> str:
    return selector + " {\n" + "".join(f"  {line};\n" for line in lines) + "}"


def _rem(px: float) -> str:
    return f"{_short(px / 16)}rem"


def _short(number: float) -> str:
    return f"{number:.4f}".rstrip("0").rstrip(".")
