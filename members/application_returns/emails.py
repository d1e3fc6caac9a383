from members.mail_tokens.emails import TokenMail


class _ReturnMail(TokenMail, abstract=True):
    def still_holds(self, to):
        """Link and code can be used, and the correction has not come."""
        return super().still_holds(to) and self.about.subject.is_returned

    def context(self):
        return super().context() | {"asked": self.about.subject.returns.unanswered().get()}


class ApplicationReturned(_ReturnMail):
    """The applicant, when the application is asked back, with the remark and the way to correct it."""

    label = "会員登録申請: 差戻し"


class ApplicationReturnReminded(_ReturnMail):
    """The applicant once more, ten working days later."""

    label = "会員登録申請: 修正の再案内"
