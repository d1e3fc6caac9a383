from django.db import migrations, models

# as Organization.full_name: municipalities with their prefecture, all others by their name alone
BACKFILL = """
    UPDATE {table} r SET organization_name = CASE
        WHEN o.kind = 'municipality' AND NOT starts_with(o.name, o.prefecture) THEN o.prefecture || o.name
        ELSE o.name
    END
    FROM members_organization o WHERE o.id = r.organization_id {which}
"""


def name_of_its_time(model):
    return migrations.AddField(
        model_name=model,
        name="organization_name",
        field=models.CharField(
            blank=True,
            db_default="",
            default="",
            editable=False,
            max_length=70,
            verbose_name="団体名(当時)",
        ),
    )


def backfill(table, which=""):
    return migrations.RunSQL(BACKFILL.format(table=table, which=which), migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("board", "0002_pamphlet"), ("members", "0017_government_changes")]

    operations = [
        name_of_its_time("topic"),
        name_of_its_time("reply"),
        name_of_its_time("pamphletrequest"),
        backfill("board_topic", "AND r.published_at IS NOT NULL"),
        backfill("board_reply"),
        backfill("board_pamphletrequest"),
    ]
