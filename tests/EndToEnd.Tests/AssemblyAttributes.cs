// Two collections at a time: much of what the tests do is waiting, and what each starts (servers, ports, folders) is its own. The long one first, so that it is not what is left at the end.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("Mugai.EndToEnd.Tests.LongestFirst", "Mugai.EndToEnd.Tests")]
