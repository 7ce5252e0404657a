from django.db import migrations


class Migration(migrations.Migration):
    """Every event updates its Build row: half-empty pages let PostgreSQL do that in place."""

    dependencies = [("builds", "0001_builds")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE builds_build SET (fillfactor = 50)", "ALTER TABLE builds_build RESET (fillfactor)"
        ),
    ]
