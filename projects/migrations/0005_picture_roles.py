from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_language"),
    ]

    operations = [
        migrations.AddField(
            model_name="asset",
            name="role",
            field=models.CharField(
                blank=True,
                choices=[
                    ("logo", "Logo"),
                    ("hero", "Hero"),
                    ("people", "People"),
                    ("products", "Products"),
                    ("gallery", "Gallery"),
                    ("any", "Any"),
                ],
                max_length=10,
            ),
        ),
    ]
