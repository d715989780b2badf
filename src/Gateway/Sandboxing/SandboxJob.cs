using Mugai.Frames;
using Mugai.Policies;
using Mugai.Sanitizing;

namespace Mugai.Gateway.Sandboxing;

/// <summary>One input to clean.</summary>
public sealed record SandboxJob
{
    /// <summary>A name for log lines and worker; at most 64 ASCII characters, e.g. a message id.</summary>
    public required string Id { get; init; }

    /// <summary>The tenant it belongs to: a worker that served another one is replaced first.</summary>
    public required string Tenant { get; init; }

    /// <summary>Mail or single file.</summary>
    public required JobKind Kind { get; init; }

    /// <summary>The name the file came under; empty for a mail.</summary>
    public UntrustedText Name { get; init; }

    /// <summary>What the policy wants of its parts.</summary>
    public required SanitizePolicy Policy { get; init; }

    /// <summary>Bytes of the input. A stream that gives fewer or more throws <see cref="InvalidDataException"/>.</summary>
    public required long InputSize { get; init; }

    /// <summary>SHA-256 of the input, lower-case hex, for the report when the caller knows it already; null counts it here while it is sent.</summary>
    public string? InputSha256 { get; init; }

    /// <summary>Put before the content digest in the seed of boundaries and fresh names (invariant 5); the same for every attempt at one message.</summary>
    public string SeedPrefix { get; init; } = "";

    /// <summary>See <see cref="JobFrame.Passwords"/>.</summary>
    public IReadOnlyList<string> Passwords { get; init; } = [];

    /// <summary>See <see cref="JobFrame.Following"/>.</summary>
    public IReadOnlyList<string> Following { get; init; } = [];

    /// <summary>See <see cref="JobFrame.Single"/>.</summary>
    public SinglePart? Single { get; init; }

    /// <summary>What it may cost; null takes <see cref="BudgetLimits.ForInput"/>.</summary>
    public BudgetLimits? Limits { get; init; }

    /// <summary>A file that a command was given.</summary>
    public static SandboxJob ForFile(string path, string name, SanitizePolicy policy, IReadOnlyList<string> passwords) => new()
    {
        Id = "file", Tenant = "default", Kind = JobKind.File, Name = new UntrustedText(name), Policy = policy, InputSize = new FileInfo(path).Length, Passwords = passwords,
    };
}
