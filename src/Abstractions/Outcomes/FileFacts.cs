namespace Mugai;

/// <summary>The facts of a file on one side of the sanitizer.</summary>
/// <param name="Name">File name; outside text on the input side, rewritten by us on the output side.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Sha256">Lower-case hex, 64 digits; empty when it was never read to its end.</param>
/// <param name="Format">Our short name (docx, jpeg, eml, …), <c>unknown</c> when nothing fits.</param>
public sealed record FileFacts(UntrustedText Name, long Size, string Sha256, string Format);
