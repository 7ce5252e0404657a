from django.db import migrations

VIEWED = {"builds": ("build", "worker"), "projects": ("project",)}
GROUPS = {"Support": (), "Operators": (("builds", "build", "change_build", "Can change build"),)}


def add_rights(apps, schema_editor):
    """Support may look at builds and projects, operators may also retry, cancel and refund builds."""
    Group = apps.get_model("auth", "Group")
    views = [
        (app, model, f"view_{model}", f"Can view {model}")
        for app, models in VIEWED.items()
        for model in models
    ]
    for name, rights in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, *right) for right in (*views, *rights)))


def _permission(apps, app, model, codename, name):
    # Permissions are made after all migrations, so the first run makes those that it needs.
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    Permission = apps.get_model("auth", "Permission")
    return Permission.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})[0]


class Migration(migrations.Migration):
    dependencies = [
        ("builds", "0005_builds_by_age"),
        ("credits", "0005_operator_groups"),
        ("projects", "0002_versions"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(add_rights, migrations.RunPython.noop)]
