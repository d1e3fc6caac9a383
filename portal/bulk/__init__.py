"""Bulk content: as much as the portal is built for, to measure it by."""
