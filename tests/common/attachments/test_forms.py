"""Attachments that survive a failed submit, and tokens that are never an error."""

import uuid

import pytest
from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from common.attachments.actions import attach_files, replace_files, store_upload
from common.attachments.forms import AttachmentsMixin
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.fields import LineField
from common.idempotency.forms import IdempotentForm
from common.uploads import limits
from members.organizations.models import Organization
from tests import sample_files
from tests.sample_files import upload

pytestmark = pytest.mark.django_db


class PostForm(IdempotentForm, AttachmentsMixin):
    title = LineField()


class OrganizationForm(AttachmentsMixin, forms.ModelForm):
    class Meta:
        model = Organization
        fields = ["name"]


def posted(by, uploads=(), form=PostForm, kept=(), **typed):
    data = QueryDict(mutable=True)
    data.update(typed)
    data.setlist("kept_files", [str(getattr(file, "pk", file)) for file in kept])
    return form(data, MultiValueDict({"files": list(uploads)}), by=by)


def test_a_fresh_form_has_a_token_of_its_own():
    first, second = PostForm(), PostForm()
    assert first["idempotency_key"].value() != second["idempotency_key"].value()
    assert first["idempotency_key"].value() == first["idempotency_key"].value()
    assert 'type="hidden"' in str(first["idempotency_key"])


@pytest.mark.parametrize("token", ["", "spoilt", "\x00"])
def test_a_spoilt_token_is_no_error(officer, token):
    form = posted(officer, title="a", idempotency_key=token)
    assert form.is_valid()
    assert isinstance(form.cleaned_data["idempotency_key"], uuid.UUID)


def test_a_token_is_kept_on_the_page_and_counts_with_what_was_typed():
    token = uuid.uuid4()
    form = posted(None, title="", idempotency_key=str(token))
    assert not form.is_valid()
    assert form.page_token == token
    assert str(token) in str(form["idempotency_key"])
    same, altered = (posted(None, title=title, idempotency_key=str(token)) for title in ("", "別の題"))
    assert not same.is_valid()
    assert altered.is_valid()
    key = form.cleaned_data["idempotency_key"]
    assert same.cleaned_data["idempotency_key"] == key != altered.cleaned_data["idempotency_key"]


def test_good_files_are_stored(officer):
    form = posted(
        officer, [upload("a.pdf", sample_files.pdf()), upload("b.jpg", sample_files.picture())], title="t"
    )
    assert form.is_valid(), form.errors
    assert [file.name for file in form.stored_files] == ["a.pdf", "b.jpg"]
    assert all(file.owner_type is None and file.uploaded_by == officer for file in form.stored_files)


def test_files_survive_another_fields_error(officer):
    form = posted(officer, [upload("計画.pdf", sample_files.pdf())], title="")
    assert list(form.errors) == ["title"]
    html = form.as_p()
    (file,) = StoredFile.objects.all()
    assert f'value="{file.pk}"' in html
    assert "checked" in html
    assert "計画.pdf（PDF、" in html
    again = posted(officer, kept=[file], title="t")
    assert again.is_valid(), again.errors
    assert again.stored_files == [file]


def test_good_files_survive_a_bad_one(officer):
    form = posted(officer, [upload("a.pdf", sample_files.pdf()), upload("b.exe", b"MZ\x00")], title="t")
    assert not form.is_valid()
    assert [error[:7] for error in form.errors["files"]] == ["「b.exe」"]
    assert StoredFile.objects.get().name == "a.pdf"
    assert "a.pdf（PDF" in form.as_p()


def test_an_unticked_file_is_left_out(officer):
    first = store_upload(upload("a.pdf", sample_files.pdf()), by=officer)
    second = store_upload(upload("b.pdf", sample_files.pdf()), by=officer)
    form = posted(officer, kept=[second], title="")
    assert not form.is_valid()
    assert form.stored_files == [second]
    assert str(first.pk) not in form.as_p()


def test_only_their_own_unowned_files_can_be_kept(officer, stranger, sakai):
    foreign = store_upload(upload("x.pdf", sample_files.pdf()), by=stranger)
    owned = store_upload(upload("y.pdf", sample_files.pdf()), by=officer)
    attach_files([owned], to=sakai)
    for guessed in (foreign, owned, uuid.uuid4(), "spoilt", "\x00"):
        form = posted(officer, kept=[guessed], title="t")
        assert "見つかりません" in form.errors["kept_files"][0]
        assert "x.pdf" not in form.as_p()
        assert form.stored_files == []


def test_a_visitor_keeps_nothing_by_guessing(visitor, officer):
    file = store_upload(upload("a.pdf", sample_files.pdf()), by=None)
    assert "見つかりません" in posted(None, kept=[file], title="t").errors["kept_files"][0]


def test_limits_count_kept_and_new_files_together(officer, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILES", 2)
    kept = [store_upload(upload(f"{i}.pdf", sample_files.pdf()), by=officer) for i in range(1)]
    form = posted(
        officer,
        [upload("n1.pdf", sample_files.pdf(1)), upload("n2.pdf", sample_files.pdf(3))],
        kept=kept,
        title="t",
    )
    assert "「n2.pdf」" in form.errors["files"][0]
    assert [file.name for file in form.stored_files] == ["0.pdf", "n1.pdf"]
    monkeypatch.setattr(limits, "MAX_FILES", 20)
    monkeypatch.setattr(limits, "MAX_TOTAL", kept[0].size + 1)
    form = posted(officer, [upload("n3.pdf", sample_files.pdf())], kept=kept, title="t")
    assert "合計" in form.errors["files"][0]


def test_the_same_file_chosen_again_is_there_once(officer):
    content = sample_files.pdf()
    kept = store_upload(upload("a.pdf", content), by=officer)
    form = posted(officer, [upload("a.pdf", content)], kept=[kept], title="t")
    assert form.is_valid()
    assert form.stored_files == [kept]
    assert StoredFile.objects.count() == 1


def test_files_may_be_required(officer):
    class Strict(PostForm):
        files_required = True

    assert "1件以上" in posted(officer, form=Strict, title="t").errors["files"][0]
    assert posted(officer, [upload("a.pdf", sample_files.pdf())], form=Strict, title="t").is_valid()


def test_an_empty_form_offers_no_kept_files(officer):
    assert "kept_files" not in PostForm(by=officer).fields
    failed = posted(officer, title="")
    assert not failed.is_valid()
    assert "kept_files" not in failed.fields


def test_attachments_stand_behind_the_text_fields(officer):
    assert [name for name in posted(officer).fields if name != "idempotency_key"] == [
        "title",
        "kept_files",
        "files",
    ]


def test_an_edited_owner_keeps_what_stays_ticked(officer, sakai):
    first, second = (store_upload(upload(f"{i}.pdf", sample_files.pdf()), by=officer) for i in range(2))
    attach_files([first, second], to=sakai)
    html = OrganizationForm(instance=sakai, by=officer).as_p()
    assert html.count("checked") == 2
    data = QueryDict(mutable=True)
    data["name"] = "堺市"
    data.setlist("kept_files", [str(second.pk)])
    form = OrganizationForm(
        data, MultiValueDict({"files": [upload("new.pdf", sample_files.pdf(3))]}), instance=sakai, by=officer
    )
    assert form.is_valid(), form.errors
    replace_files(form.stored_files, to=form.save())
    assert [file.name for file in files_of(sakai)] == ["1.pdf", "new.pdf"]
