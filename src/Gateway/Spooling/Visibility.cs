using System.Runtime.CompilerServices;

// The store's inner parts (records, segments, keys) are tested one by one; nobody else may build on them.
[assembly: InternalsVisibleTo("Mugai.Gateway.Tests")]
[assembly: InternalsVisibleTo("Mugai.SpoolCrasher")]
