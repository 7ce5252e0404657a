from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class BuildsConfig(AppConfig):
    name = "builds"
    verbose_name = gettext_lazy("Builds")
