def is_for_another_token(request, proof) -> bool:
    """Whether the form was made for one link and another was opened in this browser since."""
    return request.POST.get("number", proof.number) != proof.number
