from django.apps import AppConfig


class KheoConfig(AppConfig):
    name = "kheo"
    verbose_name = "Khéo"
