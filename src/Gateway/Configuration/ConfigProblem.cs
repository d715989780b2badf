using System.Globalization;

namespace Mugai.Gateway.Configuration;

/// <summary>Something wrong in a configuration or policy file: where, what was found, and what would be right.</summary>
/// <param name="File">The file, or the environment variable.</param>
/// <param name="Line">1-based; 0 when there is none.</param>
/// <param name="Column">1-based; 0 when there is none.</param>
/// <param name="En">What is wrong and what to write instead.</param>
/// <param name="Ja">The same in Japanese.</param>
public sealed record ConfigProblem(string File, int Line, int Column, string En, string Ja)
{
    public override string ToString() => Line == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{File}: {En}\n    {Ja}")
        : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {En}\n    {Ja}");
}

/// <summary>Where a value stands; line and column are 0 when it came from the environment.</summary>
public readonly record struct ConfigPlace(string File, int Line, int Column);
