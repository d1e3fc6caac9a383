"""What every list of the admin with dates needs."""

from django.contrib.admin.options import IncorrectLookupParameters


class BoundedDates:
    """A year of twenty digits in the address is no date; Django's own list breaks on it."""

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except OverflowError as error:
            raise IncorrectLookupParameters(error) from error
