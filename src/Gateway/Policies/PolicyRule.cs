using Mugai.Gateway.Configuration;
using Mugai.Policies;

namespace Mugai.Gateway.Policies;

/// <summary>One policy file: for which mail, and what is done.</summary>
public sealed record PolicyRule
{
    /// <summary>The tenant (団体) whose mail it judges.</summary>
    public string Tenant { get; init; } = "default";

    /// <summary>For which mail.</summary>
    public PolicyMatch Match { get; init; } = new();

    /// <summary>What is done.</summary>
    public required SanitizePolicy Policy { get; init; }

    /// <summary>Kinds of objects for which a file is refused as a whole; part of the policy once it is in a snapshot.</summary>
    public IReadOnlyList<ObjectKind> BlockedObjects { get; init; } = [];

    /// <summary>How long originals are kept: as the policy says, or its tenant; null: as the installation does.</summary>
    public TimeSpan? Retention { get; init; }

    /// <summary>Who answers for an exception; empty for a policy that is none.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Why an exception was made.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The file's name, empty for what is built in.</summary>
    public string File { get; init; } = "";

    /// <summary>Where each key that the file or one that it includes says stands: for what can be judged only beside the configuration.</summary>
    public IReadOnlyDictionary<string, ConfigPlace> Places { get; init; } = new Dictionary<string, ConfigPlace>();

    /// <summary>The preset that the file starts from, or empty.</summary>
    public string Preset { get; init; } = "";

    /// <summary>What the file or its preset says, by key, and where: what is shown when somebody asks why.</summary>
    public IReadOnlyDictionary<string, PolicyWord> Words { get; init; } = new Dictionary<string, PolicyWord>();
}

/// <summary>A key as it was written.</summary>
/// <param name="Text">Its value; lists are separated by commas.</param>
/// <param name="Source">The file or preset, with the line when it has one.</param>
public sealed record PolicyWord(string Text, string Source);
