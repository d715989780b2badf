namespace Mugai.Wording;

/// <summary>One sentence in both languages.</summary>
/// <param name="Ja">Japanese.</param>
/// <param name="En">English.</param>
public readonly record struct Words(string Ja, string En);
