"""What all connections share: the settings, the account of bytes, the studio, the sequences, the queue."""

from celtint_server.admission import Admission
from celtint_server.config import ModelSource, ServerConfig
from celtint_server.jobs import Capacity, JobQueue
from celtint_server.ledger import Ledger
from celtint_server.scenes import Ended, Stage
from celtint_server.sequences import Sequences
from celtint_server.spool import Spooling
from celtint_server.work import Studio


class Services:
    """Of one server; its attributes are safe to use from any connection."""

    def __init__(self, config: ServerConfig, models: ModelSource, token: str) -> None:
        self.config = config
        self.admission = Admission(config, token)
        self.ledger = Ledger(config.memory_bytes, config.client_bytes, config.memory_bytes // 2)
        self.studio = Studio(config, models, self.ledger)
        self.stage = Stage(config, self.ledger)
        self.sequences = Sequences(
            lambda make_room: Spooling(config.spool_dir, config.spool_bytes, make_room), config.keep_s
        )
        self.queue: JobQueue[Ended] = JobQueue(
            Capacity(
                config.queue,
                config.queue_per_client,
                config.workers,
                config.keep_s,
                config.results_bytes,
                config.deadline_s,
                config.batch_deadline_s,
            ),
            lambda done: done.nbytes,
        )
        self.ledger.share(self.queue.make_room)
