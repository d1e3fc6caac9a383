"""What stands in a queryset for a value that is known only when it is run."""

from django.db.models import Expression, Field, Lookup


class Slot(Expression):
    """A place for a value in a compiled query; it may be filtered by, never looked at.

    Whatever would use it as a value in Python raises TypeError, for its answer would be compiled in. Only
    whether it is true cannot be refused, because Django asks that itself: a builder that decides by it is
    found by the comparison of each run with the ORM in the tests.
    """

    def __init__(self, name: str):
        super().__init__()
        self.slot = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def get_group_by_cols(self):
        return []

    def _no_value(self, *args):
        raise TypeError(f"The slot {self.slot!r} has no value yet: what decides belongs among the facts.")

    __int__ = __index__ = __float__ = __str__ = __format__ = __lt__ = __gt__ = _no_value

    def __eq__(self, other):
        if not isinstance(other, Expression) and other not in ("", None):  # Django itself asks for those
            self._no_value()
        return self is other or (isinstance(other, Slot) and self.slot == other.slot)

    def __hash__(self):
        return hash(self.slot)

    def __repr__(self):
        return f"<slot {self.slot}>"


class StandIn(Slot):
    """Stands for an object of which only these facts are known; its key is a slot.

    It may be given to a filter as the object itself. Whoever asks it for anything else gets AttributeError,
    so that nothing of the first one who came is compiled in.
    """

    def __init__(self, name: str, **facts):
        super().__init__(name)
        self.facts = facts

    @property
    def pk(self) -> Slot:
        return Slot(self.slot)

    id = pk

    def __getattr__(self, name: str):
        if name == "facts" or name not in self.facts:
            raise AttributeError(f"A compiled query cannot know {name!r} of {self.__dict__.get('slot')!r}.")
        return self.facts[name]


@Field.register_lookup
class AnyOf(Lookup):
    """`pk__any=keys`: one of a list that is one parameter, whatever its length."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        column, parameters = self.process_lhs(compiler, connection)
        keys, more = self.process_rhs(compiler, connection)
        return f"{column} = ANY({keys})", [*parameters, *more]
