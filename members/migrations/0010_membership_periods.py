from django.db import migrations


def open_periods(apps, schema_editor):
    """Every organisation that has a date of joining gets its period; an end before the start becomes the start."""
    Organization = apps.get_model("members", "Organization")
    Membership = apps.get_model("members", "Membership")
    Membership.objects.bulk_create(
        Membership(
            organization_id=pk,
            joined_on=joined_on,
            withdrawn_on=withdrawn_on and max(joined_on, withdrawn_on),
        )
        for pk, joined_on, withdrawn_on in Organization.objects.filter(joined_on__isnull=False).values_list(
            "pk", "joined_on", "withdrawn_on"
        )
    )


class Migration(migrations.Migration):
    dependencies = [
        ("members", "0009_membership"),
    ]

    operations = [
        migrations.RunPython(open_periods, migrations.RunPython.noop),
    ]
