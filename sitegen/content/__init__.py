"""The words and facts of a section, by kind: what copy writers fill and components show.

A component names the one content kind that it can show, so every component of a kind can
replace another without touching the words. Language models fill these same models.
"""

from __future__ import annotations

from typing import Literal

from sitegen.content.base import Content, Item, Link, Pair, Sentence, Short, Text
from sitegen.content.goods import (
    Donate,
    DonateAmount,
    Listing,
    ListingItem,
    Menu,
    MenuGroup,
    Pricing,
    Product,
    ProductPage,
    Products,
    Related,
    RelatedProduct,
    Tier,
)
from sitegen.content.lists import (
    Comparison,
    ComparisonRow,
    Faq,
    Features,
    Figures,
    Gallery,
    GalleryItem,
    Question,
    Services,
    Steps,
    Tab,
    Tabs,
    Timeline,
    TimelineItem,
)
from sitegen.content.openings import Band, Cta, Hero, PageHeader, Spotlight, Statement, Story
from sitegen.content.people import DateRow, Dates, Day, Person, Quote, Schedule, Session, Team, Testimonials
from sitegen.content.reach import Contact, FormSection, HoursRow, Newsletter
from sitegen.content.reading import Article, ArticlePart, Post, Posts

__all__ = [
    "MODELS",
    "PAGE_TITLES",
    "Article",
    "ArticlePart",
    "Band",
    "Comparison",
    "ComparisonRow",
    "Contact",
    "Content",
    "ContentKind",
    "Cta",
    "DateRow",
    "Dates",
    "Day",
    "Donate",
    "DonateAmount",
    "Faq",
    "Features",
    "Figures",
    "FormSection",
    "Gallery",
    "GalleryItem",
    "Hero",
    "HoursRow",
    "Item",
    "Link",
    "Listing",
    "ListingItem",
    "Menu",
    "MenuGroup",
    "Newsletter",
    "PageHeader",
    "Pair",
    "Person",
    "Post",
    "Posts",
    "Pricing",
    "Product",
    "ProductPage",
    "Products",
    "Question",
    "Quote",
    "Related",
    "RelatedProduct",
    "Schedule",
    "Sentence",
    "Services",
    "Session",
    "Short",
    "Spotlight",
    "Statement",
    "Steps",
    "Story",
    "Tab",
    "Tabs",
    "Team",
    "Testimonials",
    "Text",
    "Tier",
    "Timeline",
    "TimelineItem",
    "parse_content",
]

ContentKind = Literal[
    "hero", "page_header", "statement", "band", "features", "services", "spotlight", "story", "steps",
    "figures", "products", "menu", "pricing", "schedule", "dates", "team", "testimonials", "faq", "gallery",
    "listing", "posts", "article", "timeline", "tabs", "comparison", "cta", "contact", "form", "newsletter",
    "donate", "product", "related",
]  # fmt: skip

# Kinds that open a page and hold its ``h1``.
PAGE_TITLES = frozenset({"hero", "page_header", "product"})

MODELS: dict[str, type[Content]] = {
    "hero": Hero,
    "page_header": PageHeader,
    "statement": Statement,
    "band": Band,
    "features": Features,
    "services": Services,
    "spotlight": Spotlight,
    "story": Story,
    "steps": Steps,
    "figures": Figures,
    "products": Products,
    "product": ProductPage,
    "related": Related,
    "menu": Menu,
    "pricing": Pricing,
    "schedule": Schedule,
    "dates": Dates,
    "team": Team,
    "testimonials": Testimonials,
    "faq": Faq,
    "gallery": Gallery,
    "listing": Listing,
    "posts": Posts,
    "article": Article,
    "timeline": Timeline,
    "tabs": Tabs,
    "comparison": Comparison,
    "cta": Cta,
    "contact": Contact,
    "form": FormSection,
    "newsletter": Newsletter,
    "donate": Donate,
}


def parse_content(kind: str, data: object) -> Content:
    """``data`` as content of ``kind``; raises KeyError for an unknown kind, ValidationError for bad data."""
    return MODELS[kind].model_validate(data)
