import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from members.access.rate_limits import COUNTERS
from members.mail_tokens.models import MailToken
from members.recoveries.actions import ask_recovery, verify_recovery
from members.recoveries.tasks import ask_recovery as recoveries_ask_recovery
from members.users.models import User

NEW = "new@city.example"


@pytest.fixture(autouse=True)
def _fresh_counters():
    COUNTERS.clear()


@pytest.fixture
def asked(officer):
    return ask_recovery(email=officer.email, name="堺 花子", lost="both", new_email=NEW)


@pytest.fixture
def waiting(asked):
    return verify_recovery(mail_token=MailToken.objects.get(subject_recovery=asked))


@pytest.fixture
def make_waiting(make_user, sakai):
    def make(count):
        have = User.objects.count()
        for n in range(have, have + count):
            person = make_user(f"person{n}@city.example", sakai, f"見本 {n}郎")
            row = ask_recovery(email=person.email, name=person.name, lost="factor", new_email="")
            verify_recovery(mail_token=MailToken.objects.get(subject_recovery=row))

    return make


@pytest.fixture
def ask(db):
    """Send the form from a browser, and let the worker do what it left: `ask(visitor, typed)`."""

    def send(client, typed):
        answer = client.post("/accounts/recovery/", typed)
        for job in ProcrastinateJob.objects.filter(task_name="members.ask_recovery").order_by("id"):
            if job.pk not in done:
                recoveries_ask_recovery(**job.args)
                done.add(job.pk)
        return answer

    done = set()
    return send
