using Mugai.Sanitizers.Ooxml.Biff12;
using Mugai.Sanitizers.Ooxml.Excel;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>What rules need to know of the whole package.</summary>
/// <param name="App">The application.</param>
/// <param name="Workbook">The sheets and names that go; null outside Excel.</param>
/// <param name="HidesAuthors">The policy wants no names.</param>
internal sealed record PackageFacts(OoxmlApp App, WorkbookFacts? Workbook, bool HidesAuthors)
{
    /// <summary>The links and names of a binary workbook; null for any other.</summary>
    public Biff12Book? Records { get; init; }
}
