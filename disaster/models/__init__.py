from disaster.models.disaster import AffectedArea, Disaster
from disaster.models.dispatch import StaffDispatch
from disaster.models.goods import OtherSupport, ReliefGoods
from disaster.models.payment import RecoveryPayment

__all__ = ["AffectedArea", "Disaster", "OtherSupport", "RecoveryPayment", "ReliefGoods", "StaffDispatch"]
