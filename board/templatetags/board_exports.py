"""The label of the link to the ZIP of a topic."""

from django import template

from common.formats import filesize_ja

register = template.Library()


@register.simple_tag
def zip_link_label(files: list, reply_files: int, reply_bytes: int) -> str:
    """How many files, how large together."""
    number, size = len(files) + reply_files, sum(file.size for file in files) + reply_bytes
    if not number:
        return "投稿と返信の文章を保存する（ZIP）"
    return f"添付ファイルをまとめて保存する（ZIP、{number}件、{filesize_ja(size)}）"
