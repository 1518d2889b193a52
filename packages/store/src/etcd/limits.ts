/** How long an etcd cluster is waited for, and how much it is asked at once. */
export const etcdLimits = {
  /** A member that says nothing at all is given up after this time: nothing is known of it then. */
  answerMillisecondsMax: 7000,
  /** Operations of one transaction. etcd's own default allows 128 (`--max-txn-ops`). */
  operationsMax: 100,
  /** Bytes of one transaction. etcd's own default allows 1.5 MiB (`--max-request-bytes`). */
  bytesMax: 500_000,
  /** Rows of one page of a scan. */
  pageMax: 500,
} as const;
