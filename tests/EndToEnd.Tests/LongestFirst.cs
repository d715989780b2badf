using Mugai.EndToEnd.Tests.Portal;
using Xunit.Abstractions;

namespace Mugai.EndToEnd.Tests;

/// <summary>The collection of many classes before those of one, which go by their names: the same order in each run.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName != MailPortalTests.Name).ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
