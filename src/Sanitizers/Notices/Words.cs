namespace Mugai.Sanitizers.Notices;

/// <summary>One sentence in both languages.</summary>
/// <param name="Ja">Japanese.</param>
/// <param name="En">English.</param>
internal readonly record struct Words(string Ja, string En);
