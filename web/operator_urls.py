"""Pages of the administration that belong to no model, below /admin/catalog/."""

from django.urls import path

from web import operators

app_name = "operators"
urlpatterns = [path("", operators.catalog, name="catalog")]
