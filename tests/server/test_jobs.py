"""The queue: turns, replacement, cancelling, keeping. The work is a few lines; the threads are real."""

import threading

import pytest
from celtint_client.errors import Cancelled, Internal, QueueFull, TimedOut
from celtint_server.jobs import TELL_EVERY, Capacity, Job, JobQueue


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def make(clock):
    queues = []

    def queue(waiting=8, per_client=8, workers=1, keep_s=600, keep_bytes=100, size=len, **deadlines):
        queues.append(JobQueue(Capacity(waiting, per_client, workers, keep_s, keep_bytes, **deadlines), size, clock))
        return queues[-1]

    yield queue
    for one in queues:
        one.close(10)


class Hold:
    """Work that keeps a worker until it is let go."""

    def __init__(self):
        self.entered, self.gate = threading.Event(), threading.Event()

    def __call__(self, tell):
        self.entered.set()
        assert self.gate.wait(60)
        tell("held", 1.0)
        return "held"


class Log:
    """What listeners heard, and a way to wait for the ends."""

    def __init__(self):
        self.news, self.ends, self.more = [], [], threading.Condition()

    def __call__(self, job, news):
        with self.more:
            (self.ends if news is None else self.news).append(job.client if news is None else news)
            self.more.notify_all()

    def wait(self, count):
        with self.more:
            assert self.more.wait_for(lambda: len(self.ends) >= count, 60)


def job(log, client="a", work=None, **options):
    return Job(work or (lambda tell: "done"), client, listeners={"x": log}, **options)


def held(queue):
    """A queue whose one worker is busy, and the way to free it."""
    hold = Hold()
    blocker = Job(hold, "blocker")
    queue.submit(blocker)
    assert hold.entered.wait(60)
    return hold, blocker


def test_clients_take_turns_and_interactive_goes_first(make):
    queue, log = make(), Log()
    hold, _ = held(queue)
    order = []
    for client, batch in [("b", True), ("a", False), ("a", False), ("a", False), ("c", True), ("d", False)]:
        queue.submit(job(log, client, lambda tell, c=client: order.append(c) or "done", batch=batch))
    hold.gate.set()
    log.wait(6)
    assert order == ["a", "d", "a", "a", "b", "c"]


def test_a_batch_leaves_a_worker_to_others(make):
    queue, log = make(workers=2), Log()
    holds = [Hold(), Hold()]
    for hold in holds:
        queue.submit(job(log, "batch", hold, batch=True))
    assert holds[0].entered.wait(60)
    queue.submit(job(log, "person"))
    log.wait(1)
    assert log.ends == ["person"]
    assert not holds[1].entered.is_set()
    for hold in holds:
        hold.gate.set()
    log.wait(3)


def test_positions_are_told_as_they_change(make):
    queue, log = make(), Log()
    hold, _ = held(queue)
    first, second = job(log), job(log)
    queue.submit(first)
    queue.submit(second)
    assert [(news.job, news.position) for news in log.news] == [(first.id, 0), (second.id, 1)]
    queue.cancel(first.id)
    assert (log.news[-1].job, log.news[-1].position) == (second.id, 0)
    hold.gate.set()
    log.wait(2)


def test_full_for_all_and_for_one(make):
    queue, log = make(waiting=3, per_client=2), Log()
    hold, _ = held(queue)
    queue.submit(job(log, "a"))
    queue.submit(job(log, "a"))
    with pytest.raises(QueueFull):
        queue.submit(job(log, "a"))
    queue.submit(job(log, "b"))
    with pytest.raises(QueueFull):
        queue.submit(job(log, "c"))
    hold.gate.set()
    log.wait(3)
    queue.submit(job(log, "c"))
    log.wait(4)


def test_a_live_drawing_replaces_its_own_even_when_full(make):
    queue, log = make(waiting=2, per_client=2), Log()
    hold, _ = held(queue)
    old, other = job(log, live="page"), job(log, live="another page")
    queue.submit(old)
    queue.submit(other)
    newest = job(log, live="page")
    queue.submit(newest)
    assert isinstance(old.error, Cancelled)
    hold.gate.set()
    log.wait(3)
    assert (newest.outcome, other.outcome) == ("done", "done")


def test_a_full_queue_leaves_the_running_live_job_alone(make):
    queue, log = make(waiting=1), Log()
    hold = Hold()
    running = job(log, work=hold, live="page")
    queue.submit(running)
    assert hold.entered.wait(60)
    queue.submit(job(log, "b"))
    with pytest.raises(QueueFull):
        queue.submit(job(log, live="page"))
    hold.gate.set()
    log.wait(2)
    assert running.outcome == "held"


def test_a_job_that_ends_after_it_was_cancelled_is_cancelled(make):
    queue, log = make(), Log()
    hold = Hold()
    finishing = job(log, work=lambda tell: (hold.entered.set(), hold.gate.wait(60), "done")[-1])
    queue.submit(finishing)
    assert hold.entered.wait(60)
    assert queue.cancel(finishing.id)
    hold.gate.set()
    log.wait(1)
    assert isinstance(finishing.error, Cancelled)
    assert finishing.outcome is None


def test_an_unforeseen_error_ends_the_job_alone(make, caplog):
    queue, log = make(), Log()
    broken, good = job(log, work=lambda tell: 1 / 0), job(log)
    queue.submit(broken)
    queue.submit(good)
    log.wait(2)
    assert isinstance(broken.error, Internal)
    assert "division" not in str(broken.error)
    assert "ZeroDivisionError" in caplog.text
    assert good.outcome == "done"


def test_progress_is_told_now_and_then(make, clock):
    queue, log = make(), Log()

    def work(tell):
        for n in range(100):
            clock.now += TELL_EVERY / 10
            tell("tiles", n / 100)
        tell("last", 2.0)
        return "done"

    queue.submit(job(log, work=work))
    log.wait(1)
    told = [(news.stage, news.share) for news in log.news if news.stage != "queued"]
    assert 10 <= len(told) <= 13
    assert told[0] == ("tiles", 0.0)
    assert told[-1] == ("last", 1.0)


def test_finished_jobs_are_kept_for_a_while(make, clock):
    queue, log = make(), Log()
    done = job(log)
    queue.submit(done)
    log.wait(1)
    clock.now += 599
    assert queue.find(done.id) is done
    assert done.work is None
    clock.now += 2
    assert queue.find(done.id) is None


def test_the_oldest_go_when_too_much_is_kept(make):
    queue, log = make(keep_bytes=10), Log()
    jobs = [job(log, work=lambda tell: "four") for _ in range(3)]
    for one in jobs:
        queue.submit(one)
    log.wait(3)
    assert [queue.find(one.id) is not None for one in jobs] == [False, True, True]


def test_of_a_live_drawing_the_newest_is_kept(make):
    queue, log = make(), Log()
    jobs = [job(log, live="page"), job(log, live="another"), job(log), job(log, live="page")]
    for number, one in enumerate(jobs):
        queue.submit(one)
        log.wait(number + 1)
    assert [queue.find(one.id) is not None for one in jobs] == [False, True, True, True]


def test_who_leaves_hears_nothing_and_who_joins_does(make):
    queue, left, joined = make(), Log(), Log()
    hold = Hold()
    running = Job(hold, "a", listeners={"a": left})
    queue.submit(running)
    assert hold.entered.wait(60)
    queue.leave("a")
    assert queue.join(running.id, "b", joined) is running
    hold.gate.set()
    joined.wait(1)
    assert left.ends == []
    assert queue.join(running.id, "c", left).outcome == "held"
    assert queue.join("no such job", "c", left) is None


def test_closing_cancels_everything(make):
    queue, log = make(), Log()
    hold, blocker = held(queue)
    waiting = job(log)
    queue.submit(waiting)
    hold.gate.set()
    queue.close(10)
    assert isinstance(waiting.error, Cancelled)
    assert blocker.state in ("done", "failed")
    assert not queue.busy()
    with pytest.raises(Cancelled):
        queue.submit(job(log))


@pytest.mark.parametrize("batch", [False, True])
def test_a_job_past_its_deadline_ends_at_the_next_tell(make, clock, batch):
    queue, log = make(deadline_s=60, batch_deadline_s=3600), Log()
    allowed = 3600 if batch else 60

    def work(tell):
        clock.now += allowed
        tell("as long as it may", 0.5)
        clock.now += 1
        tell("too long", 0.6)
        raise AssertionError("the work went on")

    clock.now += 1e6  # the time that it waits doesn't count
    late, next_one = job(log, work=work, batch=batch), job(log)
    queue.submit(late)
    log.wait(1)
    queue.submit(next_one)
    log.wait(2)
    assert isinstance(late.error, TimedOut)
    assert f"{allowed} seconds" in str(late.error)
    assert (late.error.name, late.error.code, late.error.retryable) == ("TIMED_OUT", -32009, False)
    assert next_one.outcome == "done"


def test_a_cancelled_job_is_cancelled_even_when_its_time_is_up(make, clock):
    queue, log = make(deadline_s=60), Log()
    hold, blocker = held(queue)
    blocker.listeners["x"] = log
    clock.now += 61
    queue.cancel(blocker.id)
    hold.gate.set()
    log.wait(1)
    assert isinstance(blocker.error, Cancelled)
