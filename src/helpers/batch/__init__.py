"""The batch: what must be made, keys, ledger, executors, publishing."""
