"""Who writes the newsletter, and what keeps an issue from being published."""

from common.attachments.queries import files_of, files_of_many, undescribed_pictures
from news.issues.models import Article, NewsIssue


def can_edit_newsletter(user, _row=None) -> bool:
    return user.is_secretariat


def publication_problem(issue: NewsIssue) -> str:
    """What is to be done before it can be published, as a sentence; "" where nothing is."""
    articles = list(issue.articles.in_order())
    if undescribed_pictures(files_of(issue)):
        return "表紙の写真に、説明か権利の表示がありません。「表紙の説明と権利」に入力してください。"
    if not articles and not issue.topic_lines:
        return "記事がありません。記事を追加するか、「内容」に記事の見出しを入力してください。"
    return next((problem for article in articles if (problem := _problem_of(article))), "")


def article_problem(article: Article) -> str:
    return _problem_of(article)


def _problem_of(article: Article) -> str:
    if not (article.lead or article.body):
        return f"記事「{article.headline}」に、要約も本文もありません。どちらかを入力してください。"
    if undescribed_pictures(files_of_many([article])[article.pk]):
        return (
            f"記事「{article.headline}」の写真に、説明か権利の表示がありません。"
            "「写真の説明と権利」に入力してください。"
        )
    return ""
