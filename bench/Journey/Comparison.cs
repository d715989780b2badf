using System.Globalization;
using System.Text;

namespace Mugai.Journey;

/// <summary>All pairs of one load, and the table of them. Ratios are taken pair by pair: neighbors in time share the machine's mood.</summary>
internal sealed class Comparison(Load load)
{
    private readonly List<(Measurement Mugai, Measurement Postfix)> _pairs = [];

    public void Add(Measurement mugai, Measurement postfix) => _pairs.Add((mugai, postfix));

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"### {load.Name}: {load.Messages} messages in each of {_pairs.Count} rounds");
        text.AppendLine();
        text.AppendLine("| round | Mugai msg/s | Postfix msg/s | ratio | Mugai CPU ms/msg | Postfix CPU ms/msg | CPU ratio |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        for (var i = 0; i < _pairs.Count; i++)
        {
            Row(text, $"{i + 1}", _pairs[i].Mugai, _pairs[i].Postfix, Speed(_pairs[i]), Cost(_pairs[i]));
        }

        Row(text, "**median**", Middle(_pairs.Select(pair => pair.Mugai)), Middle(_pairs.Select(pair => pair.Postfix)), Median(_pairs.Select(Speed)), Median(_pairs.Select(Cost)));
        text.AppendLine();
        text.AppendLine(string.Create(CultureInfo.InvariantCulture,
            $"Accepted (last 250) msg/s, median: Mugai {Median(_pairs.Select(pair => pair.Mugai.AcceptedPerSecond)):0.0}, Postfix {Median(_pairs.Select(pair => pair.Postfix.AcceptedPerSecond)):0.0}."));
        return text.ToString();
    }

    private static double Speed((Measurement Mugai, Measurement Postfix) pair) => pair.Mugai.PerSecond / pair.Postfix.PerSecond;

    private static double Cost((Measurement Mugai, Measurement Postfix) pair) => pair.Mugai.CpuPerMessage / pair.Postfix.CpuPerMessage;

    private static void Row(StringBuilder text, string name, Measurement mugai, Measurement postfix, double speed, double cost) => text.AppendLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {mugai.PerSecond:0.0} | {postfix.PerSecond:0.0} | {speed:0.00} | {mugai.CpuPerMessage.TotalMilliseconds:0.00} | {postfix.CpuPerMessage.TotalMilliseconds:0.00} | {cost:0.00} |"));

    private static Measurement Middle(IEnumerable<Measurement> all)
    {
        var list = all.ToList();
        return new(
            Median(list.Select(each => each.PerSecond)), Median(list.Select(each => each.AcceptedPerSecond)),
            TimeSpan.FromMilliseconds(Median(list.Select(each => each.CpuPerMessage.TotalMilliseconds))));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
    }
}
