from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("builds", "0006_operator_groups")]

    operations = [
        migrations.AddField(
            model_name="build",
            name="locale",
            field=models.CharField(
                db_default="en",
                default="en",
                help_text="the language in which the build speaks to its owner; no code changes with it",
                max_length=10,
            ),
        ),
    ]
