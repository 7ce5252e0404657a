from django.db import migrations

PRIORITIES = {"monthly_reset": 10, "promotion": 20, "signup_bonus": 30, "adjustment": 40}
PURCHASED = 50
GUARDED = ("credits_entry", "credits_hold")


def fill(apps, schema_editor):
    """What came in before there were grants becomes grants without an end; what left is taken from them."""
    Account = apps.get_model("credits", "Account")
    with schema_editor.connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"alter table {table} disable trigger user")
        for account in Account.objects.iterator():
            _fill_account(apps, account)
        # Otherwise the tables cannot be altered: checks still wait for the commit.
        cursor.execute("set constraints all immediate")
        for table in GUARDED:
            cursor.execute(f"alter table {table} enable trigger user")


def _fill_account(apps, account):
    Entry, Hold = (apps.get_model("credits", name) for name in ("Entry", "Hold"))
    grants = []
    for entry in Entry.objects.filter(account=account).order_by("seq"):
        if entry.amount > 0:
            grants.append(_grant_of(apps, entry))
        else:
            owner = {"hold": entry.hold} if entry.hold_id else {"entry": entry}
            _take(apps, grants, -entry.amount, owner, captured=True)
    for hold in Hold.objects.filter(account=account, state="pending").order_by("created_at", "id"):
        _take(apps, grants, hold.amount, {"hold": hold}, captured=False)
    for grant in grants:
        grant.save()


def _grant_of(apps, entry):
    grant = apps.get_model("credits", "Grant").objects.create(
        account=entry.account,
        kind=entry.kind,
        amount=entry.amount,
        remaining=entry.amount,
        priority=PRIORITIES.get(entry.kind, PURCHASED),
        effective_at=entry.created_at,
        key=entry.key,
        reference=entry.reference,
        description=entry.description,
        extra=entry.extra,
        created_at=entry.created_at,
    )
    type(entry).objects.filter(pk=entry.pk).update(grant=grant)
    return grant


def _take(apps, grants, credits, owner, *, captured):
    place = 0
    for grant in sorted(grants, key=lambda grant: (grant.priority, grant.effective_at, str(grant.pk))):
        part = min(credits, grant.remaining - grant.held)
        if part <= 0:
            continue
        credits -= part
        if captured:
            grant.remaining -= part
        else:
            grant.held += part
        if grant.remaining == 0:
            grant.spent_at = grant.created_at
        place += 1
        apps.get_model("credits", "GrantUse").objects.create(
            grant=grant, nth=place, amount=part, captured=part if captured else None, **owner
        )


class Migration(migrations.Migration):
    dependencies = [("credits", "0002_grants")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
