using Mugai.Scanning;

namespace Mugai.Gateway.Scanning;

/// <summary>Opens a content from its start. Called once for each scanner and each try; whoever asked disposes the stream.</summary>
internal delegate ValueTask<Stream> OpenContent(CancellationToken token);

/// <summary>What a scanner says of itself.</summary>
/// <param name="Engine">Its program and signatures.</param>
/// <param name="SignaturesOf">The day of its signatures; null when it does not say.</param>
internal sealed record ScannerFacts(UntrustedText Engine, DateTimeOffset? SignaturesOf);

/// <summary>
/// One scanner behind a wire. It gets whole messages as they are: nothing here looks inside one. Trouble with the scanner is an answer; what leaves these calls as an exception is ours
/// (the content could not be read) or cancellation. Several tasks may call at once.
/// </summary>
internal interface IScanner : IAsyncDisposable
{
    /// <summary>Its name in the configuration.</summary>
    string Name { get; }

    /// <summary>Sends a content while it is read, and waits for the verdict, both within the scanner's time.</summary>
    ValueTask<ScanAnswer> ScanAsync(OpenContent open, CancellationToken token);

    /// <summary>Whether it is there, and what it is; null when it does not answer.</summary>
    ValueTask<ScannerFacts?> AskAsync(CancellationToken token);
}
