import pytest
from django.core.cache import cache

from members import actions
from members.models import MailProof, User

NEW = "new@city.example"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def asked(officer):
    return actions.ask_recovery(email=officer.email, name="堺 花子", lost="both", new_email=NEW)


@pytest.fixture
def waiting(asked):
    return actions.prove_recovery(proof=MailProof.objects.get(subject_recovery=asked))


@pytest.fixture
def make_waiting(make_user, sakai):
    def make(count):
        have = User.objects.count()
        for n in range(have, have + count):
            person = make_user(f"person{n}@city.example", sakai, f"見本 {n}郎")
            row = actions.ask_recovery(email=person.email, name=person.name, lost="factor", new_email="")
            actions.prove_recovery(proof=MailProof.objects.get(subject_recovery=row))

    return make
