using Mugai.Sanitizing;

namespace Mugai.Sanitizers.Sanitizing;

/// <summary>What a sanitizer of containers needs of its context beyond what every sanitizer gets.</summary>
internal interface IContainerRun : ISanitizeContext
{
    /// <summary>A member of which no clean or even readable bytes exist (encrypted, broken, packed by an unknown method): only reported.</summary>
    PartReport RefuseMember(string path, UntrustedText name, FileFormat format, PartVerdict verdict, string code, UntrustedText detail, long size);

    /// <summary>The format of the output with this digest when this run wrote it and its own verifier passed it; null otherwise.</summary>
    string? VerifiedFormat(string sha256);
}
