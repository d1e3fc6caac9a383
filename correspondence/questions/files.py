"""All files that organisations answered with, in one ZIP; named `code_organisation_question`."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from common.attachments import zip_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of_many
from common.japanese_calendar import wareki_time
from correspondence.questions.kinds import Kind
from correspondence.questions.models import BaseAnswerValue
from correspondence.questions.tables import ANSWERED

BATCH = 200  # answers looked up at once
# characters: Windows takes 255, but other systems 255 bytes, and a Japanese one has three
LONGEST_LABEL, LONGEST_NAME = 30, 70
_PARTS = str.maketrans("/\\", "__")  # what would end a folder's name


def values_with_files(answers: QuerySet, user) -> QuerySet:
    """The answers to FILE questions that the user may see among these answers; never those of a draft."""
    given = answers.filter(state=ANSWERED).order_by()
    values = _value_model(answers).objects.visible_to(user).filter(question__kind=Kind.FILE)
    return values.filter(answer__in=given.values("pk"))


def _value_model(answers: QuerySet) -> type[BaseAnswerValue]:
    return answers.model._meta.get_field("values").related_model


def size_of(answers: QuerySet, user) -> tuple[int, int]:
    """Number and bytes of the files; one query."""
    owner_type = ContentType.objects.get_for_model(_value_model(answers))
    values = values_with_files(answers, user).order_by().values("pk")
    files = StoredFile.objects.filter(owner_type=owner_type, owner_id__in=values)
    found = files.aggregate(number=Count("pk"), bytes=Sum("size"))
    return found["number"], found["bytes"] or 0


def members_of(item, answers: QuerySet, user) -> Iterator[zip_files.ZipMember]:
    """The members of the ZIP, one after the other; the index comes last and says what was missing."""
    now = timezone.now()
    index = [f"{item.number_name}　{item.title}", f"作成 {wareki_time(now)}", ""]
    taken: set[str] = set()
    for value, file in _files(answers, user):
        member = zip_files.stored_member(file, name_of(value, file, taken))
        if member:
            yield member
        missing = f"{file.name}（保管場所に見つからないため、入っていません）"
        index += [member.name if member else missing]
        index += [
            f"    {value.answer.organization.full_name}　{value.question.label}",
            f"    元の名前 {file.name}",
            "",
        ]
    yield zip_files.text_member("目次.txt", now, [*index, *([] if index[3:] else ["ファイルはありません。"])])


def _files(answers: QuerySet, user) -> Iterator[tuple[BaseAnswerValue, StoredFile]]:
    """By batches of keys, not by a cursor that stays open: a slow download holds no transaction."""
    keys = list(answers.values_list("pk", flat=True))
    for first in range(0, len(keys), BATCH):
        batch = answers.filter(pk__in=keys[first : first + BATCH])
        order = {pk: at for at, pk in enumerate(keys[first : first + BATCH])}
        found = values_with_files(batch, user).select_related(
            "question", "answer__organization__local_government"
        )
        values = sorted(found, key=lambda v: (order[v.answer_id], v.question.position, v.question.line))
        files = files_of_many(values)
        yield from ((value, file) for value in values for file in files[value.pk])


def name_of(value: BaseAnswerValue, file: StoredFile, taken: set[str]) -> str:
    """271403_大阪府堺市_実施要領.pdf; the second of one name gets -2. `taken` remembers them, case apart."""
    organization = value.answer.organization
    label = value.question.label.translate(_PARTS)[:LONGEST_LABEL]
    stem = f"{organization.slug}_{organization.full_name.translate(_PARTS)}_{label}"[:LONGEST_NAME]
    ending = file.name.rpartition(".")[2]
    number = 1
    while True:
        behind = f"-{number}" if number > 1 else ""
        name = zip_files.safe_member_name("", f"{stem}{behind}.{ending}")
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        number += 1
