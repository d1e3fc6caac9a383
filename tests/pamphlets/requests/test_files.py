"""What the samples of a pamphlet request show, and how the words inside them are found."""

from common.attachments.actions import attach_files, store_upload
from common.attachments.tasks import process_file
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from correspondence.closing.actions import close
from tests import sample_files


def attached(pamphlet, name, content):
    file = store_upload(sample_files.upload(name, content), by=None)
    attach_files([file], to=pamphlet)
    process_file(str(file.pk))
    return file


def test_pamphlet_files_page_by_the_cast(
    browser, visitor, officer, colleague, reader, stranger, ward_officer, secretariat, pamphlet
):
    file = attached(pamphlet, "表紙.png", sample_files.picture("PNG"))
    address = f"/board/pamphlets/{pamphlet.pk}/files/"
    for user, status in (
        (officer, 200),
        (colleague, 200),
        (reader, 403),
        (stranger, 404),
        (ward_officer, 403),
        (secretariat, 403),
    ):
        assert browser(user).get(address).status_code == status
    assert visitor.get(address).status_code == 302
    assert address in browser(officer).get(pamphlet.get_absolute_url()).content.decode()
    assert address not in browser(ward_officer).get(pamphlet.get_absolute_url()).content.decode()
    browser(officer).post(address, {f"alt_{file.pk.hex}": "秋の山"})
    file.refresh_from_db()
    assert file.alt == "秋の山"
    assert 'alt="秋の山"' in browser(ward_officer).get(pamphlet.get_absolute_url()).content.decode()
    close(item=pamphlet, by=officer, although_silent=True)
    assert browser(officer).get(address).status_code == 403


def test_words_inside_samples_are_found_by_those_who_see_them(stranger, ward_officer, pamphlet):
    attached(pamphlet, "sample.pdf", sample_files.page("Autumn leaves"))
    refresh_index_now(pamphlet)

    def found(user):
        return [row.place for row in search_texts("leaves", audiences=audiences.audiences_of(user)).rows]

    assert found(ward_officer) == ["添付ファイル「sample.pdf」"]
    assert found(stranger) == []
