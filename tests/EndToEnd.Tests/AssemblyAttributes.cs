// Every class starts servers, and one of them measures a second: one class at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
