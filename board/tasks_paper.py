"""Background work for archives; every job may run twice without harm."""
