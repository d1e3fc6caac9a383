"""Background work for watches and digests; every job may run twice without harm."""
