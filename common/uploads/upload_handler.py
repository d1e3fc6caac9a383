"""Uploads on their way in: no file takes more of the disk than it may have, before anyone looks at it."""

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from common.uploads import limits


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes at most MAX_SIZE of a file and MAX_TOTAL of a form, and remembers how large a file would be.

    The form then refuses the file by name and size, with everything else that was typed still there.
    """

    written = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > limits.MAX_REQUEST:
            raise RequestDataTooBig("The request is larger than any form of this site.")

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.file.is_cut = False

    def receive_data_chunk(self, raw_data, start):
        if self.file.is_cut:
            return
        self.file.write(raw_data)
        self.written += len(raw_data)
        if start + len(raw_data) > limits.MAX_SIZE or self.written > limits.MAX_TOTAL:
            self.written -= self.file.tell()
            self.file.seek(0)
            self.file.truncate()
            self.file.is_cut = True
