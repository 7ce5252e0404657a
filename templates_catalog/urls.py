from django.urls import path

from templates_catalog import views

urlpatterns = [
    path("templates", views.TemplateListView.as_view(), name="templates"),
    path("templates/<str:template_id>", views.TemplateDetailView.as_view(), name="template"),
    path("components", views.ComponentListView.as_view(), name="components"),
    path("components/<str:component_id>", views.ComponentDetailView.as_view(), name="component"),
]
