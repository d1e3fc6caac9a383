from common.search import registry
from common.search.actions import refresh_index_all, refresh_index_by_key
from members.mergers import transfer
from members.organizations.models import Organization


def refresh_search_texts(organizations: set[int]) -> None:
    """Search texts of these organisations and of all that is published in their names."""
    for pk in organizations:
        refresh_index_by_key(Organization._meta.label_lower, pk)
    known = set(registry.searchable_models())
    for field in transfer.transferred_fields():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": organizations})
        owner = field.model._meta.auto_created
        if link := getattr(field.model, "FOUND_WITH", ""):  # who is asked finds what they are asked
            owner = field.model._meta.get_field(link).related_model
            rows = owner._base_manager.filter(pk__in=rows.values(link))
        elif owner in known:  # who is chosen to read a text finds it
            rows = owner._base_manager.filter(pk__in=rows.values(owner._meta.model_name))
        elif field.model not in known:
            continue
        refresh_index_all(owner or field.model, rows.order_by("pk").iterator(chunk_size=500))
