"""``python -m sitegen.fonts.authoring NODE_MODULES``: cut the font files anew and measure them.

Needed only when a face is added: put it into ``recipes.json``, install its @fontsource package with npm,
run this with fontTools and brotli at hand.
Fallback metrics are those of Liberation, which are those of Arial, Times New Roman and Courier New.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
LIBERATION = Path("/usr/share/fonts/truetype/liberation")
FALLBACKS = {
    "sans": "LiberationSans-Regular.ttf",
    "sans-bold": "LiberationSans-Bold.ttf",
    "serif": "LiberationSerif-Regular.ttf",
    "mono": "LiberationMono-Regular.ttf",
}
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x131, 0x152, 0x153, 0x2BC, 0x2C6, 0x2DA, 0x2DC, 0x2026]
LATIN += [
    *range(0x2013, 0x2015),
    *range(0x2018, 0x201F),
    0x2022,
    0x2032,
    0x2033,
    0x2039,
    0x203A,
    0x20AC,
    0x2122,
]
LATIN += [0x2190, 0x2191, 0x2192, 0x2193, 0x2212, 0x2215]
EXTENDED = [
    code for code in (*range(0x100, 0x180), *range(0x218, 0x21C), 0x1E9E, 0x20BA) if code not in LATIN
]
USE_TYPO_METRICS = 1 << 7
FEATURES = ["kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "lnum", "pnum", "tnum"]
# Letter frequencies per thousand, averaged over English, German, French and Spanish running text.
FREQUENCY = {
    " ": 170, "e": 120, "n": 70, "a": 68, "i": 62, "r": 58, "s": 62, "t": 62, "o": 52, "l": 42, "d": 38,
    "u": 38, "c": 26, "m": 24, "h": 30, "g": 16, "p": 18, "b": 12, "f": 12, "v": 10, "w": 10, "y": 8, ".": 8,
    ",": 8, "k": 8, "z": 5, "S": 4, "A": 4, "D": 3, "T": 3, "M": 3, "x": 2, "q": 3, "j": 2,
}  # fmt: skip


def main(node_modules: Path) -> None:
    faces = {}
    recipes = json.loads((HERE / "recipes.json").read_text(encoding="utf-8"))["faces"]
    for face_id, recipe in recipes.items():
        package = node_modules / recipe["package"]
        latin = cut(package, recipe, "latin", LATIN)
        file = save(latin, face_id)
        extended = save(cut(package, recipe, "latin-ext", EXTENDED), f"{face_id}-ext")
        shutil.copyfile(package / "LICENSE", HERE / "licences" / f"{package.name}.txt")
        faces[face_id] = {
            "family": recipe["family"],
            "file": file,
            "extended_file": extended,
            "weights": recipe["weights"],
            "fallback": recipe["fallback"],
            **fitted_metrics(latin, recipe),
        }
    text = json.dumps(faces, indent=1, ensure_ascii=False)
    (HERE / "faces.json").write_text(text + "\n", encoding="utf-8")


def cut(package: Path, recipe: dict[str, Any], script: str, unicodes: list[int]) -> TTFont:
    """A font of those characters with the weight axis alone."""
    low, high = recipe["weights"]
    axes = "400" if low == high else recipe.get("axes", "wght")
    font = TTFont(package / "files" / f"{package.name}-{script}-{axes}-normal.woff2")
    options = subset.Options(layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14], hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=unicodes)
    cutter.subset(font)
    if low != high:
        pin = {tag: recipe.get("pin", {}).get(tag) for tag in (a.axisTag for a in font["fvar"].axes)}
        font = instancer.instantiateVariableFont(font, {**pin, "wght": (low, low, high)})
    return font


def save(font: TTFont, name: str) -> str:
    font.flavor = "woff2"
    file = HERE / "files" / f"{name}.woff2"
    font.save(file)
    return file.name


def fitted_metrics(font: TTFont, recipe: dict[str, Any]) -> dict[str, float]:
    """size-adjust and the overrides, in per cent, that make the fallback as wide and high as this font."""
    low, high = recipe["weights"]
    # Display faces are mostly set at 600 or so, text faces at 400.
    weight = min(high, 640) if recipe["fallback"] == "sans-bold" else low
    other = TTFont(LIBERATION / FALLBACKS[recipe["fallback"]])
    ratio = mean_width(font, weight) / mean_width(other, weight)
    upm, line = font["head"].unitsPerEm, font["hhea"]
    if font["OS/2"].fsSelection & 128:
        ascent, descent, gap = (
            font["OS/2"].sTypoAscender,
            -font["OS/2"].sTypoDescender,
            font["OS/2"].sTypoLineGap,
        )
    else:
        ascent, descent, gap = line.ascent, -line.descent, line.lineGap
    return {
        "size_adjust": round(100 * ratio, 2),
        "ascent": round(100 * ascent / upm / ratio, 2),
        "descent": round(100 * descent / upm / ratio, 2),
        "line_gap": round(100 * gap / upm / ratio, 2),
    }


def mean_width(font: TTFont, weight: float) -> float:
    """Mean advance of running text in em."""
    glyphs = font.getGlyphSet(location={"wght": weight} if "fvar" in font else None)
    cmap = font.getBestCmap()
    total = sum(glyphs[cmap[ord(char)]].width * count for char, count in FREQUENCY.items())
    return float(total / sum(FREQUENCY.values()) / font["head"].unitsPerEm)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
