"""The settings of the bench in processes that tests start."""

from bench import settings as bench_settings
from tests.settings import *  # noqa: F403 - all but these:

ROOT_URLCONF, TEMPLATES = bench_settings.ROOT_URLCONF, bench_settings.TEMPLATES
