"""What the standing rules of the wards say to a request, as the page shows it before it is sent."""

from pamphlets.ward_rules import fits as ward_rules_fits

ORDER = (ward_rules_fits.NOT, ward_rules_fits.FITS)


def fit_context(pamphlet, wards) -> dict:
    """Wards with rules, those that do not fit first; the others, who have said nothing, by name only."""
    fits = ward_rules_fits.fits(pamphlet, wards)
    rows = [(ward, fits[ward.pk]) for ward in wards]
    judged = [(ward, fit) for word in ORDER for ward, fit in rows if fit.word == word]
    silent = [ward.name for ward, fit in rows if fit.word == ward_rules_fits.UNKNOWN]
    misfits = sum(fit.word == ward_rules_fits.NOT for _, fit in judged)
    return {"judged": judged, "silent": silent, "misfits": misfits, "ward_count": len(wards)}
