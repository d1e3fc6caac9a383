class UploadRefused(Exception):
    """The file is not taken; the text is the predicate of a Japanese sentence about it."""
