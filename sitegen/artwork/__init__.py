"""Pictures of generated sites: SVG in the site's colours, drawn from the plan without model or photograph."""

from sitegen.artwork.draw import draw_artwork, fit_to_words
from sitegen.artwork.marks import favicon_svg, og_image_svg
from sitegen.artwork.products import draw_products

__all__ = ["draw_artwork", "draw_products", "favicon_svg", "fit_to_words", "og_image_svg"]
