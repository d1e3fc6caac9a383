"""What of the requests a person leaves to whoever follows them: a part of the hand-over paper."""

from dataclasses import dataclass

from common.attachments.queries import set_files
from correspondence.requests.models import UNSENT
from members.handovers.queries import MAX_ON_PAPER, open_and_drafts
from members.users.models import User
from pamphlets.requests.models import PamphletRequest


@dataclass(frozen=True)
class HandoverPaper:
    """Lists in the order of their urgency; requests and drafts carry their `files`."""

    to_answer: list[PamphletRequest]
    requests: list[PamphletRequest]
    drafts: list[PamphletRequest]  # also those that wait for approval

    @property
    def with_files(self) -> list[PamphletRequest]:
        return [row for row in (*self.requests, *self.drafts) if row.files]

    @property
    def is_cut(self) -> bool:
        return any(len(rows) >= MAX_ON_PAPER for rows in (self.to_answer, self.requests, self.drafts))


def handover_paper_of(person: User, reader: User) -> HandoverPaper:
    """What their ward has to answer; or what their section asks and has in drafts."""
    pamphlets = PamphletRequest.objects.visible_to(reader)
    if person.is_special_ward:  # wards are asked, they ask nothing
        to_answer = list(pamphlets.waiting_for(person).for_rows()[:MAX_ON_PAPER])
        return HandoverPaper(to_answer=to_answer, requests=[], drafts=[])
    own = pamphlets.filter(section=person.section_id).for_rows()
    requests, drafts = open_and_drafts(own, [PamphletRequest.State.OPEN], UNSENT, "answer_due")
    set_files([*requests, *drafts])
    return HandoverPaper(to_answer=[], requests=requests, drafts=drafts)
