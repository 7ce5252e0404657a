from django.db import migrations

VIEWED = {
    "credits": ("account", "grant", "hold", "entry", "adjustment", "operatoraction", "ledgercheck"),
    "accounts": ("user",),
}
GROUPS = {
    "Support": (),
    "Operators": (
        ("credits", "account", "adjust_account", "Can adjust credits"),
        ("credits", "account", "export_books", "Can export the books"),
        ("credits", "grant", "void_grant", "Can void grants"),
    ),
}


def make_groups(apps, schema_editor):
    """Support may look at the books, operators may also correct them; whoever is in one must be staff, too."""
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
        ("credits", "0004_guard_grants"),
        ("accounts", "0001_users"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
