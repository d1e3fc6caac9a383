"""The page on which people say what attached pictures show (添付ファイルの説明), the same for every owner."""

from collections.abc import Callable, Mapping

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render

from office import cabinet
from office.fields import LineField
from office.models import FileText, StoredFile

HELP = "例: 港の広場に並ぶ屋台と来場者。200文字まで。飾りだけの画像は空欄にしてください。"


class DescriptionsForm(forms.Form):
    """One line for each picture; `rows` gives each file with its field, if it is a picture."""

    def __init__(self, *args, files: list[StoredFile], **kwargs):
        super().__init__(*args, **kwargs)
        self.files_shown = files
        for file in files:
            if file.is_picture:
                self.fields[_name(file)] = LineField(
                    label=f"「{file.name}」の説明",
                    required=False,
                    max_length=200,
                    initial=file.alt,
                    help_text=HELP,
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


def _name(file: StoredFile) -> str:
    return f"alt_{file.pk.hex}"
