"""The cast by name, for tests that ask everybody."""

EVERYBODY = ["visitor", "officer", "colleague", "reader", "stranger", "ward_officer", "secretariat"]


def client_of(request, browser, person):
    if person == "visitor":
        return request.getfixturevalue("visitor")
    return browser(request.getfixturevalue(person))
