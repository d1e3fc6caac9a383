"""The first steps (はじめに): what somebody does first here, each done or not by the facts alone."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from board.subscriptions.models import NotificationRhythm, Watch
from board.unread.models import ReadMark
from common.compiled_queries.compiled import compiled
from members.organizations.models import Organization
from members.users.models import User
from portal.first_steps.models import FirstStepsPutAway


@dataclass(frozen=True)
class FirstStep:
    """One thing to do, with the page where it is done."""

    title: str
    text: str
    url: str
    is_done: bool


def first_steps_of(user, *, has_unread: bool) -> list[FirstStep]:
    """All of them while any is left to do; none once all are done, or the user put them away."""
    if not user.is_member or not user.section_id or user.is_secretariat:
        return []
    introduced, colleagues, chosen, read, put_away = _facts.first(
        user=user.pk, organization=user.section.organization_id
    )
    if put_away:
        return []
    steps = [_choose(chosen), _read(read or not has_unread)]
    if user.is_representative:
        steps = [_introduce(introduced), _invite(colleagues), *steps]
    return [] if all(step.is_done for step in steps) else steps


@compiled
def _facts(*, user, organization):
    """What is done, in one statement."""
    introduced = Organization.objects.filter(pk=organization).exclude(introduction="")
    colleagues = User.objects.active().filter(section__organization=organization).exclude(pk=user)
    return User.objects.filter(pk=user).values_list(
        Exists(introduced),
        Exists(colleagues),
        Q(Exists(Watch.objects.filter(user=OuterRef("pk"))))
        | Q(Exists(NotificationRhythm.objects.filter(user=OuterRef("pk")))),
        Exists(ReadMark.objects.filter(user=OuterRef("pk"))),
        Exists(FirstStepsPutAway.objects.filter(user=OuterRef("pk"))),
    )


def _introduce(is_done: bool) -> FirstStep:
    return FirstStep(
        "団体を紹介する",
        "紹介文、提供できること、求めることを書くと、会員自治体のページに出ます。",
        reverse("organization:organization-edit"),
        is_done,
    )


def _invite(is_done: bool) -> FirstStep:
    return FirstStep(
        "同じ団体の担当者を招待する",
        "担当者が2人以上いると、異動や休みのときも続けられます。",
        reverse("organization:person-invite"),
        is_done,
    )


def _choose(is_done: bool) -> FirstStep:
    return FirstStep(
        "通知メールを選ぶ",
        "どの投稿を、どのくらいの頻度で受け取るかを決めます。",
        reverse("board:subscription-edit"),
        is_done,
    )


def _read(is_done: bool) -> FirstStep:
    return FirstStep(
        "新しい投稿を読む",
        "掲示板の新しい提案や募集を開いてみてください。",
        reverse("board:topic-list"),
        is_done,
    )
