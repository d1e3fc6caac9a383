from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("board", "0009_watches_of_preferences")]

    operations = [migrations.DeleteModel(name="NoticePreference")]
