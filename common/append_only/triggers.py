"""The database itself refuses to change what was recorded; `migrate` ends with installing it."""

from django.apps import apps
from django.db import connection

from common.append_only.models import Recorded

_FUNCTION = """
    CREATE OR REPLACE FUNCTION refuse_change_of_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL
            AND to_jsonb(NEW) - 'superseded_at' = to_jsonb(OLD) - 'superseded_at' THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a recorded version is never changed: % of % %', TG_OP, TG_TABLE_NAME, OLD.id
            USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""
_TRIGGER = """
    CREATE OR REPLACE TRIGGER append_only BEFORE UPDATE OR DELETE ON "{}"
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_version()
"""


def install_append_only() -> None:
    """Give each table of what was recorded its trigger."""
    with connection.cursor() as cursor:
        cursor.execute(_FUNCTION)
        for table in tables():
            cursor.execute(_TRIGGER.format(table))


def tables() -> list[str]:
    """Of all that is never changed."""
    return sorted(model._meta.db_table for model in apps.get_models() if issubclass(model, Recorded))
