// Every test starts worker processes and some count them: one class at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
