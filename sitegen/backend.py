"""The backend of a site: its forms and its structured data, from the plan alone and only with true facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitegen.brief import Brief
from sitegen.content import ProductPage
from sitegen.rendering.words import fixed_texts
from sitegen.spec import FormField, FormSpec, SiteBackend, SitePlan

Field = tuple[str, str, bool, str | None]
# Fields of each kind of form: name, type, required, autocomplete token (WCAG 1.3.5).
NAME: Field = ("name", "text", True, "name")
EMAIL: Field = ("email", "email", True, "email")
PHONE: Field = ("phone", "tel", False, "tel")
MESSAGE: Field = ("message", "textarea", True, None)
NOTE: Field = ("notes", "textarea", False, None)
FIELDS: dict[str, tuple[Field, ...]] = {
    "contact": (NAME, EMAIL, PHONE, MESSAGE),
    "booking": (NAME, EMAIL, PHONE, ("service", "select", False, None), ("date", "date", True, None), NOTE),
    "reservation": (NAME, EMAIL, PHONE, ("date", "date", True, None), ("time", "time", True, None),
                    ("guests", "number", True, None), NOTE),
    "order": (NAME, EMAIL, ("address", "textarea", True, "street-address"), ("order", "textarea", True,
    None)),
    "rsvp": (NAME, EMAIL, ("attending", "select", True, None), ("guests", "number", True, None), NOTE),
    "quote": (NAME, EMAIL, PHONE, ("city", "text", False, "address-level2"), ("service", "select", False,
    None),
              MESSAGE),
    "signup": (NAME, EMAIL, NOTE),
    "donate": (NAME, EMAIL, ("amount", "text", True, None), NOTE),
    "proposal": (NAME, EMAIL, ("title", "text", True, None), ("abstract", "textarea", True, None)),
    "newsletter": (EMAIL,),
}  # fmt: skip
STAY: tuple[Field, ...] = (
    NAME, EMAIL, PHONE, ("arrival", "date", True, None), ("departure", "date", True, None),
    ("guests", "number", True, None), NOTE,
)  # fmt: skip
# Forms that sections bring with them.
BY_SECTION = {"newsletter": "newsletter", "products": "order", "donate": "donate"}
# https://schema.org types; LocalBusiness and its kinds need a place.
LOCAL_TYPES = {
    "restaurant": "Restaurant", "medical": "MedicalClinic", "legal": "LegalService", "beauty": "BeautySalon",
    "fitness": "SportsActivityLocation", "hotel": "LodgingBusiness", "trades": "HomeAndConstructionBusiness",
    "realestate": "RealEstateAgent", "finance": "FinancialService", "travel": "TravelAgency",
    "ecommerce": "Store",
    "photography": "ProfessionalService", "agency": "ProfessionalService",
    "consulting": "ProfessionalService",
}  # fmt: skip
OTHER_TYPES = {
    "nonprofit": "NGO",
    "education": "EducationalOrganization",
    "music": "MusicGroup",
    "community": "Organization",
}
SUBJECT_TYPES = {
    "dental": "Dentist", "dentist": "Dentist", "bakery": "Bakery", "cafe": "CafeOrCoffeeShop",
    "coffee": "CafeOrCoffeeShop",
    "bar": "BarOrPub", "brewery": "Brewery", "winery": "Winery", "barber": "BarberShop", "hair": "HairSalon",
    "nail": "NailSalon", "spa": "DaySpa", "tattoo": "TattooParlor", "gym": "ExerciseGym",
    "hotel": "Hotel", "hostel": "Hostel",
    "campsite": "Campground", "bookshop": "BookStore", "bookstore": "BookStore", "florist": "Florist",
    "plumber": "Plumber",
    "plumbing": "Plumber", "electrician": "Electrician", "roofer": "RoofingContractor",
    "painter": "HousePainter",
    "locksmith": "Locksmith", "mechanic": "AutoRepair", "garage": "AutoRepair", "vet": "VeterinaryCare",
    "veterinary": "VeterinaryCare", "pharmacy": "Pharmacy", "optician": "Optician", "notary": "Notary",
    "accountant": "AccountingService", "daycare": "ChildCare", "museum": "Museum", "library": "Library",
    "vets": "VeterinaryCare", "surf": "SportsActivityLocation", "gelateria": "IceCreamShop",
    "restaurant": "Restaurant", "trattoria": "Restaurant", "mosque": "Mosque",
    "church": "Church", "synagogue": "Synagogue", "temple": "PlaceOfWorship",
}  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def make_backend(plan: SitePlan) -> SiteBackend:
    """Forms by kind, and JSON-LD by page slug."""
    words = fixed_texts(plan.brief.language)
    forms = tuple(_form(form_id, plan.brief, words) for form_id in form_ids(plan))
    return SiteBackend(forms=forms, json_ld={"home": structured_data(plan.brief)})


def form_ids(plan: SitePlan) -> tuple[str, ...]:
    """Ids of the forms that the site has: the main one first; sections may name only these."""
    ids: list[str] = [plan.brief.form, "contact"]
    kinds = {section.content for page in plan.pages for section in page.sections}
    ids += [form_id for kind, form_id in BY_SECTION.items() if kind in kinds]
    return tuple(dict.fromkeys(ids))


def structured_data(brief: Brief) -> list[dict[str, Any]]:
    """What the brief says about the business or event in the words of schema.org; empty without facts."""
    if brief.kind == "event" and brief.dates and brief.dates[0].start:
        return [_event(brief)]
    return [_organisation(brief)]


def product_data(content: ProductPage, slug: str, picture: str | None) -> list[dict[str, Any]]:
    """Product and breadcrumbs of a product's page, which say what the page says.

    Addresses are a ``page:<slug>`` or a file of the site; the renderer, which knows where the site lives,
    makes them absolute. https://schema.org/Product, https://schema.org/BreadcrumbList
    """
    product: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": content.name,
        "description": content.lead,
        "sku": content.slug,
        "offers": {
            "@type": "Offer",
            "price": f"{content.price_cents / 100:.2f}",
            "priceCurrency": content.currency,
            "url": f"page:{slug}",
        },
    }
    if picture:
        product["image"] = picture
    steps = [(link.label, link.href) for link in content.trail] + [(content.name, f"page:{slug}")]
    return [
        product,
        {
            "@context": "https://schema.org",
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": href}
                for position, (name, href) in enumerate(steps, start=1)
            ],
        },
    ]


def _event(brief: Brief) -> dict[str, Any]:
    day = brief.dates[0]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": brief.name,
        "startDate": day.start.isoformat() if day.start else None,
    }
    if day.end:
        data["endDate"] = day.end.isoformat()
    place = day.place or brief.place
    if place:
        data["location"] = {"@type": "Place", "name": place, "address": brief.address or place}
    return data


def _organisation(brief: Brief) -> dict[str, Any]:
    data: dict[str, Any] = {"@context": "https://schema.org", "@type": _type(brief), "name": brief.name}
    if brief.phone:
        data["telephone"] = brief.phones[0].link if brief.phones else brief.phone
    if brief.email:
        data["email"] = brief.email
    if brief.address or brief.place:
        address = {"@type": "PostalAddress"}
        if brief.address:
            address["streetAddress"] = brief.address
        if brief.place:
            address["addressLocality"] = brief.place
        if brief.region:
            address["addressCountry"] = brief.region
        data["address"] = address
    hours = _opening_hours(brief)
    if hours and data["@type"] not in {*OTHER_TYPES.values(), "Organization", "WebSite"}:
        data["openingHoursSpecification"] = hours
    profiles = [handle for handle in brief.handles if "." in handle and not handle.startswith("@")]
    if profiles:
        data["sameAs"] = [handle if "//" in handle else f"https://{handle}" for handle in profiles]
    return data


def _opening_hours(brief: Brief) -> list[dict[str, Any]]:
    """https://schema.org/OpeningHoursSpecification; a day that is closed has none."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": [DAYS[day] for day in row.on],
            "opens": row.opens,
            # schema.org knows no 24:00.
            "closes": "23:59" if row.closes == "24:00" else row.closes,
        }
        for row in brief.hours
        if row.opens and row.on
    ]


def _type(brief: Brief) -> str:
    """The narrowest true type: a local business only where a place is known."""
    if brief.place or brief.address:
        words = brief.subject.lower().replace("-", " ").split()
        found = next((SUBJECT_TYPES[word] for word in reversed(words) if word in SUBJECT_TYPES), None)
        if found:
            return found
        if brief.kind in LOCAL_TYPES:
            return LOCAL_TYPES[brief.kind]
    if brief.kind in OTHER_TYPES and not brief.hours:
        return OTHER_TYPES[brief.kind]
    if brief.hours:
        # Who keeps opening hours has a door: the only type whose hours schema.org knows.
        return "LocalBusiness"
    return (
        "WebSite"
        if brief.kind in {"landing", "blog", "event", "portfolio", "app", "saas"}
        else "Organization"
    )


def _form(form_id: str, brief: Brief, words: Mapping[str, str]) -> FormSpec:
    wanted = STAY if form_id == "booking" and brief.kind == "hotel" else FIELDS[form_id]
    fields = [_field(field, brief, words) for field in wanted]
    return FormSpec(
        id=form_id,
        kind=form_id,
        fields=tuple(field for field in fields if field is not None),
        submit_label=text(words, f"submit_{form_id}"),
        success_message=text(words, f"success_{form_id}"),
    )


def _field(field: Field, brief: Brief, words: Mapping[str, str]) -> FormField | None:
    """A field with its label; a choice without options is left out."""
    name, kind, required, autocomplete = field
    options: tuple[str, ...] = ()
    if kind == "select":
        options = _options(name, brief, words)
        if len(options) < 2:
            return None
    return FormField.model_validate(
        {
            "name": name,
            "label": text(words, f"field_{name}"),
            "type": kind,
            "required": required,
            "autocomplete": autocomplete,
            "options": options,
        }
    )


def _options(name: str, brief: Brief, words: Mapping[str, str]) -> tuple[str, ...]:
    if name == "attending":
        return (text(words, "attending_yes"), text(words, "attending_no"))
    return tuple(offer.name[:1].upper() + offer.name[1:] for offer in brief.offers)


def text(words: Mapping[str, str], key: str) -> str:
    """A fixed text; its key in plain words where the language has none yet."""
    return words.get(key) or key.partition("_")[2].replace("_", " ").capitalize()
