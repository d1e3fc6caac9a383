"""Background work for writing: scheduled publication, old drafts; every job may run twice without harm."""
