def is_for_another_token(request, mail_token) -> bool:
    """Whether the form was made for one link and another was opened in this browser since."""
    return request.POST.get("number", mail_token.number) != mail_token.number
