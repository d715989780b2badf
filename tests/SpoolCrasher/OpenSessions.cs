using System.Diagnostics;
using Mugai.Gateway.Spooling.Embedded;
using Mugai.Spooling;

namespace Mugai.SpoolCrasher;

/// <summary>Holds many large messages open at the same time, commits them all, and says how much memory that took.</summary>
internal static class OpenSessions
{
    public static async Task<int> RunAsync(string folder, int sessions, int bytes)
    {
        await using var spool = await EmbeddedSpool.OpenAsync(Sample.Options(folder));
        var piece = Sample.Content(1, 16 * 1024);
        var writers = new List<IOriginalWriter>();
        for (var i = 0; i < sessions; i++)
        {
            writers.Add(spool.BeginOriginal());
        }

        for (var sent = 0; sent < bytes; sent += piece.Length)
        {
            foreach (var writer in writers)
            {
                await writer.WriteAsync(piece, CancellationToken.None);
            }
        }

        foreach (var writer in writers)
        {
            await spool.CommitAsync(writer, MessageKind.Mail, Sample.Envelope(1), Sample.Groups, [0], CancellationToken.None);
            await writer.DisposeAsync();
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"PEAK {process.PeakWorkingSet64}");
        return 0;
    }
}
