from django.apps import AppConfig
from django.utils.translation import gettext_lazy


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = gettext_lazy("Projects")
