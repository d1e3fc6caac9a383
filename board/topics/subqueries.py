"""Other rows as JSON in the query of a topic, as SQL: put together by the ORM they cost 10 ms a page."""

import re

from django.db.models import JSONField
from django.db.models.expressions import RawSQL

from board.topics.audience import IN_AUDIENCE_SQL, audience_parameters

ORGANIZATION_JSON = (
    "jsonb_build_object('pk', o.id, 'kind', o.kind, 'prefecture', o.prefecture, 'name', o.name)"
)
_NAMED = re.compile(r"%\((\w+)\)s")


class PreparedSQL:
    """SQL on the outer `board_topic`, with `<organization>` for the JSON of a row `o` of organisations and
    `<in audience>` for whether the person is in the audience of a topic `t`."""

    def __init__(self, sql: str):
        sql = sql.replace("<organization>", ORGANIZATION_JSON).replace("<in audience>", IN_AUDIENCE_SQL)
        self.sql, self.names = _NAMED.sub("%s", sql), _NAMED.findall(sql)  # as Django's compiler joins them

    def expression(self, user, output_field=None, **more) -> RawSQL:
        """For `.annotate()`; nothing that anybody typed is in it: constants, and parameters."""
        known = {"user": user.pk, **audience_parameters(user), **more}
        parameters = [known[name] for name in self.names]
        return RawSQL(self.sql, parameters, output_field=output_field or JSONField())  # noqa: S611
