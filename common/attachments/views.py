"""The page on which people say what attached pictures show (添付ファイルの説明), the same for every owner."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.db import models, transaction
from django.shortcuts import redirect, render

from office import cabinet, file_texts, register
from office.fields import LineField
from office.models import FileText, StoredFile


class DescriptionsForm(forms.Form):
    """One line for each picture; `rows` gives each file with its field, if it is a picture."""

    def __init__(self, *args, files: list[StoredFile], **kwargs):
        super().__init__(*args, **kwargs)
        self.files_shown = files
        for file in files:
            if file.is_picture:
                self.fields[_name(file)] = LineField(
                    label=f"{file.name}の説明",
                    required=False,
                    max_length=200,
                    initial=file.alt,
                )

    @property
    def rows(self) -> list[tuple[StoredFile, forms.BoundField | None]]:
        return [(file, self[_name(file)] if file.is_picture else None) for file in self.files_shown]

    @property
    def alts(self) -> dict[StoredFile, str]:
        pictures = [file for file in self.files_shown if file.is_picture]
        return {file: self.cleaned_data[_name(file)] for file in pictures}


def describe_page(
    request, *, owner, title: str, back: str, save: Callable[[Mapping[StoredFile, str]], object], kept=None
):
    """Shows the files of `owner` and takes descriptions; whoever calls it has asked whether he may.

    `kept` is what was typed before a lost login.
    """
    files = cabinet.files_of(owner)
    texts = {text.file_id: text for text in FileText.objects.filter(file__in=files).defer("text")}
    for file in files:
        file.reading = texts.get(file.pk)
    form = DescriptionsForm(request.POST if request.method == "POST" else kept, files=files)
    if request.method == "POST" and form.is_valid():
        save(form.alts)
        messages.success(request, "添付ファイルの説明を保存しました。")
        return redirect(back)
    context = {"form": form, "title": title, "back": back, "has_pictures": bool(form.fields)}
    status = 400 if request.method == "POST" else 200
    return render(request, "office/describe_files.html", context, status=status)


@transaction.atomic
def describe(*, owner: models.Model, by, alts: Mapping[StoredFile, str]) -> list[StoredFile]:
    """Keep the alternative texts of an owner's pictures; returns those whose text changed.

    Whoever calls it has asked whether `by` may.
    """
    own = {file.pk: file for file in cabinet.files_of(owner)}
    wanted = {own[file.pk]: alt for file, alt in alts.items() if file.pk in own}
    changed = [file for file, alt in wanted.items() if file.is_picture and file.alt != alt]
    if not changed:
        return []
    changes = {file.name: [file.alt, wanted[file]] for file in changed}
    for file in changed:
        file.alt = wanted[file]
    StoredFile.objects.bulk_update(changed, ["alt"])
    register.record(by=by, verb="office.files_described", obj=owner, changes=changes)
    file_texts.tell_owner(changed[0])
    return changed


def _name(file: StoredFile) -> str:
    return f"alt_{file.pk.hex}"
