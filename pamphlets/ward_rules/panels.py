"""What the standing rules of the wards say to a request, as the page shows it before it is sent."""

from board import ward_fit

ORDER = (ward_fit.NOT, ward_fit.FITS)


def fit_context(pamphlet, wards) -> dict:
    """Wards with rules, those that do not fit first; the others, who have said nothing, by name only."""
    fits = ward_fit.fits(pamphlet, wards)
    rows = [(ward, fits[ward.pk]) for ward in wards]
    judged = [(ward, fit) for word in ORDER for ward, fit in rows if fit.word == word]
    silent = [ward.name for ward, fit in rows if fit.word == ward_fit.UNKNOWN]
    misfits = sum(fit.word == ward_fit.NOT for _, fit in judged)
    return {"judged": judged, "silent": silent, "misfits": misfits, "ward_count": len(wards)}
