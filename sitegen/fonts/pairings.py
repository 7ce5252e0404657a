"""Pairings of a display and a body face, with the moods and kinds of site that they suit."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.fonts.faces import FACES, Face


@dataclass(frozen=True)
class Pairing:
    """Two faces and how the display face is set.

    ``weight_display`` is a CSS weight, ``tracking_display`` in em, ``leading_display`` a line height.
    ``scale`` multiplies the ratio of the type scale: above 1 for narrow or small-looking faces, below for
    wide ones. ``moods`` are words of a brief's moods, ``kinds`` are kinds of site, best first.
    """

    id: str
    display: Face
    body: Face
    weight_display: int
    tracking_display: float
    leading_display: float
    moods: tuple[str, ...]
    kinds: tuple[str, ...]
    scale: float = 1.0


def _pairing(
    pairing_id: str,
    faces: str,
    setting: tuple[int, float, float, float],
    moods: str,
    kinds: str,
) -> Pairing:
    """``faces`` is “display body”; ``setting`` is weight, tracking in em, leading, scale."""
    display, _, body = faces.partition(" ")
    weight, tracking, leading, scale = setting
    return Pairing(
        id=pairing_id,
        display=FACES[display],
        body=FACES[body or display],
        weight_display=weight,
        tracking_display=tracking,
        leading_display=leading,
        moods=tuple(moods.split()),
        kinds=tuple(kinds.split()),
        scale=scale,
    )


_ALL = (
    _pairing(
        "inter",
        "inter-display inter",
        (640, -0.032, 1.04, 1.0),
        "modern minimal clean technical simple",
        "saas app startup finance",
    ),
    _pairing(
        "bricolage",
        "bricolage inter",
        (700, -0.03, 1.0, 1.005),
        "playful modern bold characterful creative",
        "startup agency nonprofit community event app",
    ),
    _pairing(
        "newsreader",
        "newsreader-display instrument-sans",
        (500, -0.022, 1.06, 1.01),
        "editorial calm classic literary warm elegant",
        "blog restaurant legal consulting education nonprofit",
    ),
    _pairing(
        "fraunces",
        "fraunces figtree",
        (500, -0.022, 1.04, 1.0),
        "warm friendly natural craft cosy",
        "restaurant ecommerce beauty hotel nonprofit",
    ),
    _pairing(
        "playfair",
        "playfair karla",
        (500, -0.015, 1.08, 1.0),
        "luxury elegant romantic classic premium",
        "hotel ecommerce photography beauty restaurant event",
    ),
    _pairing(
        "cormorant",
        "cormorant manrope",
        (600, -0.018, 1.02, 1.03),
        "luxury elegant airy romantic refined premium",
        "beauty photography ecommerce hotel",
    ),
    _pairing(
        "space",
        "space-grotesk dm-sans",
        (600, -0.035, 1.04, 0.995),
        "technical modern bold futuristic",
        "saas event startup app agency",
    ),
    _pairing(
        "sora",
        "sora dm-sans",
        (600, -0.035, 1.08, 0.975),
        "modern technical clean trustworthy",
        "finance saas app medical startup",
    ),
    _pairing(
        "archivo-wide",
        "archivo-wide archivo",
        (750, -0.025, 1.02, 0.97),
        "bold loud strong sporty modern industrial",
        "fitness agency event trades music",
    ),
    _pairing(
        "archivo-condensed",
        "archivo-condensed archivo",
        (750, -0.012, 0.98, 1.025),
        "bold loud strong urban sporty",
        "fitness event trades agency music",
    ),
    _pairing(
        "instrument",
        "instrument-serif instrument-sans",
        (400, -0.018, 1.02, 1.03),
        "elegant minimal editorial airy calm modern",
        "portfolio photography agency saas beauty hotel",
    ),
    _pairing(
        "franklin",
        "libre-franklin source-serif",
        (800, -0.03, 1.04, 0.995),
        "serious classic editorial strong trustworthy",
        "blog nonprofit trades education community legal",
    ),
    _pairing(
        "source",
        "source-serif-display public-sans",
        (560, -0.022, 1.08, 1.0),
        "serious trustworthy classic calm formal",
        "legal finance consulting medical education realestate",
    ),
    _pairing(
        "lora",
        "lora karla",
        (560, -0.018, 1.12, 0.99),
        "warm calm natural gentle classic",
        "blog fitness education restaurant travel medical",
    ),
    _pairing(
        "outfit",
        "outfit figtree",
        (560, -0.028, 1.06, 0.995),
        "modern friendly clean simple fresh",
        "ecommerce app realestate education medical startup",
    ),
    _pairing(
        "syne",
        "syne manrope",
        (750, -0.03, 1.06, 0.965),
        "creative bold avant-garde loud futuristic",
        "agency portfolio music event",
    ),
    _pairing(
        "anton",
        "anton inter",
        (400, 0.0, 0.98, 1.03),
        "loud dark bold rebellious strong",
        "music event fitness",
    ),
    _pairing(
        "oswald",
        "oswald libre-franklin",
        (600, -0.008, 1.06, 1.015),
        "strong bold industrial rugged dark",
        "trades fitness event travel music",
    ),
    _pairing(
        "nunito",
        "nunito",
        (800, -0.022, 1.1, 0.985),
        "friendly playful warm soft gentle",
        "education nonprofit community medical",
    ),
    _pairing(
        "figtree",
        "figtree",
        (750, -0.03, 1.06, 1.0),
        "friendly clean modern simple fresh",
        "app saas medical community education trades",
    ),
    _pairing(
        "jakarta",
        "jakarta",
        (720, -0.034, 1.08, 0.985),
        "modern clean fresh trustworthy",
        "saas startup realestate finance app",
    ),
    _pairing(
        "mono",
        "jetbrains-mono inter",
        (700, -0.045, 1.1, 0.955),
        "technical minimal developer dark",
        "saas portfolio event app",
    ),
    _pairing(
        "hanken",
        "hanken",
        (600, -0.034, 1.04, 1.0),
        "minimal clean calm modern simple",
        "consulting portfolio medical finance realestate landing",
    ),
    _pairing(
        "schibsted",
        "schibsted newsreader",
        (700, -0.03, 1.04, 1.0),
        "editorial serious modern strong",
        "blog community nonprofit education consulting",
    ),
    _pairing(
        "dm-serif",
        "dm-serif dm-sans",
        (400, -0.015, 1.08, 1.005),
        "elegant classic warm premium",
        "restaurant realestate hotel legal travel consulting",
    ),
    _pairing(
        "young",
        "young-serif hanken",
        (400, -0.02, 1.1, 0.985),
        "warm natural craft friendly honest",
        "restaurant nonprofit ecommerce education trades travel",
    ),
    _pairing(
        "gloock",
        "gloock hanken",
        (400, -0.015, 1.08, 0.995),
        "luxury bold editorial dramatic premium",
        "restaurant hotel agency beauty ecommerce blog",
    ),
    _pairing(
        "manrope",
        "manrope",
        (750, -0.036, 1.08, 0.985),
        "modern technical clean trustworthy",
        "saas finance consulting app landing",
    ),
)

PAIRINGS: dict[str, Pairing] = {pairing.id: pairing for pairing in _ALL}
