def test_home_answers_a_visitor(visitor, db):
    assert visitor.get("/").status_code == 200


def test_mypage_sends_a_visitor_to_login(visitor, db):
    response = visitor.get("/mypage/")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/")
