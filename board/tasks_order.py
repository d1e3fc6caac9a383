"""Background work for order: pins that end; every job may run twice without harm."""
