using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.Ooxml;

/// <summary>Real files against the schemas of the Open XML SDK: a clean file has no error that its original did not have.</summary>
public class SchemaCorpusTests
{
    // The validator holds whole packages as trees.
    private const int MaxFileBytes = 600_000;

    [Theory]
    [InlineData("docx")]
    [InlineData("xlsx")]
    [InlineData("pptx")]
    public void Says_NoErrorThatTheInputDidNotHave(string kind)
    {
        var worse = new List<string>();
        var files = Corpus.Files(kind).Where(static file => new FileInfo(file).Length <= MaxFileBytes).ToList();
        var judged = 0;
        foreach (var file in files)
        {
            var original = File.ReadAllBytes(file);
            var run = Runs.File(Path.GetFileName(file), original);
            if (run.Report.Outcome != Outcome.Rebuilt)
            {
                continue;
            }

            judged++;
            var extension = "." + kind;
            var had = new HashSet<string>(Errors(original, extension), StringComparer.Ordinal);
            worse.AddRange(Cleaning.Errors(run.Output.Bytes, extension).Where(error => !had.Contains(error)).Distinct().Take(5).Select(error => Path.GetFileName(file) + ": " + error));
        }

        Assert.Empty(worse);
        Assert.True(judged * 10 >= files.Count * 9, $"{judged} of {files.Count} were rebuilt");
    }

    private static IEnumerable<string> Errors(byte[] original, string extension)
    {
        try
        {
            return Cleaning.Errors(original, extension);
        }
        catch (Exception refused) when (refused is not OutOfMemoryException)
        {
            // The SDK itself gives up on some originals; then the clean file has to be without an error.
            return [];
        }
    }
}
