"""How often a password may be tried and a code be asked for: strict for the guesser, open for the person.

The offices of a whole prefecture leave the internet through one address, and anybody may type anybody's
address. So each try is counted where it hurts only the one who tries; docs/adr/0010 says why.
"""

from allauth.core.internal.ratelimit import get_ip

from members.access.rate_limits import Uses, count_use
from members.sessions import known_browsers

# a try that succeeds is taken back
RATES = {
    "password:own": "10/15m",  # one account, one browser that logged in to it before
    "password:pair": "10/15m",  # one account, one network, from browsers it does not know
    "password:account": "40/60m",  # one account, every network, from browsers it does not know
    "password:network": "300/15m",  # one network, every account, from browsers they do not know
    "mail:own": "10/60m",
    "mail:pair": "5/15m",
    "mail:account": "20/60m",
    "mail:network": "300/60m",
}
WAIT = {"15m": "15分", "60m": "1時間"}
SENTENCES = {
    "password": "パスワードの間違いが続いたため、この端末ではパスワードでのログインを止めています。"
    "{wait}ほどたってから、もう一度入力してください。"
    "お急ぎのときは、「メールでコードを受け取る」からログインできます。",
    "mail": "コードの申込みが続いたため、受付を止めています。"
    "{wait}ほどたってから、もう一度申し込んでください。届いたコードは、期限までは使えます。",
}


class TooManyTries(Exception):
    """No more tries now; its text is a Japanese sentence for the screen."""


def count_try(request, action: str, email: str) -> Uses:
    """Count one try ("password" or "mail") at the account of `email`, whether there is one or not.

    The widest limit is asked first, so that a guesser who is stopped there begins no narrower counter.
    """
    uses = Uses()
    counters = [(f"{action}:{name}", key) for name, key in _counters(request, email.strip().lower())]
    for rate, key in reversed(counters[1:]):
        _count(action, rate, key, only_ask=True)
    for rate, key in counters:
        uses.counted += _count(action, rate, key).counted
    return uses


def _count(action: str, rate: str, key: str, *, only_ask: bool = False) -> Uses:
    one = count_use(name=f"login:{rate}", rate=RATES[rate], key=key, only_ask=only_ask)
    if one is None:
        raise TooManyTries(SENTENCES[action].format(wait=WAIT[RATES[rate].split("/")[1]]))
    return one


def _counters(request, email: str):
    """What counts this try, the narrowest first: a guesser who is stopped there fills no wider one."""
    if browser := known_browsers.known_browser(request, email):
        yield "own", f"{email} {browser}"
        return
    network = get_ip(request)
    yield "pair", f"{email} {network}"
    yield "account", email
    yield "network", network
