"""Several people at once."""

import threading

from django.db import connection


def in_threads(*jobs):
    """Run the jobs at once, each with its own connection; return what they gave, in their order."""
    results = [None] * len(jobs)
    start = threading.Barrier(len(jobs))

    def run(number, job):
        try:
            start.wait(10)
            results[number] = job()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=item) for item in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
