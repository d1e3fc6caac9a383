from django.contrib.contenttypes.models import ContentType

from common.attachments.models import StoredFile


def can_open_file(user, file: StoredFile) -> bool:
    """Whether `user` may open it: they may see its owner, or uploaded it where nothing owns it yet."""
    if file.owner_type_id is None:
        return user.is_authenticated and file.uploaded_by_id == user.pk
    owner_type = ContentType.objects.get_for_id(file.owner_type_id)
    model = owner_type.model_class()
    if model is None:  # its app is gone
        return False
    return model._default_manager.visible_to(user).filter(pk=file.owner_id).exists()
