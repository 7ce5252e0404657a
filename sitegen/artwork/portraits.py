"""People: calm busts in the colours of the site, each with a head of hair and clothes of its own."""

from __future__ import annotations

from sitegen.artwork.colour import lighter, mixed
from sitegen.artwork.frame import Frame
from sitegen.artwork.shapes import arch, circle, ellipse, polygon, rect, sector
from sitegen.artwork.things.vessels import sprig

HAIR_BEHIND = {
    "long": "M-74-250C-86-370 86-370 74-250C80-190 84-150 92-118C40-96-40-96-92-118C-84-150-80-190-74-250z",
    "bob": "M-78-252C-92-372 92-372 78-252C84-210 84-190 76-172H-76C-84-190-84-210-78-252z",
    "curls": (
        "M-70-190C-116-190-124-250-96-268C-112-322-56-356-30-338C-8-372 50-364 58-334"
        "C102-342 116-290 96-264C122-240 108-192 70-190z"
    ),
    "afro": "M0-380C80-380 116-320 108-262C102-206 60-180 0-180S-102-206-108-262C-116-320-80-380 0-380z",
    "bun": "M0-388a34 34 0 1 1 .1 0z",
    "tail": "M40-330C110-330 128-230 96-150C84-180 78-240 56-270z",
}
HAIR_ABOVE = {
    "long": "M-62-240C-70-350 70-350 62-240C50-290 30-300 4-304C-20-296-50-286-62-240z",
    "bob": "M-64-232C-72-352 72-352 64-232C58-276 40-290 20-296C-10-280-46-284-64-232z",
    "short": "M-62-250C-74-350 60-366 64-250C58-282 48-292 30-298C0-286-40-300-62-250z",
    "crop": "M-62-254C-66-342 66-342 62-254C50-300-50-300-62-254z",
    "curls": (
        "M-64-246C-72-300-44-340 0-334C44-340 72-300 64-246C56-270 40-262 30-280"
        "C14-264-8-270-16-284C-30-266-54-276-64-246z"
    ),
    "afro": "M-62-250C-60-310-30-320 0-320S60-310 62-250C46-284-46-284-62-250z",
    "bun": "M-62-246C-72-352 72-352 62-246C48-296-48-296-62-246z",
    "tail": "M-62-246C-72-352 76-352 62-246C56-284 34-304-10-306C-40-290-56-284-62-246z",
    "bald": "",
}
BEARDED = ("short", "crop", "bald", "curls")
# Lightness added to the brown that bread and wood have too.
SKINS = (0.13, -0.08, 0.06, -0.2, 0.1, -0.27, 0.0)
CLOTHES = ("shirt", "round", "roll", "blazer", "apron")


def portrait(frame: Frame) -> None:
    """A bust before a plain shape; ``frame.turn`` makes each another person."""
    random, inks, brush = frame.random, frame.inks, frame.brush
    w, h = frame.width, frame.height
    frame.fill(inks.sky2)
    _backdrop(frame)
    # Counted, not drawn by lot: colleagues must not look alike.
    skin = lighter(inks.crust, SKINS[frame.turn * 5 % len(SKINS)])
    dark, grey = mixed(inks.crust, inks.ink, 0.72), mixed(inks.three, inks.ink, 0.34)
    hairs = (inks.ink, mixed(inks.crust, inks.ink, 0.46), dark, grey, lighter(inks.crust, 0.07))
    hair = hairs[frame.turn * 2 % len(hairs)]
    cuts = list(HAIR_ABOVE)
    cut = cuts[frame.turn * 4 % len(cuts)]
    scale = max(h / 400, w / 480) * 0.98
    with frame.canvas.at(w / 2, h + 4, scale, flip=random.random() < 0.5):
        if cut in HAIR_BEHIND:
            brush.solid(HAIR_BEHIND[cut], lighter(hair, -0.02), depth=10)
        _body(frame, CLOTHES[frame.turn % len(CLOTHES)], skin)
        _head(frame, skin, hair, bearded=cut in BEARDED and random.random() < 0.4)
        if HAIR_ABOVE[cut]:
            brush.solid(HAIR_ABOVE[cut], hair, depth=8)


def _backdrop(frame: Frame) -> None:
    inks, brush, w, h = frame.inks, frame.brush, frame.width, frame.height
    kind = frame.random.randrange(5)
    if kind == 0:
        brush.plane(circle(w / 2, h * 0.46, frame.short * 0.4), inks.far)
    elif kind == 1:
        brush.plane(arch(w / 2 - frame.short * 0.38, h + 5, frame.short * 0.76, h * 0.88), inks.far)
    elif kind == 2:
        brush.plane(polygon([(-5, h * 0.3), (w + 5, -5), (w + 5, h + 5), (-5, h + 5)]), inks.sky)
        brush.plane(circle(w * 0.78, h * 0.28, frame.short * 0.15), inks.two)
    elif kind == 3:
        brush.plane(rect(w * 0.5, -5, w * 0.5 + 5, h + 10), inks.sky)
        brush.plane(sector(w / 2, h * 0.44, frame.short * 0.36, 90, 270), inks.far)
    else:
        brush.plane(sector(w, 0, frame.short * 0.8, 90, 180), inks.floor)
        for turn in (150, 170):
            sprig(brush, w * 0.06, -6, frame.short * 0.5, turn=turn)


def _body(frame: Frame, kind: str, skin: str) -> None:
    brush, inks, random = frame.brush, frame.inks, frame.random
    cloth = random.choice((inks.one, inks.two, inks.pop, inks.near))
    brush.solid(
        "M-30-190C-30-150-34-132-40-116L0-70L40-116C34-132 30-150 30-190z", lighter(skin, -0.06), depth=8
    )
    brush.solid("M-170 10C-172-70-130-106-44-128C-30-96 30-96 44-128C130-106 172-70 170 10z", cloth, depth=26)
    if kind == "shirt":
        brush.flat("M-44-130L0-84L-40-52L-66-122z", lighter(cloth, 0.08))
        brush.flat("M44-130L0-84L40-52L66-122z", lighter(cloth, 0.04))
        brush.line("M0-84V10", lighter(cloth, -0.12), 4)
    elif kind == "round":
        brush.line("M-46-128C-30-90 30-90 46-128", lighter(cloth, -0.1), 9)
    elif kind == "roll":
        brush.solid(
            "M-42-166C-20-154 20-154 42-166L48-116C24-96-24-96-48-116z", lighter(cloth, 0.03), depth=9
        )
    elif kind == "blazer":
        brush.flat("M-40-128L0-20L40-128C24-100-24-100-40-128z", inks.three)
        brush.flat("M-46-130L-70-118L-62-60L0 10V-18z", lighter(cloth, -0.08))
        brush.flat("M46-130L70-118L62-60L0 10V-18z", lighter(cloth, -0.13))
    else:
        brush.flat("M-70-60H70L84 14H-84z", inks.three)
        brush.line("M-70-60L-50-126M70-60L50-126", inks.three, 11)


def _head(frame: Frame, skin: str, hair: str, *, bearded: bool) -> None:
    brush, inks, random = frame.brush, frame.inks, frame.random
    for side in (-1, 1):
        brush.solid(ellipse(side * 62, -228, 12, 18), lighter(skin, -0.04), depth=0)
    brush.solid("M-62-260C-62-330 62-330 62-260C62-200 40-154 0-154S-62-200-62-260z", skin, depth=14)
    shade = lighter(skin, -0.13)
    brush.line("M-36-246q10-8 22-2M14-248q12-6 22 2", hair, 4.5)
    brush.line("M4-236C10-222 14-212 2-210", shade, 4)
    brush.line("M-17-188C-6-180 8-180 18-190", lighter(shade, -0.06), 4.5)
    for x in (-25, 25):
        frame.canvas.path(ellipse(x, -232, 4.5, 5.5), inks.ink)
    if random.random() < 0.28:
        brush.line(
            circle(-26, -231, 17) + circle(26, -231, 17) + "M-9-233h18M-43-235l-18-4M43-235l18-4",
            inks.ink,
            3.5,
        )
    if bearded:
        brush.flat(
            "M-61-236C-56-196-44-206-22-204C-8-200 8-200 22-204C44-206 56-196 61-236"
            "C64-180 40-150 0-150S-64-180-61-236z",
            hair,
        )
        brush.line("M-14-187C-4-182 6-182 15-188", mixed(skin, inks.light, 0.3), 5)
