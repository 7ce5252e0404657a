"""What the name of a file tells: words that people wrote, but not what cameras and programs did."""

from __future__ import annotations

import re
import unicodedata

# Written by cameras, messengers and editors, in several languages.
NOISE = frozenset(
    """img image images imagen imagenes photo photos foto fotos fotografia bild bilder picture pic pics dsc
    dscf dscn pxl mvimg mvi vid gopr cimg sam scan screenshot screen shot bildschirmfoto captura pantalla
    whatsapp telegram facebook instagram unsplash pexels pixabay shutterstock istock adobestock getty
    copy copia kopie final edit edited draft version export resized cropped crop thumb thumbnail web hires
    lowres hd hdr raw jpeg jpg png webp gif avif svg untitled unnamed download file upload uploads default
    sample test tmp temp rgb cmyk burst pano titulo""".split()  # noqa: SIM905 - a list would fill a page
)
ROLES = {
    "logo": frozenset(
        {"logo", "logotype", "logotipo", "wordmark", "logos", "brandmark", "isotipo", "favicon"}
    ),
    "hero": frozenset({"hero", "cover", "banner", "header", "portada", "cabecera", "titelbild", "entete"}),
    "people": frozenset(
        {"team", "portrait", "headshot", "staff", "people", "equipo", "retrato", "mannschaft", "equipe"}
    ),
    "products": frozenset({"product", "products", "producto", "productos", "produkt", "produkte", "produit"}),
    "gallery": frozenset({"gallery", "galeria", "galerie", "portfolio"}),
}
ROLE_WORDS = frozenset().union(*ROLES.values())
SHORT = 3
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_BREAK = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"^[^\W\d_]+$")
_VOWEL = re.compile(r"[aeiouyæøœ]|[^\x00-\x7f]")


def words_of(name: str) -> tuple[str, ...]:
    """Words of a file's name as they are written, without noise; roles are among them."""
    stem = re.sub(r"\.[A-Za-z0-9]{2,5}$", "", name)
    whole = [token for token in _BREAK.split(stem) if folded(token) not in NOISE]
    tokens = [token for part in whole for token in _CAMEL.sub(" ", part).split()]
    return tuple(token for token in tokens if _is_word(token))


def _is_word(token: str) -> bool:
    if not _LETTERS.match(token) or folded(token) in NOISE:
        return False
    # “DSCF” and “xkcd” are no words; “Öl” and “寿司” are.
    return bool(_VOWEL.search(folded(token)) or _VOWEL.search(token))


def roles_of(name: str) -> set[str]:
    """What the name says that the picture is for: keys of ROLES."""
    there = {folded(word) for word in words_of(name)}
    return {role for role, signs in ROLES.items() if signs & there}


def caption_of(name: str) -> str:
    """The name as a caption, such as “Sourdough on the shelf”; empty if it says nothing about the picture."""
    words = [word for word in words_of(name) if folded(word) not in ROLE_WORDS]
    # One short word, or leftovers of a code, describe nothing.
    if not any(len(word) > SHORT or not word.isascii() for word in words):
        return ""
    text = " ".join(words)
    text = text.lower() if text.isupper() else text
    return text[:1].upper() + text[1:80]


def stems(text: str) -> set[str]:
    """Words of a text for comparing: without accents, case and plural endings, and long enough to mean
    something.
    """
    found = {folded(word) for word in _BREAK.split(_CAMEL.sub(" ", text)) if word}
    return {_singular(word) for word in found if len(word) > SHORT and word not in NOISE | ROLE_WORDS}


def _singular(word: str) -> str:
    for ending in ("es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > SHORT:
            return word[: -len(ending)]
    return word


def folded(word: str) -> str:
    """Lower case and without accents."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))
