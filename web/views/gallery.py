"""The gallery of templates and components: public, the same for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from autowebiq.common.errors import NotFound
from builds import services as build_services
from publishing import showcase
from templates_catalog import services as catalog_services
from templates_catalog.services import Filters
from web import cards, chosen, gallery
from web.forms import PromptForm
from web.people import PROMPT_KEY, wallet_of
from web.queries import TemplatesQuery

SIZE = 48


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """Templates, narrowed by category, tag and search."""
    asked = TemplatesQuery(request.GET).known()
    words = Filters(search=asked["q"], tag=asked["tag"])
    found = catalog_services.list_templates(Filters(asked["category"], asked["tag"], asked["q"]))
    number = max(1, min(asked["page"] or 1, -(-len(found) // SIZE)))
    context = {
        "asked": asked,
        "wallet": wallet_of(request),
        "found": len(found),
        "cards": [gallery.TemplateCard(item) for item in found[(number - 1) * SIZE : number * SIZE]],
        "categories": gallery.category_choices(catalog_services.list_templates(words), asked),
        "tags": gallery.tag_choices(found, asked),
        "pages": cards.pages(found=len(found), size=SIZE, number=number, asked=asked),
    }
    return render(request, "web/templates.html", context)


@require_safe
def template(request: HttpRequest, template_id: str) -> HttpResponse:
    """One template with its sample site, and the prompt that starts from it."""
    try:
        found = catalog_services.get_template(template_id)
        sample = showcase.sample(template_id)
    except NotFound as error:
        raise Http404 from error
    prompt = sample.prompt if "sample" in request.GET else request.session.get(PROMPT_KEY, "")
    form = PromptForm(initial={"prompt": prompt, "template_id": found.id})
    signed_in = request.user.is_authenticated
    context = {
        "template": found,
        "card": gallery.TemplateCard(found),
        "sample": sample,
        "site_url": reverse("template-site", args=[found.id]),
        "widths": gallery.WIDTHS,
        "form": form,
        "fixed_template": True,
        "wallet": wallet_of(request),
        "quote": build_services.full_quote() if signed_in else None,
        **chosen.context(found.id),
    }
    return render(request, "web/template.html", context)


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """The parts that templates are made of."""
    asked = TemplatesQuery(request.GET).known()
    found = catalog_services.list_components(Filters(asked["category"], asked["tag"], asked["q"]))
    context = {
        "asked": asked,
        "wallet": wallet_of(request),
        "found": len(found),
        "groups": gallery.component_groups(found),
    }
    return render(request, "web/components.html", context)


@require_safe
def component(request: HttpRequest, component_id: str) -> HttpResponse:
    """One component in a look, in every variant."""
    try:
        found = catalog_services.get_component(component_id)
    except NotFound as error:
        raise Http404 from error
    looks = showcase.looks()
    look = request.GET.get("look", "")
    chosen_look = look if look in dict(looks) else looks[0][0]
    stage = reverse("component-stage", args=[found.id, f"stages/{chosen_look}/{found.id}.html"])
    context = {
        "component": found,
        "looks": [(value, label, value == chosen_look) for value, label in looks],
        "stage_url": stage,
        "widths": gallery.WIDTHS,
        "wallet": wallet_of(request),
    }
    return render(request, "web/component.html", context)
