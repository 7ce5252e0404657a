from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "autowebiq.common"
    label = "common"
