"""Background work for answers and assignments; every job may run twice without harm."""
