namespace Mugai.Journey;

/// <summary>What one run measures.</summary>
/// <param name="Rounds">Pairs: each round drives Mugai, then Postfix.</param>
/// <param name="Loads">What is sent in each round, one after the other.</param>
/// <param name="Folder">Where both keep their files: one volume, so that a sync costs the same.</param>
/// <param name="Program">The <c>mugai</c> that is measured.</param>
/// <param name="Results">Folder for the result page; null: only printed.</param>
internal sealed record JourneyOptions(int Rounds, IReadOnlyList<Load> Loads, string Folder, string Program, string? Results);

/// <summary>One kind of traffic.</summary>
/// <param name="Messages">Messages per relay and round.</param>
/// <param name="Bytes">Bytes of one body: plain text, lines of smtp-source.</param>
/// <param name="Sessions">Sessions at one time.</param>
/// <param name="KeepOpen">One connection for many messages (an upstream under load) instead of one for each.</param>
internal sealed record Load(int Messages, int Bytes, int Sessions, bool KeepOpen)
{
    public string Name => $"{(Bytes >= 1 << 20 ? $"{Bytes >> 20} MB" : $"{Bytes >> 10} KB")}, {Sessions} sessions{(KeepOpen ? ", connections kept" : "")}";
}
