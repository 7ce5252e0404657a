from django.apps import AppConfig


class DevstackConfig(AppConfig):
    name = "autowebiq.devstack"
    label = "devstack"
