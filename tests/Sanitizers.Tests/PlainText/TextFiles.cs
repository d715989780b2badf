using System.Text;
using Mugai.Policies;
using Mugai.Sanitizers.Html;
using Mugai.Sanitizers.PlainText;
using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Tests.PlainText;

/// <summary>Files through detection, the text sanitizers and the verifier, as the worker runs them.</summary>
internal static class TextFiles
{
    public static SanitizerCatalog Catalog { get; } =
        SanitizerCatalog.Empty.With([new HtmlSanitizer(), new PlainTextSanitizer()], [new PlainTextVerifier()]);

    static TextFiles() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Pages become text unless a policy says otherwise.</summary>
    public static SanitizePolicy PagesAsText { get; } = new() { Revision = "r1", Families = new Dictionary<FileFamily, PartWay> { [FileFamily.Html] = PartWay.Text } };

    public static RunResult Run(string name, byte[] input, SanitizePolicy? policy = null) => Runs.File(name, input, policy ?? PagesAsText, catalog: Catalog);

    public static RunResult Run(string name, string input, string charset = "utf-8", SanitizePolicy? policy = null) =>
        Run(name, Encoding.GetEncoding(charset).GetBytes(input), policy);

    /// <summary>The clean file as characters, its mark included.</summary>
    public static string Text(this RunResult run) => new UTF8Encoding(false, true).GetString(run.Output.Bytes);
}
