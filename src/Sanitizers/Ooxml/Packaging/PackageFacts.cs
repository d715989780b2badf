using Mugai.Policies;
using Mugai.Sanitizers.Ooxml.Biff12;
using Mugai.Sanitizers.Ooxml.Excel;

namespace Mugai.Sanitizers.Ooxml.Packaging;

/// <summary>What rules need to know of the whole package.</summary>
/// <param name="App">The application.</param>
/// <param name="Workbook">The sheets and names that go; null outside Excel.</param>
/// <param name="Office">What the policy says of names, comments and changes.</param>
internal sealed record PackageFacts(OoxmlApp App, WorkbookFacts? Workbook, OfficePolicy Office)
{
    /// <summary>The links and names of a binary workbook; null for any other.</summary>
    public Biff12Book? Records { get; init; }
}
