namespace Mugai.Gateway.Commands;

/// <summary>What a command tells the person at the terminal: always in both languages, on standard error, so that standard output stays data.</summary>
internal static class Say
{
    public static void Error(string en, string ja)
    {
        Console.Error.WriteLine($"mugai: {en}");
        Console.Error.WriteLine($"       {ja}");
    }

    /// <summary>A message that holds both languages, a line each.</summary>
    public static void Error(string bothLanguages)
    {
        var lines = bothLanguages.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            Console.Error.WriteLine((i == 0 ? "mugai: " : "       ") + lines[i]);
        }
    }

    public static void Line(string text) => Console.Error.WriteLine(text);
}
