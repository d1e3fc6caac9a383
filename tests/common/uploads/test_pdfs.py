"""PDFs that run, hide or lock something are refused wherever in the file it stands."""

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from common.attachments.actions import store_upload
from common.attachments.models import StoredFile
from common.uploads import pdfs
from tests import sample_files

pytestmark = pytest.mark.django_db


def refusal(name, content):
    with pytest.raises(ValidationError) as refused:
        store_upload(sample_files.upload(name, content), by=None)
    assert not StoredFile.objects.exists()
    (sentence,) = refused.value.messages
    return sentence


def script_on_open(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_in_names(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    document.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", action]))


def launch_on_a_page(document):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe"),
    )
    document.pages[0].Annots = pikepdf.Array([link])


def script_deep_inside(document):
    action = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x"))
    document.pages[1].AA = pikepdf.Dictionary(O=action)


def file_inside(document):
    document.attachments["a.exe"] = pikepdf.AttachedFileSpec(document, b"MZ")


def form_with_scripts(document):
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=[])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (script_on_open, "スクリプト"),
        (script_in_names, "スクリプト"),
        (launch_on_a_page, "スクリプト"),
        (script_deep_inside, "スクリプト"),
        (form_with_scripts, "スクリプト"),
        (file_inside, "埋め込まれた"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_store_upload_refuses_active_pdfs(change, says, packed):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert says in refusal("a.pdf", sample_files.pdf(change=change, object_stream_mode=mode))


@pytest.mark.parametrize("passwords", [{"owner": "x", "user": "y"}, {"owner": "x", "user": ""}])
def test_store_upload_refuses_locked_pdfs(passwords):
    assert "制限" in refusal("a.pdf", sample_files.pdf(encryption=pikepdf.Encryption(**passwords)))


def test_store_upload_refuses_a_pdf_of_endless_objects(monkeypatch):
    monkeypatch.setattr(pdfs, "MAX_OBJECTS", 3)
    assert "複雑" in refusal("a.pdf", sample_files.pdf())
