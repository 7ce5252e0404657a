from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("builds", "0004_queue_fair_and_visible")]

    operations = [
        migrations.AddIndex(
            model_name="build",
            index=models.Index(fields=["-queued_at"], name="build_by_age"),
        ),
    ]
