from django.db import migrations

from kheo.records.searching import install, remove


class Migration(migrations.Migration):
    dependencies = [("kheo", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
