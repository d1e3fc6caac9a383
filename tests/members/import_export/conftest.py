import pytest


@pytest.fixture
def cast(officer, colleague, reader, stranger, ward_officer):
    return [officer, colleague, reader, stranger, ward_officer]
