"""Pictures of generated sites: drawn as SVG from the plan, in the site's colours, without any model or photograph."""

from sitegen.artwork.draw import draw_artwork
from sitegen.artwork.marks import favicon_svg, og_image_svg

__all__ = ["draw_artwork", "favicon_svg", "og_image_svg"]
