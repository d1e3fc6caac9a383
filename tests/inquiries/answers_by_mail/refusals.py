"""The addresses behind a mail's link need no login, but the mail: everybody × without and with it opened."""

CAST = ("visitor", "reader", "officer", "colleague", "stranger", "ward_officer", "secretariat")
# address, method                     visitor reader officer colleague stranger ward secretariat
WITHOUT_THE_MAIL = {
    ("inquiry-by-mail", "get"): "302 302 302 302 302 302 302",  # to the page that asks for number and code
    ("inquiry-by-mail", "post"): "302 302 302 302 302 302 302",
    ("inquiry-by-mail-file", "get"): "404 404 404 404 404 404 404",
}
# whoever acts for 堺市, which was asked, goes on with their login: 302
WITH_THE_MAIL = {
    ("inquiry-by-mail", "get"): "200 200 302 302 200 200 200",
    ("inquiry-by-mail", "post"): "400 400 302 302 400 400 400",
    ("inquiry-by-mail-file", "get"): "404 404 404 404 404 404 404",  # a file of another inquiry
}
