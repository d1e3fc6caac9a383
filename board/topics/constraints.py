"""Constraints and indexes of topics."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from common.paired_fields import both_or_neither, filled_when
from common.retractions.models import RETRACTED_WHOLE

LISTED = Q(published_at__isnull=False, hidden_at__isnull=True)  # spelled so that the partial indexes are used
# what a list asks of each topic before it shows one: covered by the indexes, so that page 500 reads no rows
COVERED_COLUMNS = ["id", "kind", "audience", "organization", "merged_into"]

INDEXES = [
    models.Index(
        fields=["-activity_no"],
        condition=LISTED,
        include=[*COVERED_COLUMNS, "pinned_at", "pinned_until"],
        name="topic_by_activity",
    ),
    models.Index(
        fields=["-published_at", "-id"],
        condition=LISTED,
        include=COVERED_COLUMNS[1:],
        name="topic_by_publication",
    ),
    models.Index(
        fields=["deadline", "id"],
        condition=Q(state="open", deadline__isnull=False, hidden_at__isnull=True),
        name="topic_by_deadline",
    ),
    models.Index("organization", F("activity_no").desc(), condition=LISTED, name="topic_by_organization"),
    models.Index(
        fields=["kind", "-activity_no"],
        condition=LISTED,
        include=["id", *COVERED_COLUMNS[2:]],
        name="topic_by_kind",
    ),
    models.Index(
        fields=["state", "-activity_no"], condition=LISTED, include=COVERED_COLUMNS, name="topic_by_state"
    ),
    models.Index("stage", F("activity_no").desc(), condition=LISTED & ~Q(stage=""), name="topic_by_stage"),
    models.Index(
        fields=["-reply_count", "-activity_no"],
        condition=LISTED,
        include=COVERED_COLUMNS,
        name="topic_by_replies",
    ),
    models.Index(
        fields=["deadline", "id"],
        condition=LISTED & Q(deadline__isnull=False),
        name="topic_with_deadline",
    ),
    models.Index(fields=["organization", "-saved_at"], condition=Q(state="draft"), name="topic_drafts"),
    GinIndex(fields=["themes"], name="topic_themes"),
    models.Index(fields=["publish_at"], condition=Q(publish_at__isnull=False), name="topic_scheduled"),
    # board/unread looks for what was changed above a floor
    models.Index(fields=["edit_no"], condition=Q(edit_no__isnull=False), name="topic_by_edit"),
    models.Index(fields=["pinned_at"], condition=Q(pinned_at__isnull=False), name="topic_pinned"),
    models.Index(fields=["hidden_at"], condition=Q(hidden_at__isnull=False), name="topic_hidden"),
    models.Index(fields=["locked_at"], condition=Q(locked_at__isnull=False), name="topic_locked"),
    models.Index(fields=["merged_at"], condition=Q(merged_into__isnull=False), name="topic_merged"),
]

HIDDEN_WHOLE = both_or_neither(  # of topics and of replies
    "hidden_at",
    "hidden_by",
    texts=["hidden_reason"],
    message="非表示には日時、操作者、理由が必要です。",
)
CONSTRAINTS = [
    models.UniqueConstraint(fields=["activity_no"], name="topic_activity_no"),
    filled_when(
        ~Q(state="draft"),
        "published_at",
        "published_by",
        message="公開した投稿には公開日時と公開者が必要です。",
    ),
    both_or_neither(
        "activity_no", "published_at", "last_activity_at", message="公開した投稿には活動番号が必要です。"
    ),
    models.CheckConstraint(
        # nobody closed it where its deadline did
        condition=Q(state="closed", closed_at__isnull=False)
        | (~Q(state="closed") & Q(closed_at__isnull=True, closed_by__isnull=True)),
        name="topic_closed_at_with_state",
        violation_error_message="終了した投稿には終了日時が必要です。",
    ),
    models.CheckConstraint(
        condition=Q(kind="proposal") | Q(stage=""),
        name="topic_stage_of_proposals",
        violation_error_message="段階を持つのは連携提案だけです。",
    ),
    models.CheckConstraint(
        condition=~Q(kind="proposal") | Q(state="draft", stage="") | (~Q(state="draft") & ~Q(stage="")),
        name="topic_published_proposal_with_stage",
        violation_error_message="公開した連携提案には段階が必要です。",
    ),
    models.CheckConstraint(
        condition=Q(kind="talk", parent__isnull=False, audience="chosen")
        | (~Q(kind="talk") & Q(parent__isnull=True)),
        name="topic_talk_with_parent",
        violation_error_message="相談には、もとの投稿と相手の団体が必要です。",
    ),
    models.CheckConstraint(
        condition=Q(publish_at__isnull=True, scheduled_by__isnull=True)
        | Q(state="draft", publish_at__isnull=False, scheduled_by__isnull=False),
        name="topic_scheduled_at_and_by",
        violation_error_message="公開の予約は、下書きに日時と予約した人をそろえてください。",
    ),
    models.CheckConstraint(
        # what waits is neither published nor scheduled before somebody decided
        condition=Q(review_asked_at__isnull=True, review_asked_by__isnull=True)
        | Q(
            state="draft",
            publish_at__isnull=True,
            review_asked_at__isnull=False,
            review_asked_by__isnull=False,
        ),
        name="topic_review_asked_whole",
        violation_error_message="承認待ちは、下書きに求めた日時と人をそろえてください。",
    ),
    both_or_neither("approved_at", "approved_by", message="承認には日時と人の両方が必要です。"),
    both_or_neither(
        "locked_at",
        "locked_by",
        texts=["locked_reason"],
        message="書込みの停止には日時、操作者、理由が必要です。",
    ),
    models.CheckConstraint(
        condition=Q(merged_into__isnull=True, merged_at__isnull=True, merged_by__isnull=True)
        | (
            Q(merged_into__isnull=False, merged_at__isnull=False, merged_by__isnull=False)
            & ~Q(merged_into=F("pk"))
        ),
        name="topic_merged_whole",
        violation_error_message="統合には、別の投稿、日時、操作者が必要です。",
    ),
    both_or_neither(
        "pinned_at", "pinned_by", "pinned_until", message="固定表示には日時、操作者、終わりの日が必要です。"
    ),
    HIDDEN_WHOLE,
    *RETRACTED_WHOLE,
    models.CheckConstraint(
        condition=Q(state="draft") | (~Q(title="") & ~Q(body="")),
        name="topic_published_with_text",
        violation_error_message="公開する投稿には件名と本文が必要です。",
    ),
    models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name="topic_ends_after_start",
        violation_error_message="終わりの日は始まりの日以後にしてください。",
    ),
    models.CheckConstraint(
        condition=Q(places__isnull=True) | Q(places__gte=1),
        name="topic_places_positive",
        violation_error_message="募集数は1以上にしてください。",
    ),
]
