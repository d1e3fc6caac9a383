"""For Django only: it looks for the models of an app here; they are written in the subjects."""

from common.subject_imports import import_models

import_models("sign_ups")
