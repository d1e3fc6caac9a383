"""How a disaster's page looks where its address is shared: a set of data with its files."""

from django.urls import reverse

from common.sharing.sharing import Sharing, absolute, day, first_picture, publisher
from disaster.disasters.models import Disaster

FORMATS = {"support-csv": "text/csv", "support-json": "application/json"}


def sharing_of(disaster: Disaster, pictures=()) -> Sharing | None:
    if not disaster.is_published:
        return None
    files = {name: f"{reverse(f'disaster:{name}')}?disaster={disaster.pk}" for name in FORMATS}
    facts = {
        "@type": "Dataset",
        "name": f"{disaster.name}への支援",
        "creator": publisher(),
        "dateModified": day(disaster.changed_at),
        "temporalCoverage": f"{day(disaster.began_on)}/.." if disaster.began_on else "",
        "isAccessibleForFree": True,
        "distribution": [
            {"@type": "DataDownload", "encodingFormat": FORMATS[name], "contentUrl": absolute(path)}
            for name, path in files.items()
        ],
    }
    return Sharing(
        path=disaster.get_absolute_url(),
        title=f"{disaster.name}への支援",
        facts=facts,
        description=f"{disaster.name}で東京23区が行った支援の記録です。",
        picture=first_picture(pictures),
    )
